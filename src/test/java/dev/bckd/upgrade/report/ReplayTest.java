package dev.bckd.upgrade.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bckd.evaluation.Examiner;
import dev.bckd.evaluation.KnownModel;
import dev.bckd.evaluation.RowsInMemory;
import dev.bckd.evaluation.Suites;
import dev.bckd.gates.Decision;
import dev.bckd.gates.Decisions;
import dev.bckd.gates.Judge;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Digest;
import dev.bckd.model.Role;
import dev.bckd.policy.Limit;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.SliceSpec;
import dev.bckd.upgrade.Report;
import dev.bckd.upgrade.Served;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of users, independent rows, a slice that is too small: every kind of evidence there is. */
class ReplayTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROWS = 400;

  @TempDir private Path folder;
  private JsonNode record;

  @BeforeEach
  void writeARecord() throws IOException {
    new ReportFiles().write(report(), folder);
    record = JSON.readTree(folder.resolve("report.json").toFile());
  }

  @Test
  void reachesTheSameDecisionFromTheRecordAlone() throws IOException {
    Replay replay = replay(record);

    assertThat(replay.differences()).isEmpty();
    assertThat(replay.gates()).isEqualTo(9);
    assertThat(replay.conclusion().decision()).isEqualTo(Decision.REJECT);
  }

  @Test
  void showsAVerdictThatItsNumbersDoNotLeadTo() throws IOException {
    gate(0, 0).put("verdict", "PASSED");

    assertThat(replay(record).differences())
        .containsExactly(
            "/suites/0/gates/0/verdict: the record says \"PASSED\", its numbers say \"FAILED\"");
  }

  @Test
  void showsEverythingThatOtherCountsWouldHaveLedTo() throws IOException {
    ((ObjectNode) gate(0, 0).get("basis")).put("successes", 4);

    assertThat(replay(record).differences())
        .anyMatch(line -> line.startsWith("/suites/0/gates/0/estimate: "))
        .anyMatch(line -> line.startsWith("/suites/0/gates/0/verdict: "))
        .anyMatch(line -> line.startsWith("/reason: "));
  }

  @Test
  void showsADecisionThatTheVerdictsDoNotLeadTo() throws IOException {
    ((ObjectNode) record).put("decision", "PROMOTE");

    assertThat(replay(record).differences())
        .containsExactly("/decision: the record says \"PROMOTE\", its numbers say \"REJECT\"");
  }

  @Test
  void aVerdictWithoutEvidenceIsNoPass() throws IOException {
    gate(0, 0).put("verdict", "PASSED").remove("basis");

    assertThat(replay(record).differences())
        .anyMatch(line -> line.startsWith("/suites/0/gates/0/verdict: "));
  }

  @Test
  void refusesARecordWhoseIntervalsThisVersionDoesNotMake() throws IOException {
    gate(0, 0).put("method", "wilson-exact-high");

    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> replay(record))
        .withMessage(
            folder.resolve("edited.json")
                + ": holds numbers that no verdict can follow from:"
                + " this version knows no interval 'wilson-exact-high' of a rate");
  }

  /** Every number and text of the record, changed one at a time; of the metrics only the first. */
  @Test
  void noEditGoesUnseen() throws IOException {
    List<String> unseen = new ArrayList<>();
    for (String path : leaves(record, "", new ArrayList<>())) {
      if (path.startsWith("/digests") || path.matches("/suites/./metrics/([^0]|0.).*")) {
        continue;
      }
      JsonNode edited = record.deepCopy();
      edit(edited, path);
      if (!seen(edited, path)) {
        unseen.add(path);
      }
    }

    assertThat(unseen).isEmpty();
  }

  @Test
  void refusesWhatIsNoRecord() throws IOException {
    Path file = Files.writeString(folder.resolve("no.json"), "{\"kind\": \"Pod\"}");
    Path broken = Files.writeString(folder.resolve("broken.json"), "{");

    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> Replay.of(file))
        .withMessage(file + ": record, key 'kind': expected UpgradeReport");
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> Replay.of(broken))
        .withMessageStartingWith(broken + ": expected JSON: ");
  }

  private boolean seen(JsonNode edited, String path) throws IOException {
    try {
      // What follows from an edited number is shown at the gate it belongs to.
      String section = path.replaceFirst("(/suites/./gates/.)/.*", "$1/");
      return replay(edited).differences().stream()
          .map(line -> line.substring(0, line.indexOf(':')))
          .anyMatch(place -> path.startsWith(place) || place.startsWith(section));
    } catch (BadInputException refused) {
      return true;
    }
  }

  private static List<String> leaves(JsonNode node, String path, List<String> found) {
    if (node.isObject()) {
      node.properties().forEach(f -> leaves(f.getValue(), path + "/" + f.getKey(), found));
    } else if (node.isArray()) {
      IntStream.range(0, node.size()).forEach(i -> leaves(node.get(i), path + "/" + i, found));
    } else {
      found.add(path);
    }
    return found;
  }

  private static void edit(JsonNode root, String path) {
    int last = path.lastIndexOf('/');
    JsonNode parent = root.at(path.substring(0, last));
    String key = path.substring(last + 1);
    JsonNode old = root.at(path);
    JsonNode changed =
        old.isNumber()
            ? JSON.getNodeFactory().numberNode(old.doubleValue() + 1)
            : JSON.getNodeFactory().textNode(old.asText() + "x");
    if (parent instanceof ArrayNode list) {
      list.set(Integer.parseInt(key), changed);
    } else {
      ((ObjectNode) parent).set(key, changed);
    }
  }

  private ObjectNode gate(int suite, int gate) {
    return (ObjectNode) record.get("suites").get(suite).get("gates").get(gate);
  }

  private Replay replay(JsonNode json) throws IOException {
    Path file = folder.resolve("edited.json");
    Files.writeString(file, json.toPrettyString());
    return Replay.of(file);
  }

  private static Report report() {
    List<SuiteJudgement> suites =
        List.of(
            judged(
                Suites.labelled(
                    List.of(
                        Suites.gate("negative-flip-rate", new Limit.AtMost(0.01)),
                        Suites.gate("accuracy", new Limit.NoWorseThan(Role.TEACHER, 0.2)),
                        Suites.gate("auc", new Limit.NoWorseThan(Role.TEACHER, 0.2)),
                        Suites.gate("accuracy", new Limit.Between(0.1, 0.9), "few"),
                        Suites.gate("accuracy", new Limit.NoWorseThan(Role.INCOMING, 0.2))),
                    new SliceSpec("few", "few", 200))),
            judged(
                Suites.grouped(
                    List.of(
                        Suites.gate("negative-flip-rate", new Limit.AtMost(0.9)),
                        Suites.gate("auc", new Limit.NoWorseThan(Role.TEACHER, 0.9)),
                        Suites.gate("expected-calibration-error", new Limit.AtMost(0.9)),
                        Suites.gate(
                            "predicted-to-observed-ratio",
                            new Limit.NoWorseThan(Role.TEACHER, 0.9))))));
    Served served = new Served("1", URI.create("file:/models/1.pt"), Digest.of(new byte[] {1}));
    return new Report(
        "shop-ranker",
        Decisions.of(suites),
        Role.CANDIDATE,
        Digest.of(new byte[] {2}),
        Map.of(Role.TEACHER, served, Role.CANDIDATE, served),
        Optional.empty(),
        suites,
        Optional.empty());
  }

  private static SuiteJudgement judged(RegressionSuite suite) {
    Random random = new Random(8);
    List<Integer> items = IntStream.range(0, ROWS).boxed().toList();
    List<Integer> labels = items.stream().map(item -> random.nextInt(2)).toList();
    RowsInMemory rows =
        new RowsInMemory(
            Map.of(
                "item",
                items,
                "label",
                labels,
                "user",
                items.stream().map(item -> "user " + item / 4).toList(),
                "few",
                items.stream().map(item -> item < 40).toList()));
    Map<Role, ScoringModel> models =
        Map.of(Role.TEACHER, model(labels, random), Role.CANDIDATE, model(labels, random));
    return new Judge()
        .judge(new Examiner(rows).examine(Suites.binary(), suite, models), Role.CANDIDATE);
  }

  private static KnownModel model(List<Integer> labels, Random random) {
    return KnownModel.binary(
        labels.stream().mapToDouble(label -> 2.0 * label - 1 + random.nextGaussian()).toArray());
  }
}
