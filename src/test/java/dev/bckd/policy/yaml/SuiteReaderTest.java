package dev.bckd.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.history.Change;
import dev.bckd.model.BadInputException;
import dev.bckd.policy.BehaviourSpec;
import dev.bckd.policy.DataSet;
import dev.bckd.policy.IntervalKind;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.RetrievalSpec;
import dev.bckd.policy.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuiteReaderTest {
  private static final String LABELLED =
      """
      apiVersion: bckd.dev/v1
      kind: RegressionSuite
      metadata: {name: shop}
      spec:
        data: {files: [rows.csv], label: label, weight: cost}
        interval: exact
        discover: true
        gates:
          - {metric: accuracy, min: 0.7}
        behaviours:
          - {name: currency, kind: invariance, change: {currency: "'EUR'"}, max: 0.01, where: "new"}
          - {name: stars, kind: direction, change: {stars: stars + 1}, score: rises, tolerance: 0.1}
          - {name: hello, kind: minimum-functionality, data: {files: [a.csv]}, severity: warning}
      """;

  private static final String RETRIEVAL =
      """
      apiVersion: bckd.dev/v1
      kind: RegressionSuite
      metadata: {name: search}
      spec:
        retrieval:
          queries: {files: [queries.csv], where: "lang = 'de'"}
          index: {files: [index.csv]}
          relevant: {column: positions}
          k: 5
        data: {group: user}
        gates:
          - {metric: cross-recall@5, noWorseThan: teacher, margin: 0.01}
      """;

  @TempDir private Path folder;

  @Test
  void readsWhatIsSaidOfRowsAndIntervals() throws IOException {
    RegressionSuite suite = read(LABELLED);

    assertThat(suite.weight()).contains("cost");
    assertThat(suite.interval()).isEqualTo(IntervalKind.EXACT);
    assertThat(suite.discover()).isTrue();
  }

  @Test
  void takesScoreIntervalsAndNoSearchWhereNothingIsSaid() throws IOException {
    RegressionSuite suite = read(RETRIEVAL);

    assertThat(suite.weight()).isEmpty();
    assertThat(suite.interval()).isEqualTo(IntervalKind.SCORE);
    assertThat(suite.discover()).isFalse();
    assertThat(suite.behaviours()).isEmpty();
  }

  @Test
  void readsBehavioursOfEachKind() throws IOException {
    String file = folder.resolve("suite.yaml").toString();

    assertThat(read(LABELLED).behaviours())
        .containsExactly(
            new BehaviourSpec.Invariance(
                "currency",
                Optional.of("new"),
                List.of(new Change("currency", "'EUR'", file + ":11:61")),
                0.01,
                Severity.BLOCKING,
                file + ":11:7"),
            new BehaviourSpec.Direction(
                "stars",
                Optional.empty(),
                List.of(new Change("stars", "stars + 1", file + ":12:54")),
                BehaviourSpec.Way.RISES,
                0.1,
                0,
                Severity.BLOCKING,
                file + ":12:7"),
            new BehaviourSpec.MinimumFunctionality(
                "hello", rows("a.csv", Optional.empty()), 0, Severity.WARNING, file + ":13:7"));
  }

  @Test
  void takesTheQueriesOfARetrievalSuiteForItsRows() throws IOException {
    RegressionSuite suite = read(RETRIEVAL);

    DataSet queries = rows("queries.csv", Optional.of("lang = 'de'"));
    assertThat(suite.data()).isEqualTo(queries);
    assertThat(suite.group()).contains("user");
    assertThat(suite.label()).isEmpty();
    assertThat(suite.retrieval())
        .contains(new RetrievalSpec(queries, rows("index.csv", Optional.empty()), "positions", 5));
  }

  @Test
  void readsARetrievalSuiteThatSaysNothingOfItsColumns() throws IOException {
    assertThat(read(RETRIEVAL.replace("  data: {group: user}\n", "")).group()).isEmpty();
  }

  /** Line and column are those of the text above, counted by hand. */
  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "interval: exact | interval: wald | 6:13: | one of score, exact",
        "discover: true | discover: 3 | 7:13: | expected true or false",
        "discover: true | discover: \"true\" | 7:13: | expected true or false",
        "max: 0.01 | max: 1.01 | 11:76: | a number from 0.0 to 1.0",
        "kind: invariance | kind: variance | 11:30: | one of invariance, direction, minimum",
        "name: stars | name: currency | 12:14: | a name that no other behaviour has",
        "change: {stars: stars + 1} | change: {} | 12:46: | at least one column",
        "`, score: rises` | `` | 12:7: | the key 'spec.behaviours[1].score'",
        "tolerance: 0.1 | tolerance: -1 | 12:91: | a number from 0.0 to 1.0",
        "score: rises | score: stays | 12:73: | one of rises, falls",
        "`data: {files: [a.csv]}` | `data: {files: [a.csv]}, where: \"new\"` | 13:74: | unknown key",
      })
  void namesThePlaceOfWhatIsWrong(String right, String wrong, String place, String problem) {
    assertThat(LABELLED).contains(right);
    assertThatThrownBy(() -> read(LABELLED.replace(right, wrong)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("suite.yaml:" + place)
        .hasMessageContaining(problem);
  }

  @Test
  void refusesASuiteThatAsksForNothing() {
    String empty = RETRIEVAL.substring(0, RETRIEVAL.indexOf("  gates:"));

    assertThatThrownBy(() -> read(empty))
        .isInstanceOf(BadInputException.class)
        .hasMessageEndingWith("the suite is empty; expected at least one gate or behaviour");
  }

  @Test
  void refusesFilesBesideTheQueries() {
    assertThatThrownBy(() -> read(RETRIEVAL.replace("{group: user}", "{files: [rows.csv]}")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("unknown key 'spec.data.files'");
  }

  @Test
  void refusesBehavioursOfLists() {
    String behaviours = LABELLED.substring(LABELLED.indexOf("  behaviours:"));

    assertThatThrownBy(() -> read(RETRIEVAL + behaviours))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("only where each row is one labelled answer");
  }

  @Test
  void refusesASuiteThatIsBothARankingAndARetrieval() {
    String ranking =
        "  ranking: {candidates: {column: c, input: item}, relevant: {column: p}, k: 10}\n";

    assertThatThrownBy(() -> read(RETRIEVAL + ranking))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("ranking or retrieval, not both");
  }

  private DataSet rows(String file, Optional<String> where) {
    return new DataSet(List.of(folder.resolve(file).toString()), where);
  }

  private RegressionSuite read(String text) throws IOException {
    return SuiteReader.read(new YamlFile(Files.writeString(folder.resolve("suite.yaml"), text)));
  }
}
