package dev.bckd.distillation;

import dev.bckd.distillation.recipe.Divergence;
import dev.bckd.distillation.recipe.Filter;
import dev.bckd.distillation.recipe.LabelLoss;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.distillation.recipe.Target;
import dev.bckd.distillation.recipe.Term;
import dev.bckd.model.BadInputException;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** Finds terms that can do nothing on the rows of a training, before it begins. */
final class InertTerms {
  private InertTerms() {}

  /**
   * @param rows those of the training
   * @throws BadInputException naming the first such term and what is missing
   */
  static void refuse(Recipe recipe, TrainingRows all, int[] rows) {
    for (Term term : recipe.terms()) {
      if (term.loss() instanceof LabelLoss && none(rows, all::labelled)) {
        throw bad(term, "no row has a label");
      }
      if (asksTheTeacher(term) && none(rows, row -> all.asked()[row])) {
        throw bad(term, "there is no row that the teacher knows, of a class that both models have");
      }
      if (term.filter() instanceof Filter.TeacherRight focal
          && focal.alpha() == 0
          && none(rows, all::teacherRight)) {
        throw bad(term, "the teacher answers no row right");
      }
    }
  }

  private static boolean asksTheTeacher(Term term) {
    return term.loss() instanceof Divergence && term.target() instanceof Target.Teacher;
  }

  private static boolean none(int[] rows, IntPredicate condition) {
    return Arrays.stream(rows).noneMatch(condition);
  }

  private static BadInputException bad(Term term, String missing) {
    return new BadInputException(
        "distillation", "the loss " + term.describe() + " would do nothing: " + missing);
  }
}
