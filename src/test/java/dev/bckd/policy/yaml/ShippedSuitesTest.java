package dev.bckd.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.model.TaskType;
import dev.bckd.policy.UpgradePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The suites of the demo shop, and the templates. */
class ShippedSuitesTest {
  private static final Path SHIPPED = Path.of("regression-suites");
  private static final String MODELINE = "# yaml-language-server: $schema=";

  @ParameterizedTest
  @CsvSource({
    "binary, BINARY",
    "multiclass, MULTICLASS",
    "ranking, BINARY",
    "embedding, EMBEDDING"
  })
  void thereIsATemplateForEachTask(String folder, TaskType task) {
    UpgradePolicy policy =
        PolicyReader.read(SHIPPED.resolve("templates").resolve(folder).resolve("policy.yaml"));

    assertThat(policy.task()).isEqualTo(task);
  }

  @Test
  void everyFileIsRightAndNamesItsSchema() throws IOException {
    for (Path file : files()) {
      assertThat(Validation.problems(file)).isEmpty();
      String first = Files.readAllLines(file).get(0);
      assertThat(first).as(file.toString()).startsWith(MODELINE);
      Path schema = file.resolveSibling(first.substring(MODELINE.length()));
      assertThat(schema).isRegularFile();
      assertThat(schema.toString().contains("upgrade-policy"))
          .as(file.toString())
          .isEqualTo(file.endsWith("policy.yaml"));
    }
  }

  @Test
  void theServiceDoesNotTakeTemplatesForPolicies() {
    List<UpgradePolicy> served =
        new YamlPolicies(
                SHIPPED,
                wrong -> {
                  throw wrong;
                })
            .all();

    assertThat(served).extracting(UpgradePolicy::name).containsExactly("shop");
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(SHIPPED)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
      assertThat(found).hasSize(13);
      return found;
    }
  }
}
