package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.history.duckdb.DuckDbHistory;
import dev.bckd.model.BadInputException;
import dev.bckd.model.TaskType;
import dev.bckd.policy.DataSet;
import dev.bckd.policy.HistoryPolicy;
import dev.bckd.policy.UpgradePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users with four labelled rows each, and requests of theirs without a label. */
class HistoryReaderTest {
  private static final int USERS = 40;

  @TempDir Path folder;

  private Path labelled;

  @BeforeEach
  void writeLabelledRows() throws IOException {
    labelled = folder.resolve("labelled.jsonl");
    StringBuilder lines = new StringBuilder();
    for (int row = 0; row < 4 * USERS; row++) {
      lines.append(line(row, "\"user\": \"u%d\", \"label\": 1".formatted(row % USERS)));
    }
    Files.writeString(labelled, lines);
  }

  private static String line(int row, String more) {
    return "{\"hist\": [%d, 1], \"item\": %d, \"dense\": 0.5, %s}\n".formatted(row, row, more);
  }

  private Path requests(String user) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int row = 0; row < USERS; row++) {
      lines.append(line(1000 + row, user.formatted(row)));
    }
    return Files.writeString(folder.resolve("requests.jsonl"), lines);
  }

  private History read(Path requests) {
    UpgradePolicy toy = Policies.of(TaskType.BINARY, Rows.SIGNATURE, Optional.empty(), List.of());
    HistoryPolicy history =
        new HistoryPolicy(
            "label",
            Optional.empty(),
            Optional.of("user"),
            data(labelled),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(data(requests)));
    UpgradePolicy policy =
        new UpgradePolicy(
            toy.name(),
            toy.model(),
            toy.task(),
            toy.signature(),
            toy.classes(),
            toy.teacher(),
            history,
            toy.distillation(),
            toy.gates(),
            toy.rollout(),
            toy.digest(),
            toy.file());
    return new HistoryReader(new DuckDbHistory(), policy, 2, Set.of()).read();
  }

  private static DataSet data(Path file) {
    return new DataSet(List.of(file.toString()), Optional.empty());
  }

  @Test
  void requestsOfAUserWhoDecidesAreNotTrainedOn() throws IOException {
    History history = read(requests("\"user\": \"u%d\""));

    Split split = Split.of(history, 1);

    Set<String> deciding = groups(history, split.select());
    Set<String> trained =
        groups(
            history, Arrays.stream(split.train()).filter(row -> !history.labelled(row)).toArray());
    assertThat(deciding).isNotEmpty().doesNotContainAnyElementsOf(trained);
    assertThat(trained).hasSize(USERS - deciding.size());
  }

  private static Set<String> groups(History history, int[] rows) {
    return Arrays.stream(rows).mapToObj(row -> history.groups()[row]).collect(Collectors.toSet());
  }

  @Test
  void requestsWithoutAUserAreRowsByThemselves() throws IOException {
    assertThat(groups(read(requests("\"user\": null")), requestRows())).containsOnly("");
    assertThat(groups(read(requests("\"page\": %d")), requestRows())).containsOnly("");
  }

  private static int[] requestRows() {
    return IntStream.range(4 * USERS, 5 * USERS).toArray();
  }

  @Test
  void labelledRowsMustHaveAGroup() throws IOException {
    Files.writeString(labelled, line(1, "\"label\": 1"));

    assertThatThrownBy(() -> read(requests("\"user\": \"u%d\"")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("user");
  }
}
