package dev.bckd.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** What people copy from the how-tos is YAML; whole policies and suites among it are right. */
class HowTosTest {
  private static final Pattern BLOCK = Pattern.compile("(?m)^```yaml\\n((?s).*?)^```$");
  private static final Pattern NAME = Pattern.compile("metadata: \\{name: ([a-z-]+)");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"write-a-suite", "write-a-policy", "gate-in-ci"})
  void theirSnippetsAreRight(String page) throws IOException {
    List<String> blocks = blocks(Files.readString(Path.of("docs/how-to/" + page + ".md")));
    assertThat(blocks).hasSizeGreaterThanOrEqualTo(3);
    for (String block : blocks) {
      assertThatCode(() -> new Yaml().load(block)).as(block).doesNotThrowAnyException();
    }
    List<Path> suites = written(blocks, SuiteReader.KIND);
    List<Path> policies = written(blocks, PolicyReader.KIND);
    suites.forEach(suite -> assertThat(Validation.problems(suite)).isEmpty());
    policies.forEach(policy -> assertThat(Validation.problems(policy)).isEmpty());
    if (page.equals("write-a-suite")) {
      assertThat(suites).hasSize(5);
    }
  }

  private List<Path> written(List<String> blocks, String kind) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String block : blocks) {
      if (block.contains("kind: " + kind)) {
        Matcher name = NAME.matcher(block);
        assertThat(name.find()).as(block).isTrue();
        files.add(Files.writeString(folder.resolve(name.group(1) + ".yaml"), block));
      }
    }
    return files;
  }

  private static List<String> blocks(String page) {
    return BLOCK.matcher(page).results().map(found -> found.group(1)).toList();
  }
}
