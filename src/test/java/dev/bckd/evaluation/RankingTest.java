package dev.bckd.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Role;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class RankingTest {
  @ParameterizedTest
  @CsvFileSource(resources = "/dev/bckd/stats/ndcg.csv", numLinesToSkip = 1)
  void gainAgreesWithScikitLearn(String relevant, String scores, double ndcg) {
    double[] logits = Arrays.stream(scores.split(" ")).mapToDouble(Double::parseDouble).toArray();
    List<Integer> places = Arrays.stream(relevant.split(" ")).map(Integer::valueOf).toList();

    SuitePart<?> part =
        ranked(10, List.of(all(logits.length)), List.of(places), KnownModel.binary(logits));

    assertThat(value(part, "ndcg@10")).isCloseTo(ndcg, within(1e-12));
  }

  @Test
  void tiesCountAgainstTheModel() {
    KnownModel undecided = KnownModel.binary(0, 0, 0, 0);

    SuitePart<?> part = ranked(3, List.of(all(4)), List.of(0), undecided);

    assertThat(value(part, "hit-rate@3")).isEqualTo(0.0);
    assertThat(value(part, "mrr")).isEqualTo(0.25);
  }

  @Test
  void tiedRightCandidatesShareTheWorstPlacesOfTheTie() {
    KnownModel undecided = KnownModel.binary(0, 0, 0, 0);

    SuitePart<?> part = ranked(3, List.of(all(4)), List.of(List.of(0, 1)), undecided);

    // Places 2 and 3, behind the two wrong ones.
    assertThat(value(part, "recall@3")).isEqualTo(0.5);
    assertThat(value(part, "mrr")).isEqualTo(1 / 3.0);
  }

  @Test
  void aFlippedHitIsOneTheTeacherHadAndTheModelLost() {
    Map<Role, ScoringModel> models =
        Map.of(
            Role.TEACHER, KnownModel.binary(3, 2, 1),
            Role.STUDENT, KnownModel.binary(1, 2, 3));
    RowsInMemory requests = requests(List.of(all(3), all(3), all(3), all(3)), List.of(0, 1, 2, 0));

    SuitePart<?> part =
        new Examiner(requests)
            .examine(Suites.binary(), Suites.ranking(2, List.of()), models)
            .whole();

    assertThat(part.statistic("hit-flip-rate@2", Role.STUDENT).value()).hasValue(0.5);
    assertThat(part.statistic("hit-rate@2", Role.TEACHER).value()).hasValue(0.75);
    assertThat(part.statistic("hit-rate@2", Role.STUDENT).value()).hasValue(0.5);
  }

  @Test
  void scoresRequestsInBoundedChunksAndKeepsTheirOrder() {
    int candidates = 1_000;
    KnownModel model =
        KnownModel.binary(IntStream.range(0, candidates).mapToDouble(i -> -i).toArray());
    List<Integer> relevant = IntStream.range(0, 200).boxed().toList();

    SuitePart<?> part = ranked(10, Collections.nCopies(200, all(candidates)), relevant, model);

    assertThat(model.batches()).hasSize(4).allMatch(size -> size <= 65_536);
    assertThat(value(part, "hit-rate@10")).isEqualTo(10 / 200.0);
  }

  @Test
  void refusesAnIndexOutsideTheList() {
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(
            () -> ranked(3, List.of(all(2), all(2)), List.of(1, 2), KnownModel.binary(1, 2)))
        .withMessage(
            "old-tasks.yaml, column pos_index: row 2 holds 2;"
                + " expected an index from 0 to 1 of its 2 candidates");
  }

  @Test
  void refusesARequestWithoutARightCandidate() {
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> ranked(3, List.of(all(2)), List.of(List.of()), KnownModel.binary(1, 2)))
        .withMessage(
            "old-tasks.yaml, column pos_index: row 1 is empty; expected at least one index");
  }

  @Test
  void refusesModelsThatAnswerSeveralClasses() {
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(
            () ->
                new Examiner(requests(List.of(all(2)), List.of(0)))
                    .examine(
                        Suites.multiclass(),
                        Suites.ranking(1, List.of()),
                        Map.of(Role.STUDENT, KnownModel.multiclass(new float[] {0, 1}))))
        .withMessage(
            "old-tasks.yaml: a ranking suite needs one logit a row: task binary in policy.yaml");
  }

  private static List<Integer> all(int candidates) {
    return IntStream.range(0, candidates).boxed().toList();
  }

  private static RowsInMemory requests(List<?> candidates, List<?> relevant) {
    return new RowsInMemory(Map.of("candidates", candidates, "pos_index", relevant));
  }

  private static SuitePart<?> ranked(
      int k, List<?> candidates, List<?> relevant, ScoringModel model) {
    return new Examiner(requests(candidates, relevant))
        .examine(Suites.binary(), Suites.ranking(k, List.of()), Map.of(Role.STUDENT, model))
        .whole();
  }

  private static double value(SuitePart<?> part, String metric) {
    return part.statistic(metric, Role.STUDENT).value().orElseThrow();
  }
}
