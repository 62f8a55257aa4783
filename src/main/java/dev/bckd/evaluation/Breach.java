package dev.bckd.evaluation;

import dev.bckd.evaluation.Flip.Answer;
import dev.bckd.model.Role;
import dev.bckd.policy.BehaviourSpec;
import dev.bckd.policy.BehaviourSpec.Way;
import java.util.Optional;
import java.util.OptionalDouble;

/** What breaking a behaviour is, on the rows that were asked. */
interface Breach {
  /** Whether a model's answer to a row, by number from 0, breaks the behaviour. */
  boolean breaks(Role role, int row);

  /** How badly it does, where it does. */
  double badness(Role role, int row);

  /**
   * The row for people.
   *
   * @param number of the row among those that the behaviour is about
   */
  BrokenRow shown(Role role, int row, int number);

  /** Another decision than before; the surer the worse. */
  record Decided(Answers before, Answers after) implements Breach {
    @Override
    public boolean breaks(Role role, int row) {
      return before.decision(role, row) != after.decision(role, row);
    }

    @Override
    public double badness(Role role, int row) {
      return after.confidence(role, row);
    }

    @Override
    public BrokenRow shown(Role role, int row, int number) {
      return BrokenRow.of(
          number,
          before.label(row),
          Optional.of(decision(before, role, row)),
          decision(after, role, row));
    }
  }

  /**
   * A probability that moves the wrong way; the further the worse.
   *
   * @param binary whether it is the probability of 1, else that of the label
   */
  record Moved(BehaviourSpec.Direction spec, boolean binary, Answers before, Answers after)
      implements Breach {

    /** How far a probability may move by itself: logits are float32. */
    private static final double ROUNDING = 1e-6;

    @Override
    public boolean breaks(Role role, int row) {
      double rise = rise(role, row);
      double tolerance = spec.tolerance() + ROUNDING;
      // So that what is no number keeps nothing.
      return !(spec.score() == Way.RISES ? rise >= -tolerance : rise <= tolerance);
    }

    @Override
    public double badness(Role role, int row) {
      return Math.abs(rise(role, row));
    }

    @Override
    public BrokenRow shown(Role role, int row, int number) {
      return BrokenRow.of(
          number,
          before.label(row),
          Optional.of(score(before, role, row)),
          score(after, role, row));
    }

    private double rise(Role role, int row) {
      return probability(after, role, row) - probability(before, role, row);
    }

    private Answer score(Answers answers, Role role, int row) {
      return new Answer(answer(row), OptionalDouble.of(probability(answers, role, row)));
    }

    private double probability(Answers answers, Role role, int row) {
      return Math.exp(answers.logProbability(role, row, answer(row)));
    }

    private int answer(int row) {
      return binary ? 1 : before.label(row);
    }
  }

  /** A wrong answer; the surer the worse. */
  record Wrong(Answers answers) implements Breach {
    @Override
    public boolean breaks(Role role, int row) {
      return !answers.right(role, row);
    }

    @Override
    public double badness(Role role, int row) {
      return answers.confidence(role, row);
    }

    @Override
    public BrokenRow shown(Role role, int row, int number) {
      return BrokenRow.of(
          number, answers.label(row), Optional.empty(), decision(answers, role, row));
    }
  }

  private static Answer decision(Answers answers, Role role, int row) {
    return new Answer(
        answers.decision(role, row), OptionalDouble.of(answers.confidence(role, row)));
  }
}
