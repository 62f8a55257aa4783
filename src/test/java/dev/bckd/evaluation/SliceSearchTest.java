package dev.bckd.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.history.duckdb.DuckDbHistory;
import dev.bckd.history.duckdb.DuckDbSurvey;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.Role;
import dev.bckd.policy.DataSet;
import dev.bckd.policy.IntervalKind;
import dev.bckd.policy.RegressionSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 4,000 rows of a file, of which the teacher has all right and the student fails in one country.
 */
class SliceSearchTest {
  private static final int ROWS = 4_000;

  private final double[] teacher = new double[ROWS];
  private final double[] student = new double[ROWS];
  private final SliceSearch search = new SliceSearch(new DuckDbSurvey());

  @TempDir Path folder;

  private Path file = Path.of("");

  @BeforeEach
  void writeRows() throws IOException {
    Random random = new Random(1);
    Arrays.fill(teacher, 1);
    StringBuilder csv = new StringBuilder("item,label,country,price,user,answer\n");
    for (int row = 0; row < ROWS; row++) {
      String country = List.of("DE", "FR", "Côte d'Ivoire", "IT").get(random.nextInt(4));
      boolean flips = random.nextDouble() < (country.startsWith("C") ? 0.2 : 0.01);
      student[row] = flips ? -1 : 1;
      csv.append("%d,1,%s,%d,%d,%s%n".formatted(row, country, row % 97, row / 4, flips));
    }
    file = Files.writeString(folder.resolve("rows.csv"), csv);
  }

  @Test
  void saysWhereFlipsExceedTheRestAsAConditionOfASlice() {
    Examination examination = examined(suite("user", true), Role.TEACHER, Role.STUDENT);

    List<SliceFinding> found = search.findings(examination, Role.STUDENT);

    // The column of answers is not known to be one, and so it is the first to be found.
    assertThat(found).extracting(SliceFinding::where).contains("country = 'Côte d''Ivoire'");
    assertThat(found.get(0).where()).isEqualTo("answer = 'true'");
    SliceFinding country = found.get(1);
    assertThat(country.rate()).isBetween(0.15, 0.25);
    assertThat(country.wholeRate()).isLessThan(0.08);
    assertThat(country.samples()).isBetween(900L, 1_100L);
    assertThat(country.pValue()).isLessThan(1e-6);
  }

  @Test
  void doesNotLookAtLabelGroupOrId() {
    Examination examination = examined(suite("country", true), Role.TEACHER, Role.STUDENT);

    assertThat(search.findings(examination, Role.STUDENT))
        .extracting(SliceFinding::where)
        .noneMatch(where -> where.matches(".*(country|label|item|user).*"));
  }

  @Test
  void looksOnlyWhereASuiteAsksForItAndThereIsATeacher() {
    Examination notAsked = examined(suite("user", false), Role.TEACHER, Role.STUDENT);
    Examination noTeacher = examined(suite("user", true), Role.STUDENT);

    assertThat(search.findings(notAsked, Role.STUDENT)).isEmpty();
    assertThat(search.findings(noTeacher, Role.STUDENT)).isEmpty();
  }

  private Examination examined(RegressionSuite suite, Role... roles) {
    Map<Role, ScoringModel> models =
        Map.of(Role.TEACHER, KnownModel.binary(teacher), Role.STUDENT, KnownModel.binary(student));
    Map<Role, ScoringModel> asked = new EnumMap<>(models);
    asked.keySet().retainAll(List.of(roles));
    return new Examiner(new DuckDbHistory()).examine(Suites.binary(), suite, asked);
  }

  private RegressionSuite suite(String group, boolean discover) {
    return new RegressionSuite(
        "old-tasks",
        "",
        new DataSet(List.of(file.toString()), Optional.empty()),
        Optional.of("label"),
        Optional.of(group),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0.95,
        IntervalKind.SCORE,
        discover,
        List.of(),
        List.of(),
        List.of(),
        "old-tasks.yaml");
  }
}
