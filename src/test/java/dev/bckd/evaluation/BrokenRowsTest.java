package dev.bckd.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.history.duckdb.DuckDbHistory;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.Role;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.policy.yaml.PolicyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows on which a behaviour is broken, as the report shows them, from the files to the picture. */
class BrokenRowsTest {
  private static final DuckDbHistory HISTORY = new DuckDbHistory();

  /** By item: the probabilities of 1 are 0.119, 0.269, 0.622, 0.731, 0.5 and 0.047. */
  private static final KnownModel STUDENT = KnownModel.binary(-2, -1, 0.5, 1, 0, -3);

  @TempDir private Path folder;

  /** The next item decides otherwise after items 1 and 3; row 0 of the file is left out. */
  @Test
  void showsTheSurestFirstAsTheyWereWithTheirNumbersAmongTheSuitesRows() throws IOException {
    BrokenBehaviour broken =
        only("{name: next, kind: invariance, where: item < 5, change: {item: item + 1}, max: 1}");

    assertThat(broken.name()).isEqualTo("invariance 'next'");
    assertThat(broken.change()).containsExactly("item = item + 1");
    // 1 becomes 2, of which it is sure by 0.622; 3 becomes 4, by 0.5.
    assertThat(broken.rows()).extracting(BrokenRow::row).containsExactly(1, 3);
    BrokenRow first = broken.rows().get(0);
    assertThat(first.id()).contains("e1");
    assertThat(first.label()).isEqualTo(OptionalInt.of(1));
    assertThat(first.columns()).containsEntry("item", "1").containsEntry("event", "e1");
    assertThat(first.before().orElseThrow().value()).isZero();
    assertThat(first.before().orElseThrow().probability().orElseThrow())
        .isCloseTo(0.731, within(1e-3));
    assertThat(first.after().value()).isEqualTo(1);
    assertThat(first.after().probability().orElseThrow()).isCloseTo(0.622, within(1e-3));
  }

  @Test
  void showsScoresThatMoveFurthestTheWrongWayFirst() throws IOException {
    BrokenBehaviour broken =
        only(
            "{name: up, kind: direction, where: item < 5, score: rises, change: {item: item + 1},"
                + " max: 1}");

    // From 4 to 5 the probability falls by 0.453, from 3 to 4 by 0.231.
    assertThat(broken.rows()).extracting(BrokenRow::row).containsExactly(4, 3);
    assertThat(broken.rows().get(0).before().orElseThrow())
        .isEqualTo(new Flip.Answer(1, java.util.OptionalDouble.of(0.5)));
    assertThat(broken.rows().get(0).after().probability().orElseThrow())
        .isCloseTo(0.047, within(1e-3));
  }

  @Test
  void showsWrongAnswersToSimpleRowsFromTheirOwnFile() throws IOException {
    Files.writeString(folder.resolve("simple.csv"), "item,label,event\n3,1,s0\n5,1,s1\n0,1,s2\n");

    BrokenBehaviour broken =
        only("{name: simple, kind: minimum-functionality, data: {files: [simple.csv]}}");

    assertThat(broken.change()).isEmpty();
    assertThat(broken.rows()).extracting(BrokenRow::row).containsExactly(1, 2);
    assertThat(broken.rows()).extracting(BrokenRow::id).containsExactly(opt("s1"), opt("s2"));
    assertThat(broken.rows()).extracting(BrokenRow::before).containsOnly(Optional.empty());
    assertThat(broken.rows().get(0).after().value()).isZero();
  }

  @Test
  void showsNoBehaviourThatIsKept() throws IOException {
    assertThat(broken("{name: same, kind: invariance, where: item = 0, change: {item: item + 1}}"))
        .isEmpty();
  }

  @Test
  void showsTwentyAtMost() throws IOException {
    BrokenBehaviour broken =
        only("{name: next, kind: invariance, change: {item: (item + 2) % 4}, max: 1}", 50);

    assertThat(broken.rows()).hasSize(20);
  }

  private static Optional<String> opt(String text) {
    return Optional.of(text);
  }

  private BrokenBehaviour only(String behaviour) throws IOException {
    return only(behaviour, 6);
  }

  private BrokenBehaviour only(String behaviour, int rows) throws IOException {
    List<BrokenBehaviour> broken = broken(behaviour, rows);
    assertThat(broken).hasSize(1);
    return broken.get(0);
  }

  private List<BrokenBehaviour> broken(String behaviour) throws IOException {
    return broken(behaviour, 6);
  }

  /** The first row of the file is none of the suite's. */
  private List<BrokenBehaviour> broken(String behaviour, int rows) throws IOException {
    StringBuilder csv = new StringBuilder("item,label,event\n0,0,none\n");
    IntStream.range(0, rows)
        .forEach(row -> csv.append("%d,%d,e%d%n".formatted(row % 6, row % 2, row)));
    Files.writeString(folder.resolve("rows.csv"), csv);
    Files.writeString(
        folder.resolve("suite.yaml"),
        """
        apiVersion: bckd.dev/v1
        kind: RegressionSuite
        metadata: {name: suite}
        spec:
          data: {files: [rows.csv], where: event <> 'none', label: label, id: event}
          behaviours: [%s]
        """
            .formatted(behaviour));
    Path file =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            apiVersion: bckd.dev/v1
            kind: UpgradePolicy
            metadata: {name: policy}
            spec:
              model: m
              task: binary
              signature:
                inputs: [{name: item, column: item, type: int64}]
                outputs: [logits]
              history: {label: label, old: {files: [rows.csv]}}
              gates: {suites: [suite.yaml]}
            """);
    UpgradePolicy policy = PolicyReader.read(file);
    Map<Role, ScoringModel> models = Map.of(Role.STUDENT, STUDENT);
    Examination examination =
        new Examiner(HISTORY).examine(policy, policy.gates().suites().get(0), models);
    return new SuitePictures(HISTORY).of(examination, Role.STUDENT).broken();
  }
}
