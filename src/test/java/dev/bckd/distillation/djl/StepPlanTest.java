package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.distillation.TrainingRows;
import dev.bckd.distillation.recipe.CandidateLists;
import dev.bckd.distillation.recipe.CrossEntropy;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.distillation.recipe.Term;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.policy.Augmentation;
import dev.bckd.policy.Start;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StepPlanTest {
  private static TrainingRows rows(int size, CandidateLists lists) {
    return new TrainingRows(
            new Table(size, Map.of()),
            new int[size],
            new float[size],
            new boolean[size],
            new boolean[size],
            new Scores(new float[size], 1),
            new Scores(new float[size], 1))
        .in(lists);
  }

  private static Recipe recipe(int batch, int turns) {
    return new Recipe(
        "plan",
        List.of(Term.of(CrossEntropy.PLAIN, 1)),
        0.001,
        batch,
        9,
        turns,
        1,
        Augmentation.NONE,
        0,
        Start.INCOMING,
        List.of(),
        1);
  }

  private static List<Long> epoch(StepPlan plan, int epoch) {
    List<Long> all = new ArrayList<>();
    for (long step = 0; step < plan.steps(); step++) {
      LongStream.of(plan.of(epoch, step).rows()).forEach(all::add);
    }
    return all;
  }

  @Test
  void takesEveryRowOnceInAnotherOrderEachEpoch() {
    StepPlan plan =
        new StepPlan(rows(10, CandidateLists.NONE), IntStream.range(0, 10).toArray(), recipe(4, 1));

    assertThat(plan.steps()).isEqualTo(3);
    assertThat(plan.of(1, 2).rows()).hasSize(2);
    assertThat(epoch(plan, 1))
        .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 10).boxed().toList());
    assertThat(epoch(plan, 2)).isNotEqualTo(epoch(plan, 1));
  }

  @Test
  void letsRowsWithoutALabelTakeTurns() {
    TrainingRows rows = rows(10, CandidateLists.NONE);
    Arrays.fill(rows.labels(), 4, 10, TrainingRows.NO_LABEL);
    StepPlan plan = new StepPlan(rows, IntStream.range(0, 10).toArray(), recipe(7, 3));

    assertThat(plan.steps()).isEqualTo(1);
    assertThat(epoch(plan, 1)).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L);
    assertThat(epoch(plan, 2)).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 6L, 7L);
    assertThat(epoch(plan, 3)).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 8L, 9L);
    assertThat(epoch(plan, 4)).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void keepsTheCandidatesOfARequestTogetherAndLast() {
    StepPlan plan =
        new StepPlan(
            rows(20, new CandidateLists(4, 3)), IntStream.range(0, 20).toArray(), recipe(10, 1));

    assertThat(plan.steps()).isEqualTo(2);
    assertThat(epoch(plan, 1))
        .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 20).boxed().toList());
    for (int step = 0; step < 2; step++) {
      StepPlan.StepRows rows = plan.of(1, step);
      assertThat(rows.lists()).isEqualTo(2);
      assertThat(rows.rows()).hasSize(10);
      for (int list = 0; list < 2; list++) {
        long first = rows.rows()[4 + 3 * list];
        assertThat((first - 8) % 3).isZero();
        assertThat(rows.rows()[5 + 3 * list]).isEqualTo(first + 1);
        assertThat(rows.rows()[6 + 3 * list]).isEqualTo(first + 2);
      }
    }
  }

  @Test
  void takesAListThatIsNotWholeForSingleRows() {
    int[] used = IntStream.range(0, 19).toArray();
    StepPlan plan = new StepPlan(rows(20, new CandidateLists(4, 3)), used, recipe(19, 1));

    assertThat(plan.of(1, 0).lists()).isEqualTo(3);
    assertThat(plan.of(1, 0).rows()).hasSize(19);
  }
}
