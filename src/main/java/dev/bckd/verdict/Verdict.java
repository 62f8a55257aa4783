package dev.bckd.verdict;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a judge concluded. A failure to measure is not a verdict; it is an exception.
 *
 * <p>Callers dispatch with {@link #fold}: a further variant needs a further argument, and every
 * caller fails to compile until it decides.
 */
public sealed interface Verdict {
  /** One answer for each verdict. */
  <T> T fold(
      Function<Passed, T> passed,
      Function<Failed, T> failed,
      Function<Inconclusive, T> inconclusive,
      Function<NotApplicable, T> notApplicable);

  /** The name used in reports and metrics. */
  default String label() {
    return fold(p -> "PASSED", f -> "FAILED", i -> "INCONCLUSIVE", n -> "NOT_APPLICABLE");
  }

  /** What was measured, where something was. */
  default Optional<Measurement> measurement() {
    return fold(
        passed -> Optional.of(passed.measured()),
        failed -> Optional.of(failed.measured()),
        Inconclusive::measured,
        notApplicable -> Optional.empty());
  }

  /** The whole interval keeps the limit. */
  record Passed(Measurement measured) implements Verdict {
    @Override
    public <T> T fold(
        Function<Passed, T> passed,
        Function<Failed, T> failed,
        Function<Inconclusive, T> inconclusive,
        Function<NotApplicable, T> notApplicable) {
      return passed.apply(this);
    }
  }

  /** The whole interval breaks the limit. */
  record Failed(Measurement measured) implements Verdict {
    @Override
    public <T> T fold(
        Function<Passed, T> passed,
        Function<Failed, T> failed,
        Function<Inconclusive, T> inconclusive,
        Function<NotApplicable, T> notApplicable) {
      return failed.apply(this);
    }
  }

  /** The evidence decides neither way; nothing is promoted on it. */
  record Inconclusive(Optional<Measurement> measured, String reason) implements Verdict {
    @Override
    public <T> T fold(
        Function<Passed, T> passed,
        Function<Failed, T> failed,
        Function<Inconclusive, T> inconclusive,
        Function<NotApplicable, T> notApplicable) {
      return inconclusive.apply(this);
    }
  }

  /** There is nothing to hold the model against; neither passes nor blocks. */
  record NotApplicable(String reason) implements Verdict {
    @Override
    public <T> T fold(
        Function<Passed, T> passed,
        Function<Failed, T> failed,
        Function<Inconclusive, T> inconclusive,
        Function<NotApplicable, T> notApplicable) {
      return notApplicable.apply(this);
    }
  }
}
