package dev.bckd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.testing.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Offline commands load no Quarkus class: neither its start-up time nor its configuration. */
class OfflineClassesIT {
  private static final String MAIN = "dev.bckd.cli.Main";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version", "upgrade --help", "serve --help"})
  void helpLoadsNoQuarkusClass(String words) throws IOException {
    List<String> loaded = classesLoadedBy(0, words.split(" "));

    assertThat(loaded).contains(MAIN);
    assertThat(quarkus(loaded)).isEmpty();
  }

  /**
   * The upgrade is wired before it reads the models, so it need not succeed to show its classes.
   */
  @Test
  void anUpgradeLoadsNoQuarkusClass() throws IOException {
    UnreadableModels.in(folder);

    List<String> loaded = classesLoadedBy(64, UnreadableModels.UPGRADE);

    assertThat(loaded).contains(MAIN).anyMatch(name -> name.startsWith("dev.bckd.inference.djl."));
    assertThat(quarkus(loaded)).isEmpty();
  }

  @Test
  void aValidationLoadsNoQuarkusClass() throws IOException {
    String policy =
        ProgramRun.projectRoot().resolve("regression-suites/shop/policy.yaml").toString();

    List<String> loaded = classesLoadedBy(0, "validate", policy);

    assertThat(loaded).contains(MAIN).anyMatch(name -> name.startsWith("dev.harrel.jsonschema."));
    assertThat(quarkus(loaded)).isEmpty();
  }

  private List<String> classesLoadedBy(int exit, String... words) throws IOException {
    Path log = folder.resolve("classes.log");
    ProgramRun run =
        UnreadableModels.run(
            folder,
            Map.of("BCKD_JAVA_OPTS", "-Xlog:class+load:file=" + log + ":none:filecount=0"),
            words);
    assertThat(run.exit()).as("%s%n%s", run.out(), run.err()).isEqualTo(exit);
    try (Stream<String> lines = Files.lines(log)) {
      return lines.map(line -> line.substring(0, Math.max(0, line.indexOf(' ')))).toList();
    }
  }

  private static List<String> quarkus(List<String> classes) {
    return classes.stream().filter(name -> name.startsWith("io.quarkus.")).toList();
  }
}
