package dev.bckd.evaluation;

import dev.bckd.model.Role;
import dev.bckd.policy.SliceSpec;
import dev.bckd.stats.RowWeights;
import dev.bckd.stats.SplitMix64;
import dev.bckd.stats.Statistic;
import dev.bckd.stats.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A whole examined suite, or one slice of it: its samples, ready to be measured.
 *
 * @param slice the slice; empty: the whole suite
 * @param evidence the models' answers to its samples
 * @param units which of its samples belong together
 * @param weights how much each sample counts; empty: all alike
 * @param metrics those of its kind of suite
 * @param <E> the kind of evidence
 */
public record SuitePart<E extends Evidence<E>>(
    Optional<SliceSpec> slice,
    E evidence,
    SampleUnits units,
    Optional<RowWeights> weights,
    List<Metric<E>> metrics) {
  public SuitePart {
    metrics = List.copyOf(metrics);
  }

  /** The slice's name; empty: the whole suite. */
  public Optional<String> name() {
    return slice.map(SliceSpec::name);
  }

  /** Number of samples: rows, or requests. */
  public int samples() {
    return evidence.samples();
  }

  /**
   * A metric of one model on these samples.
   *
   * @throws IllegalArgumentException if there is no such metric, no answer of that model, or none
   *     of a teacher that the metric needs
   */
  public Statistic statistic(String metric, Role role) {
    Statistic unweighted =
        metrics.stream()
            .filter(known -> known.name().equals(metric))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no metric " + metric))
            .of(evidence, role);
    return weights.map(unweighted::weighted).orElse(unweighted);
  }

  /** Some of the samples, as a slice. */
  SuitePart<E> select(SliceSpec spec, int[] samples) {
    return new SuitePart<>(
        Optional.of(spec),
        evidence.select(samples),
        units.select(samples),
        weights.map(of -> sample -> of.of(samples[sample])),
        metrics);
  }

  /** The same with wrong answers of one model; see {@link Evidence#spoiled}. */
  public SuitePart<E> spoiled(Role role, IntPredicate samples) {
    return new SuitePart<>(slice, evidence.spoiled(role, samples), units, weights, metrics);
  }

  /**
   * As many units as there are, drawn from them with replacement: one that is drawn twice is two.
   */
  public SuitePart<E> resampled(long seed) {
    int[][] rows = units.rows();
    List<Integer> samples = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int draw = 0; draw < rows.length; draw++) {
      int unit = (int) (SplitMix64.uniform(SplitMix64.at(seed, draw)) * rows.length);
      for (int row : rows[unit]) {
        samples.add(row);
        names.add("draw " + draw);
      }
    }
    int[] drawn = samples.stream().mapToInt(row -> row).toArray();
    return new SuitePart<>(
        slice,
        evidence.select(drawn),
        new SampleUnits(Units.named(names), units.grouped()),
        weights.map(of -> sample -> of.of(drawn[sample])),
        metrics);
  }
}
