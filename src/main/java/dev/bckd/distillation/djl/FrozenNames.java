package dev.bckd.distillation.djl;

import ai.djl.pytorch.engine.PtNDArray;
import dev.bckd.model.BadInputException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parameters that a recipe keeps as they are, by name. */
final class FrozenNames {
  private FrozenNames() {}

  /**
   * Freezes parameters of a module and gives those that are left to train.
   *
   * @param names {@code *} stands for any letters
   * @throws BadInputException if a name matches no parameter, or nothing is left; names those there
   *     are
   */
  static List<PtNDArray> freeze(List<PtNDArray> weights, List<String> names) {
    for (String name : names) {
      List<PtNDArray> matching = weights.stream().filter(weight -> matches(name, weight)).toList();
      if (matching.isEmpty()) {
        throw bad("'" + name + "' matches no trainable parameter", weights);
      }
      matching.forEach(weight -> weight.setRequiresGradient(false));
    }
    List<PtNDArray> left =
        weights.stream()
            .filter(weight -> names.stream().noneMatch(name -> matches(name, weight)))
            .toList();
    if (left.isEmpty()) {
      throw bad("no trainable parameter is left", weights);
    }
    return left;
  }

  private static boolean matches(String name, PtNDArray weight) {
    String expression =
        List.of(name.split("\\*", -1)).stream()
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return weight.getName().matches(expression);
  }

  private static BadInputException bad(String problem, List<PtNDArray> weights) {
    return new BadInputException(
        "distillation",
        "freeze: "
            + problem
            + "; there are "
            + weights.stream().map(PtNDArray::getName).collect(Collectors.joining(", ")));
  }
}
