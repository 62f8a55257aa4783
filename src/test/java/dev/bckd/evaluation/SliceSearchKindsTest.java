package dev.bckd.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.history.duckdb.DuckDbHistory;
import dev.bckd.history.duckdb.DuckDbSurvey;
import dev.bckd.inference.Embeddings;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.Role;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.policy.yaml.PolicyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code discover: true} in suites whose rows have weights, or are queries: from file to finding.
 */
class SliceSearchKindsTest {
  private static final int ROWS = 4_000;

  @TempDir private Path folder;

  @Test
  void weighsRowsAsTheMetricsDo() throws IOException {
    double[] teacher = new double[ROWS];
    double[] student = new double[ROWS];
    Random random = new Random(1);
    StringBuilder csv = new StringBuilder("item,label,country,cost\n");
    for (int row = 0; row < ROWS; row++) {
      String country = List.of("DE", "FR", "IT").get(row % 3);
      boolean dear = random.nextBoolean();
      boolean flips = dear == country.equals("IT") && random.nextDouble() < 0.1;
      teacher[row] = 1;
      student[row] = flips ? -1 : 1;
      csv.append("%d,1,%s,%d%n".formatted(row, country, dear ? 20 : 1));
    }
    Files.writeString(folder.resolve("rows.csv"), csv);
    String data = "data: {files: [rows.csv], label: label%s}\n  gates: [{metric: churn, max: 1}]";

    assertThat(
            found(
                "binary",
                data.formatted(", weight: cost"),
                KnownModel.binary(teacher),
                KnownModel.binary(student)))
        .extracting(SliceFinding::where)
        .contains("country = 'IT'")
        .noneMatch(where -> where.contains("cost"));
    assertThat(
            found(
                "binary",
                data.formatted(""),
                KnownModel.binary(teacher),
                KnownModel.binary(student)))
        .extracting(SliceFinding::where)
        .doesNotContain("country = 'IT'");
  }

  @Test
  void looksAmongTheQueriesOfARetrievalSuite() throws IOException {
    BitSet lost = new BitSet(ROWS);
    Random random = new Random(2);
    StringBuilder queries = new StringBuilder("item,right_row,language\n");
    for (int row = 0; row < ROWS; row++) {
      String language = List.of("de", "fr", "it", "en").get(random.nextInt(4));
      lost.set(row, random.nextDouble() < (language.equals("fr") ? 0.2 : 0.01));
      queries.append("%d,%d,%s%n".formatted(Circle.PLACES + row, row % Circle.PLACES, language));
    }
    Files.writeString(folder.resolve("queries.csv"), queries);
    Files.writeString(folder.resolve("index.csv"), "item\n0\n1\n2\n3\n4\n5\n6\n7\n");

    List<SliceFinding> found =
        found(
            "embedding",
            "retrieval: {queries: {files: [queries.csv]}, index: {files: [index.csv]},"
                + " relevant: {column: right_row}, k: 2}\n"
                + "  gates: [{metric: hit-flip-rate@2, max: 1}]",
            new Circle(new BitSet()),
            new Circle(lost));

    assertThat(found).extracting(SliceFinding::where).containsExactly("language = 'fr'");
    assertThat(found.get(0).rate()).isBetween(0.15, 0.25);
  }

  private List<SliceFinding> found(
      String task, String rows, ScoringModel teacher, ScoringModel student) throws IOException {
    Files.writeString(
        folder.resolve("suite.yaml"),
        """
        apiVersion: bckd.dev/v1
        kind: RegressionSuite
        metadata: {name: suite}
        spec:
          discover: true
          %s
        """
            .formatted(rows));
    Path file =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            apiVersion: bckd.dev/v1
            kind: UpgradePolicy
            metadata: {name: policy}
            spec:
              model: m
              task: %s
              signature:
                inputs: [{name: item, column: item, type: int64}]
                outputs: [%s]
              history: {label: label, old: {files: [rows.csv]}}
              gates: {suites: [suite.yaml]}
            """
                .formatted(task, task.equals("embedding") ? task : "logits"));
    UpgradePolicy policy = PolicyReader.read(file);
    RegressionSuite suite = policy.gates().suites().get(0);
    Examination examination =
        new Examiner(new DuckDbHistory())
            .examine(policy, suite, Map.of(Role.TEACHER, teacher, Role.STUDENT, student));
    return new SliceSearch(new DuckDbSurvey()).findings(examination, Role.STUDENT);
  }

  /**
   * Embeds items on a circle, a query where its right row of the index is.
   *
   * @param lost queries that it puts on the other side
   */
  private record Circle(BitSet lost) implements ScoringModel {
    static final int PLACES = 8;

    @Override
    public Embeddings embeddings(Table rows) {
      long[] items = rows.column("item", Column.Longs.class).values();
      float[] values = new float[2 * items.length];
      for (int i = 0; i < items.length; i++) {
        boolean astray = items[i] >= PLACES && lost.get((int) items[i] - PLACES);
        double angle = 2 * Math.PI * items[i] / PLACES + (astray ? Math.PI : 0);
        values[2 * i] = (float) Math.cos(angle);
        values[2 * i + 1] = (float) Math.sin(angle);
      }
      return new Embeddings(values, 2);
    }

    @Override
    public Scores score(Table rows) {
      throw new UnsupportedOperationException("a circle answers nothing");
    }

    @Override
    public int width() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
