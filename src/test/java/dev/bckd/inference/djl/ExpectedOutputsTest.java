package dev.bckd.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bckd.distillation.djl.SharedPolicies;
import dev.bckd.history.Field;
import dev.bckd.history.Query;
import dev.bckd.history.Table;
import dev.bckd.history.duckdb.DuckDbHistory;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.Signature;
import dev.bckd.policy.DistillationPolicy;
import dev.bckd.testing.SharedData;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shared models answer as they did in Python, which wrote {@code expected_outputs.json}. */
@EnabledIf("dev.bckd.testing.SharedData#present")
class ExpectedOutputsTest {
  @ParameterizedTest
  @CsvSource({
    "movietweetings, old_model, 1",
    "movietweetings, incoming_model, 1",
    "banking77, old_model, 50",
    "banking77, incoming_model, 77",
  })
  void answersAsInPython(String data, String name, int width) throws Exception {
    Path folder = SharedData.folder().resolve(data);
    Signature signature =
        (width == 1
                ? SharedPolicies.movieTweetings(DistillationPolicy.DEFAULT)
                : SharedPolicies.banking(DistillationPolicy.DEFAULT))
            .signature();
    List<Field> fields =
        signature.inputs().stream().<Field>map(spec -> new Field.Input(spec)).toList();
    Table rows =
        new DuckDbHistory()
            .read(
                new Query(
                    List.of(folder.resolve("holdout_old.parquet").toString()),
                    Optional.empty(),
                    fields));
    JsonNode expected =
        new ObjectMapper()
            .readTree(folder.resolve("expected_outputs.json").toFile())
            .get(name)
            .get("logits");

    try (ScoringModel model =
        new DjlScoringEngine().open(folder.resolve(name + ".pt"), signature)) {
      Scores scores = model.score(rows);

      assertThat(scores.width()).isEqualTo(width);
      for (int row = 0; row < expected.size(); row++) {
        JsonNode logits = expected.get(row);
        for (int c = 0; c < width; c++) {
          double wanted = width == 1 ? logits.asDouble() : logits.get(c).asDouble();
          assertThat((double) scores.at(row, c)).isCloseTo(wanted, within(2e-5));
        }
      }
    }
  }
}
