package dev.bckd.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.model.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Schemas and readers were written apart and have to agree: on 1,000 changed files either both find
 * nothing, or reading ends with one line that is also among those of the validation.
 */
class FuzzedFilesTest {
  private static final int FILES = 1000;

  /** What no schema can say. */
  private static final Pattern READER_ONLY =
      Pattern.compile(
          "a name that no other|a metric of this suite|a slice of this suite|slices in a suite"
              + "|min that is not above|suites of different names|no such file|expected a path$"
              + "|unknown key|the task|where the signature|feeds no input"
              + "|one number a row|compares with the teacher|spec.data.group");

  private static final Pattern PLACE = Pattern.compile("^.*?fuzzed.yaml:\\d+:\\d+: ");

  @TempDir private Path folder;

  @Test
  void schemasAndReadersAgree() throws IOException {
    FuzzedFiles files = new FuzzedFiles(20261122);
    files.right(folder).forEach(file -> assertThat(Validation.problems(file)).isEmpty());
    int right = 0;
    int ofShape = 0;
    for (int i = 0; i < FILES; i++) {
      Path file = files.next(folder);
      Optional<String> refusal = refusal(file);
      List<String> problems = Validation.problems(file);
      String context = "file " + i + ":\n" + Files.readString(file);
      assertThat(problems.isEmpty())
          .as("%s %s%n%s", refusal, problems, context)
          .isEqualTo(refusal.isEmpty());
      assertThat(problems).as(context).allSatisfy(this::isOneLineWithAPlace);
      if (refusal.isEmpty()) {
        right++;
        continue;
      }
      isOneLineWithAPlace(refusal.get());
      assertThat(places(problems)).as(context).contains(place(refusal.get()));
      if (shape(file).isEmpty()) {
        assertThat(refusal.get()).as(context).containsPattern(READER_ONLY);
      } else {
        ofShape++;
      }
    }
    assertThat(right).as("files that are still right").isBetween(FILES / 50, FILES / 4);
    assertThat(ofShape).as("files that the schema refuses").isGreaterThan(FILES / 3);
  }

  private static Optional<String> refusal(Path file) {
    try {
      Validation.describe(file);
      return Optional.empty();
    } catch (BadInputException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** What the schema alone, or the look at the tree before, objects to. */
  private static List<String> shape(Path path) {
    List<String> problems = new ArrayList<>();
    try {
      YamlMap document = new YamlFile(path).read(problem -> problems.add(problem.getMessage()));
      String kind = document.required("kind").oneOf(PolicyReader.KIND, SuiteReader.KIND);
      Schema.of(kind).check(document, problem -> problems.add(problem.getMessage()));
    } catch (BadInputException e) {
      problems.add(e.getMessage());
    }
    return problems;
  }

  private void isOneLineWithAPlace(String problem) {
    assertThat(problem).contains(folder.toString()).doesNotContainPattern("[\\n\\r\\u001b\\u0007]");
    assertThat(problem.length()).as(problem).isLessThan(1000);
  }

  private static List<String> places(List<String> problems) {
    return problems.stream().map(FuzzedFilesTest::place).toList();
  }

  private static String place(String problem) {
    var place = PLACE.matcher(problem);
    return place.find() ? place.group() : problem;
  }
}
