package dev.bckd.distillation.recipe;

/** The filters a term may name; {@code alpha} or {@code beta} alone name {@code teacher-right}. */
final class Filters {
  private static final String TEACHER_RIGHT = "teacher-right";

  private Filters() {}

  static Filter of(LossParameters parameters) {
    String unsaid = parameters.has("alpha") || parameters.has("beta") ? TEACHER_RIGHT : "all";
    String name = parameters.word("filter").orElse(unsaid);
    return switch (name) {
      case "all" -> Term.ALL;
      case TEACHER_RIGHT -> teacherRight(parameters);
      case "student-wrong" -> new Filter.StudentWrong();
      case "student-right" -> new Filter.StudentRight();
      case "negative-flip" -> new Filter.NegativeFlip();
      case "better-teacher" -> new Filter.BetterTeacher();
      case "likelihood" -> new Filter.Likelihood();
      case "labelled" -> new Filter.Labelled();
      case "unlabelled" -> new Filter.Unlabelled();
      default ->
          throw parameters.bad(
              "filter",
              "expected one of all, teacher-right, student-wrong, student-right, negative-flip,"
                  + " better-teacher, likelihood, labelled, unlabelled, got '"
                  + name
                  + "'");
    };
  }

  /** The weights of Yan et al. where none are given. */
  private static Filter teacherRight(LossParameters parameters) {
    double alpha = parameters.notNegative("alpha", 1);
    double beta = parameters.notNegative("beta", 5);
    if (alpha + beta == 0) {
      throw parameters.bad("alpha", "alpha and beta are both 0, so no row has any weight");
    }
    return new Filter.TeacherRight(alpha, beta);
  }
}
