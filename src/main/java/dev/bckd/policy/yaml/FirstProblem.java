package dev.bckd.policy.yaml;

import dev.bckd.model.BadInputException;
import java.util.function.Consumer;

/** Ends reading with the first problem. */
record FirstProblem() implements Consumer<BadInputException> {
  @Override
  public void accept(BadInputException problem) {
    throw problem;
  }
}
