package dev.bckd.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.history.Table;
import dev.bckd.model.BadInputException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AtOnceTest {
  @Test
  void answersComeInTheOrderOfTheQuestions() {
    assertThat(AtOnce.<Integer>ask(List.of(() -> 1, () -> 2, () -> 3))).containsExactly(1, 2, 3);
  }

  /** Each waits for the other: one by one they would wait for ever. */
  @Test
  @Timeout(20)
  void questionsAreUnderWayTogether() {
    CountDownLatch both = new CountDownLatch(2);
    Supplier<Integer> question =
        () -> {
          both.countDown();
          try {
            both.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return 1;
        };

    assertThat(AtOnce.ask(List.of(question, question))).containsExactly(1, 1);
  }

  @Test
  void theFirstRefusalIsThrownOnceAllHaveEnded() {
    AtomicInteger ended = new AtomicInteger();
    Supplier<Integer> first = () -> refuse("first", ended);
    Supplier<Integer> second = () -> refuse("second", ended);
    Supplier<Integer> third = ended::incrementAndGet;

    assertThatThrownBy(() -> AtOnce.ask(List.of(third, first, second)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("first");
    assertThat(ended).hasValue(3);
  }

  private static int refuse(String name, AtomicInteger ended) {
    ended.incrementAndGet();
    throw new BadInputException(name, "does not answer");
  }

  @Test
  void aModelOfTwoPartsIsAskedOnce() {
    AtomicInteger asked = new AtomicInteger();
    ScoringModel model = new Sums(asked);
    ScoringModel other = new Sums(asked);
    Map<String, ScoringModel> parts = new LinkedHashMap<>();
    parts.put("teacher", model);
    parts.put("candidate", model);
    parts.put("incoming", other);

    Map<String, Scores> answers = AtOnce.score(parts, Questions.rows());

    assertThat(answers.keySet()).containsExactly("teacher", "candidate", "incoming");
    assertThat(answers.values())
        .allSatisfy(
            scores ->
                assertThat(scores.values()).isEqualTo(Questions.sums(Questions.rows()).values()));
    assertThat(asked).hasValue(2);
  }

  private static final class Sums implements ScoringModel {
    private final AtomicInteger asked;

    Sums(AtomicInteger asked) {
      this.asked = asked;
    }

    @Override
    public Scores score(Table rows) {
      asked.incrementAndGet();
      return Questions.sums(rows);
    }

    @Override
    public int width() {
      return 1;
    }

    @Override
    public void close() {}
  }
}
