package dev.bckd.evaluation;

import dev.bckd.model.Role;
import dev.bckd.policy.BehaviourSpec;
import dev.bckd.stats.Proportion;
import dev.bckd.stats.RateCounts;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** A behaviour put to several models: which rows break it. Immutable. */
public final class ShownBehaviour {
  private final BehaviourSpec spec;
  private final SampleUnits units;
  private final int samples;
  private final String empty;
  private final Map<Role, BitSet> broken;

  private ShownBehaviour(
      BehaviourSpec spec, SampleUnits units, int samples, String empty, Map<Role, BitSet> broken) {
    this.spec = spec;
    this.units = units;
    this.samples = samples;
    this.empty = empty;
    this.broken = broken;
  }

  /** Whether a model's answer to a row, by number from 0, breaks a behaviour. */
  interface Breach {
    boolean breaks(Role role, int row);
  }

  /**
   * What every model showed.
   *
   * @param samples number of rows asked
   * @param roles the models asked
   */
  static ShownBehaviour of(
      BehaviourSpec spec, SampleUnits units, int samples, Set<Role> roles, Breach broken) {
    Map<Role, BitSet> all = new EnumMap<>(Role.class);
    for (Role role : roles) {
      BitSet rows = new BitSet(samples);
      for (int row = 0; row < samples; row++) {
        rows.set(row, broken.breaks(role, row));
      }
      all.put(role, rows);
    }
    return new ShownBehaviour(spec, units, samples, "has no samples", all);
  }

  /**
   * A behaviour of which nothing can be said.
   *
   * @param reason completes a sentence about it
   */
  static ShownBehaviour none(BehaviourSpec spec, SampleUnits units, String reason) {
    return new ShownBehaviour(spec, units.select(new int[0]), 0, reason, Map.of());
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

  private BitSet broken(Role role) {
    BitSet rows = broken.get(role);
    if (rows == null) {
      throw new IllegalArgumentException(name() + " was not put to the " + role.label() + " model");
    }
    return rows;
  }
}
