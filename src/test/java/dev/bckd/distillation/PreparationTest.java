package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.evaluation.RowsInMemory;
import dev.bckd.history.Column;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.TaskType;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.UpgradePolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Six rows of old tasks, then the same as new ones, with items 1 to 6; the teacher knows four. */
class PreparationTest {
  private static final RowsInMemory ROWS =
      new RowsInMemory(
          Map.of(
              "hist",
                  List.of(
                      List.of(1, 2),
                      List.of(2, 3),
                      List.of(3, 4),
                      List.of(1, 1),
                      List.of(2, 2),
                      List.of(3, 3)),
              "item", List.of(1, 2, 3, 4, 5, 6),
              "dense", List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6),
              "label", List.of(0, 1, 0, 1, 0, 1),
              "item <= 3", List.of(true, true, true, false, false, false)));

  private final ToyModel incoming = ToyModel.mapping(100);

  private static UpgradePolicy policy(Optional<String> teacherKnows, RegressionSuite... suites) {
    return Policies.of(TaskType.BINARY, Rows.SIGNATURE, teacherKnows, List.of(suites));
  }

  private Preparation prepare(ScoringModel teacher, UpgradePolicy policy) {
    return new Preparation(ROWS, policy, teacher, incoming);
  }

  @Test
  void asksTheTeacherWhichItemsItKnows() {
    Preparation preparation =
        prepare(ToyModel.mapping(4), policy(Optional.empty(), Policies.ranking("item")));

    assertThat(preparation.history().known())
        .containsExactly(
            true, true, true, true, false, false, true, true, true, true, false, false);
    assertThat(preparation.hasCatalogue()).isTrue();
  }

  @Test
  void aTeacherThatRefusesItemsDoesNotKnowThem() {
    Preparation preparation =
        prepare(ToyModel.refusing(4), policy(Optional.empty(), Policies.ranking("item")));

    assertThat(preparation.history().known())
        .containsExactly(
            true, true, true, true, false, false, true, true, true, true, false, false);
    assertThat(preparation.with(preparation.all(), 2).rows().size()).isEqualTo(12 + 24);
  }

  @Test
  void takesTheWordOfThePolicyForIt() {
    ToyModel teacher = ToyModel.refusing(3);

    Preparation preparation =
        prepare(teacher, policy(Optional.of("item <= 3"), Policies.ranking("item")));

    assertThat(preparation.history().known())
        .containsExactly(
            true, true, true, false, false, false, true, true, true, false, false, false);
    assertThat(teacher.rows()).isZero();
  }

  @Test
  void withoutRankingTheTeacherKnowsEverythingAndNoRowsAreMade() {
    ToyModel teacher = ToyModel.mapping(4);
    Preparation preparation = prepare(teacher, policy(Optional.empty()));
    assertThat(teacher.rows()).as("the last item and the last id of a list").isEqualTo(2);

    Material material = preparation.with(preparation.all(), 2);

    assertThat(preparation.hasCatalogue()).isFalse();
    assertThat(material.rows().asked()).containsOnly(true);
    assertThat(material.rows().size()).isEqualTo(12);
  }

  @Test
  void aTeacherThatKnowsNothingGivesNoCatalogue() {
    assertThat(
            prepare(ToyModel.mapping(0), policy(Optional.empty(), Policies.ranking("item")))
                .hasCatalogue())
        .isFalse();
  }

  @Test
  void makesRowsOfTheRequestsWithItemsThatTheTeacherKnows() {
    ToyModel teacher = ToyModel.refusing(3);
    Preparation preparation =
        prepare(teacher, policy(Optional.of("item <= 3"), Policies.ranking("item")));

    Material material = preparation.with(new int[] {0, 3, 4}, 2);

    TrainingRows rows = material.rows();
    assertThat(rows.size()).isEqualTo(12 + 2 * 3);
    assertThat(material.with(new int[] {1, 2})).containsExactly(1, 2, 12, 13, 14, 15, 16, 17);
    assertThat(material.all()).hasSize(18);
    assertThat(IntStream.range(12, 18))
        .allMatch(row -> !rows.labelled(row) && rows.asked()[row] && !rows.old()[row])
        .allMatch(row -> Rows.longs(rows.inputs(), "item")[row] <= 3)
        .allMatch(row -> List.of(1L, 2L).contains(Rows.longs(rows.inputs(), "hist")[2 * row]));
    assertThat(teacher.rows())
        .as("rows known and made, and the last id of a list")
        .isEqualTo(6 + 6 + 1);
    assertThat(incoming.rows()).isEqualTo(18);
  }

  /** It would refuse, and nothing depends on what it says there. */
  @Test
  void theFootingOfASearchAsksTheTeacherOnlyAboutRowsThatItKnows() {
    int rows = 400;
    List<Integer> numbers = IntStream.range(0, rows).boxed().toList();
    RowsInMemory many =
        new RowsInMemory(
            Map.of(
                "hist", numbers.stream().map(row -> List.of(row % 5, row % 3)).toList(),
                "item", numbers,
                "dense", numbers,
                "label", numbers.stream().map(row -> row % 2).toList(),
                "item <= 200", numbers.stream().map(row -> row <= 200).toList()));
    Path teacher = Path.of("teacher.pt");
    DistillationTask task =
        new DistillationTask(
            policy(Optional.of("item <= 200")),
            teacher,
            Path.of("incoming.pt"),
            Path.of("student.pt"));

    Footing footing =
        new Groundwork(
                many,
                (file, signature) -> file.equals(teacher) ? ToyModel.refusing(200) : incoming,
                task,
                DistillationListener.SILENT)
            .footing();

    assertThat(footing.ensemble().points()).hasSize(11);
    assertThat(footing.material().rows().inputs().column("item", Column.class).rows())
        .isEqualTo(2 * rows);
    assertThat(footing.split().select()).isNotEmpty();
  }
}
