package dev.bckd.policy;

import dev.bckd.history.Change;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A behaviour that a model must show whatever its accuracy (after Ribeiro et al., CheckList, ACL
 * 2020). The share of rows that break it is held against a limit, like a gate.
 */
public sealed interface BehaviourSpec {
  /** Its name in the report; no other behaviour of the suite has it. */
  String name();

  /** Largest share of rows that may break it, in [0, 1]; 0: not one row may. */
  double max();

  /** What not keeping it means. */
  Severity severity();

  /** File, line and column of the behaviour, for messages. */
  String where();

  /** How suites call its kind. */
  default String kind() {
    return fold(i -> "invariance", d -> "direction", m -> "minimum-functionality");
  }

  /** SQL condition for the rows of the suite that it changes; empty: all, or it brings its own. */
  default Optional<String> rows() {
    return Optional.empty();
  }

  /** One answer for each kind of behaviour. */
  <T> T fold(
      Function<Invariance, T> invariance,
      Function<Direction, T> direction,
      Function<MinimumFunctionality, T> minimumFunctionality);

  /**
   * The decision must stay when columns change that must not matter.
   *
   * @param rows SQL condition for the rows of the suite that are changed; empty: all
   * @param changes what is changed, all at once; at least one column
   */
  record Invariance(
      String name,
      Optional<String> rows,
      List<Change> changes,
      double max,
      Severity severity,
      String where)
      implements BehaviourSpec {
    public Invariance {
      changes = List.copyOf(changes);
    }

    @Override
    public <T> T fold(
        Function<Invariance, T> invariance,
        Function<Direction, T> direction,
        Function<MinimumFunctionality, T> minimumFunctionality) {
      return invariance.apply(this);
    }
  }

  /**
   * The score must not move the wrong way when columns change.
   *
   * @param rows SQL condition for the rows of the suite that are changed; empty: all
   * @param changes what is changed, all at once; at least one column
   * @param score the way it may move
   * @param tolerance how far it may move the other way, in probability, in [0, 1]
   */
  record Direction(
      String name,
      Optional<String> rows,
      List<Change> changes,
      Way score,
      double tolerance,
      double max,
      Severity severity,
      String where)
      implements BehaviourSpec {
    public Direction {
      changes = List.copyOf(changes);
    }

    @Override
    public <T> T fold(
        Function<Invariance, T> invariance,
        Function<Direction, T> direction,
        Function<MinimumFunctionality, T> minimumFunctionality) {
      return direction.apply(this);
    }
  }

  /** The way a score may move. */
  enum Way {
    /** It may rise and must not fall. */
    RISES,
    /** It may fall and must not rise. */
    FALLS
  }

  /**
   * Simple rows must be answered right.
   *
   * @param data the rows, with the suite's label column
   */
  record MinimumFunctionality(
      String name, DataSet data, double max, Severity severity, String where)
      implements BehaviourSpec {
    @Override
    public <T> T fold(
        Function<Invariance, T> invariance,
        Function<Direction, T> direction,
        Function<MinimumFunctionality, T> minimumFunctionality) {
      return minimumFunctionality.apply(this);
    }
  }
}
