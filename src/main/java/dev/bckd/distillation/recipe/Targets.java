package dev.bckd.distillation.recipe;

/** The targets a term may name, {@code teacher} where it names none. */
final class Targets {
  private Targets() {}

  static Target of(LossParameters parameters) {
    String name =
        parameters.oneOf(
            "target",
            "teacher",
            "incoming",
            "pooled",
            "corrected",
            "versions",
            "average",
            "stored");
    return switch (name) {
      case "incoming" -> new Target.Incoming();
      case "pooled" ->
          new Target.Pooled(
              parameters.probability("onOld", 1),
              parameters.probability("onNew", 0.5),
              parameters.probability("onUnlabelled", 1),
              parameters.share("smoothing", 0));
      case "corrected" -> new Target.Corrected(parameters.inside("margin", 0.2));
      case "versions" -> new Target.Versions();
      case "average" -> new Target.Average(parameters.share("decay", 0.999));
      case "stored" -> new Target.Stored(parameters.required("column"));
      default ->
          new Target.Teacher(
              parameters.oneOf("classes", "shared", "padded").equals("padded")
                  ? Target.Scope.PADDED
                  : Target.Scope.SHARED);
    };
  }
}
