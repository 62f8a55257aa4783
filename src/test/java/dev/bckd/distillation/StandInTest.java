package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.distillation.PretendSession.Wrong;
import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TaskType;
import dev.bckd.model.TensorSpec;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.testing.HandClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The incoming model is right on nine of ten historical rows, and knows its own by heart. */
class StandInTest {
  private static final int ROWS = 8000;
  private static final int EPOCHS = 4;
  private static final Signature SIGNATURE =
      new Signature(
          List.of(new TensorSpec("row", "row", ElementType.INT64, List.of(), 0)),
          List.of("logits"));
  private static final UpgradePolicy POLICY =
      Policies.of(TaskType.BINARY, SIGNATURE, Optional.empty(), List.of());

  private final HandClock clock = new HandClock();
  private final List<String> noted = new ArrayList<>();

  @TempDir private Path folder;

  @Test
  void standsForTheIncomingModelWhereItIsAsRightOnRowsThatBothAreStrangersTo() {
    assertThat(written(new Wrong(0.105, 0.3)))
        .hasValueSatisfying(
            written -> {
              assertThat(written.lacks()).isCloseTo(0.005, within(1e-12));
              assertThat(written.file()).contains("fresh=0.3]");
            });
    assertThat(noted)
        .singleElement()
        .asString()
        .contains("right on 89.5 % of the historical rows, the incoming model on 90.0 %")
        .contains("students are tried out in its place");
  }

  @Test
  void lacksNothingWhereItIsMoreRight() {
    assertThat(written(new Wrong(0.05, 0.3)))
        .hasValueSatisfying(written -> assertThat(written.lacks()).isZero());
  }

  @Test
  void doesNotStandForItWhereItIsAPointWorse() {
    assertThat(written(new Wrong(0.115, 0.3))).isEmpty();
    assertThat(noted).singleElement().asString().contains("it cannot stand for it");
  }

  /** After the second of four epochs it learns by heart. */
  @Test
  void isTakenFromTheEpochAfterWhichItGetsWorseOnRowsThatItIsNotTrainedOn() {
    PretendSession session =
        session(
            Map.of(
                "stand-in",
                new Wrong(0.1, 0.3),
                "stand-in" + PretendSession.BEYOND,
                new Wrong(0.4, 0.45)));

    assertThat(written(session, ROWS))
        .hasValueSatisfying(written -> assertThat(written.file()).contains("fresh=0.3]"));
    assertThat(session.runs().get(0).done()).isEqualTo(3 * PretendSession.STEPS_AN_EPOCH);
  }

  @Test
  void isNotTrainedWhereTooFewRowsTellWhetherItStands() {
    PretendSession session = session(Map.of("stand-in", new Wrong(0.1, 0.3)));

    assertThat(written(session, 3000)).isEmpty();
    assertThat(session.runs()).isEmpty();
  }

  @Test
  void isTrainedOnLabelledRowsOfTheNewTasksThatDoNotDecide() {
    Footing footing = footing(40);

    assertThat(StandIn.rows(footing))
        .containsExactly(IntStream.range(0, 20).filter(row -> row % 2 == 1).toArray());
  }

  private record Written(double lacks, String file) {}

  private Optional<Written> written(Wrong aim) {
    return written(session(Map.of("stand-in", aim)), ROWS);
  }

  private static PretendSession session(Map<String, Wrong> aims) {
    return PretendSession.of(new Wrong(0.1, 0), aims);
  }

  private Optional<Written> written(PretendSession session, int rows) {
    Path file = folder.resolve("stand-in");
    Trainings trainings =
        new Trainings(
            session,
            new Checkpoints(Optional.empty(), Duration.ofHours(1), clock, "pretended"),
            new Stopwatch(clock, POLICY),
            new DistillationListener() {
              @Override
              public void notes(String line) {
                noted.add(line);
              }
            });
    try {
      OptionalDouble lacks =
          new StandIn(footing(rows), trainings)
              .written(PretendSession.recipe("stand-in", EPOCHS), file);
      return lacks.isPresent()
          ? Optional.of(new Written(lacks.getAsDouble(), Files.readString(file)))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The second half decides. */
  private static Footing footing(int count) {
    Table inputs =
        new Table(count, Map.of("row", new Column.Longs(LongStream.range(0, count).toArray(), 1)));
    History history = Rows.history(inputs);
    float[] right = new float[count];
    for (int row = 0; row < count; row++) {
      history.old()[row] = row % 2 == 0;
      right[row] = row % 20 == 0 ? -1 : 1;
    }
    TrainingRows rows = Rows.answered(history, right, right);
    Split split =
        new Split(
            IntStream.range(0, count / 2).toArray(), IntStream.range(count / 2, count).toArray());
    AlteredRows altered = new AlteredRows(new Probe.Masked(0.6, 0.06), history.known(), POLICY);
    return new Footing(
        new Material(history, rows),
        MadeShare.NONE,
        split,
        altered,
        new Selection(rows, history, split, altered),
        new EnsembleCurve(List.of(new EnsembleCurve.Point(0, 1))));
  }
}
