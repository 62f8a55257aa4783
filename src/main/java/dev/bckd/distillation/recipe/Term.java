package dev.bckd.distillation.recipe;

import java.util.ArrayList;
import java.util.List;

/**
 * One term of the sum that is minimised.
 *
 * @param loss which loss
 * @param weight its factor, positive
 * @param target whose answers a {@link Divergence} compares with; others do not look at it
 * @param filter which rows it looks at
 */
public record Term(Loss loss, double weight, Target target, Filter filter) {
  /** Against the teacher's own classes. */
  public static final Target TEACHER = new Target.Teacher(Target.Scope.SHARED);

  /** On every row. */
  public static final Filter ALL = new Filter.All();

  /** A term on all rows. */
  public static Term of(Loss loss, double weight) {
    return new Term(loss, weight, TEACHER, ALL);
  }

  /** A divergence from a target on all rows. */
  public static Term of(Divergence loss, double weight, Target target) {
    return new Term(loss, weight, target, ALL);
  }

  /** Whether its target counts. */
  public boolean compares() {
    return loss instanceof Divergence;
  }

  /** The name in reports and metrics: the loss's, and the target's where it is not the teacher. */
  public String name() {
    return compares() && !target.equals(TEACHER)
        ? loss.name() + " to " + target.describe()
        : loss.name();
  }

  /**
   * Whether it is 0 as long as the student is the incoming model: then the first step says nothing
   * about it.
   */
  public boolean beginsAtZero() {
    boolean fromStart =
        compares() && (target instanceof Target.Incoming || target instanceof Target.Average);
    return fromStart || loss instanceof WeightLoss;
  }

  /** Everything about it in words, for reports. */
  public String describe() {
    List<String> words = new ArrayList<>();
    words.add(weight + " × " + loss.describe());
    if (compares()) {
      words.add("to " + target.describe());
    }
    if (!filter.equals(ALL)) {
      words.add("on " + filter.describe());
    }
    return String.join(" ", words);
  }
}
