package dev.bckd.distillation;

import dev.bckd.distillation.recipe.EmbeddingLoss;
import dev.bckd.distillation.recipe.Filter;
import dev.bckd.distillation.recipe.LabelLoss;
import dev.bckd.distillation.recipe.ListLoss;
import dev.bckd.distillation.recipe.NewError;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.distillation.recipe.Target;
import dev.bckd.distillation.recipe.Term;
import dev.bckd.model.BadInputException;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** Finds terms that can do nothing on the rows of a training, before it begins. */
final class InertTerms {
  private final TrainingRows all;
  private final int[] rows;

  private InertTerms(TrainingRows all, int[] rows) {
    this.all = all;
    this.rows = rows;
  }

  /**
   * @param rows those of the training
   * @throws BadInputException naming the first such term and what is missing
   */
  static void refuse(Recipe recipe, TrainingRows all, int[] rows) {
    InertTerms here = new InertTerms(all, rows);
    recipe.terms().forEach(here::refuse);
  }

  private void refuse(Term term) {
    if (term.loss() instanceof LabelLoss && none(all::labelled)) {
      throw bad(term, "no row has a label");
    }
    if (asksTheTeacher(term) && none(row -> all.asked()[row])) {
      throw bad(term, "there is no row that the teacher knows, of a class that both models have");
    }
    if (looksWhereTheTeacherIsRight(term) && none(all::teacherRight)) {
      throw bad(term, "the teacher answers no row right");
    }
    if (term.compares() && term.target() instanceof Target.Versions && noVersions()) {
      throw bad(term, "spec.distillation.earlier names no version");
    }
    if (term.compares() && term.target() instanceof Target.Stored stored) {
      refuse(term, stored);
    }
    if (term.loss() instanceof ListLoss && all.lists().count() == 0) {
      throw bad(term, "no rows come as candidates of one request");
    }
  }

  private void refuse(Term term, Target.Stored stored) {
    StoredLogits logits = all.more().stored().get(stored.column());
    if (logits == null || none(row -> logits.has()[row])) {
      throw bad(term, "no row has logits in the column " + stored.column());
    }
  }

  private boolean noVersions() {
    return all.more().versions().isEmpty();
  }

  private static boolean asksTheTeacher(Term term) {
    boolean ofTheTeacher =
        term.target() instanceof Target.Teacher
            || term.target() instanceof Target.Corrected
            || term.target() instanceof Target.Versions;
    return (term.compares() && ofTheTeacher) || term.loss() instanceof EmbeddingLoss;
  }

  private static boolean looksWhereTheTeacherIsRight(Term term) {
    return term.loss() instanceof NewError
        || term.filter() instanceof Filter.NegativeFlip
        || (term.filter() instanceof Filter.TeacherRight focal && focal.alpha() == 0);
  }

  private boolean none(IntPredicate condition) {
    return Arrays.stream(rows).noneMatch(condition);
  }

  private static BadInputException bad(Term term, String missing) {
    return new BadInputException(
        "distillation", "the loss " + term.describe() + " would do nothing: " + missing);
  }
}
