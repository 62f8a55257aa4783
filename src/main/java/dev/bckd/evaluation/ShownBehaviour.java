package dev.bckd.evaluation;

import dev.bckd.model.Role;
import dev.bckd.policy.BehaviourSpec;
import dev.bckd.stats.Proportion;
import dev.bckd.stats.RateCounts;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A behaviour put to several models: which rows break it. Immutable. */
public final class ShownBehaviour {
  private final BehaviourSpec spec;
  private final SampleUnits units;
  private final int samples;
  private final String empty;
  private final Map<Role, BitSet> broken;
  private final Map<Role, List<BrokenRow>> worst;

  private ShownBehaviour(
      BehaviourSpec spec,
      SampleUnits units,
      int samples,
      String empty,
      Map<Role, BitSet> broken,
      Map<Role, List<BrokenRow>> worst) {
    this.spec = spec;
    this.units = units;
    this.samples = samples;
    this.empty = empty;
    this.broken = broken;
    this.worst = worst;
  }

  /**
   * What every model showed.
   *
   * @param asked the rows asked, by number from 0 among those that the behaviour is about
   * @param roles the models asked
   */
  static ShownBehaviour of(
      BehaviourSpec spec, SampleUnits units, int[] asked, Set<Role> roles, Breach broken) {
    Map<Role, BitSet> all = new EnumMap<>(Role.class);
    Map<Role, List<BrokenRow>> worst = new EnumMap<>(Role.class);
    for (Role role : roles) {
      BitSet rows = new BitSet(asked.length);
      for (int row = 0; row < asked.length; row++) {
        rows.set(row, broken.breaks(role, row));
      }
      all.put(role, rows);
      worst.put(
          role,
          Worst.of(asked.length, rows::get, row -> broken.badness(role, row))
              .map(row -> broken.shown(role, row, asked[row]))
              .toList());
    }
    return new ShownBehaviour(spec, units, asked.length, "has no samples", all, worst);
  }

  /**
   * A behaviour of which nothing can be said.
   *
   * @param reason completes a sentence about it
   */
  static ShownBehaviour none(BehaviourSpec spec, SampleUnits units, String reason) {
    return new ShownBehaviour(spec, units.select(new int[0]), 0, reason, Map.of(), Map.of());
  }

  /** What had to be shown. */
  public BehaviourSpec spec() {
    return spec;
  }

  /** How reports call it, such as {@code invariance 'the currency does not matter'}. */
  public String name() {
    return spec.kind() + " '" + spec.name() + "'";
  }

  /** Number of rows it was asked of. */
  public int samples() {
    return samples;
  }

  /** Which of these rows belong together. */
  public SampleUnits units() {
    return units;
  }

  /** Why there are no samples, where there are none; completes a sentence about the behaviour. */
  public String empty() {
    return empty;
  }

  /** The models that were asked; none where there are no samples. */
  public Set<Role> roles() {
    return broken.keySet();
  }

  /** The share of rows of which one model's answers break it. */
  public Proportion share(Role role) {
    BitSet rows = broken(role);
    return Proportion.of(samples, rows::get);
  }

  /** How many of all rows break it: what a claim about these very rows rests on. */
  public RateCounts counts(Role role) {
    return RateCounts.ofEveryRow(broken(role).cardinality(), samples);
  }

  /** Of the rows that break it the worst, at most twenty, without what they hold. */
  List<BrokenRow> worst(Role role) {
    return worst.getOrDefault(role, List.of());
  }

  private BitSet broken(Role role) {
    BitSet rows = broken.get(role);
    if (rows == null) {
      throw new IllegalArgumentException(name() + " was not put to the " + role.label() + " model");
    }
    return rows;
  }
}
