package dev.bckd.evaluation;

import dev.bckd.inference.Scores;
import dev.bckd.model.Role;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Labelled rows and every model's answer to each. Immutable. */
public final class Answers implements Evidence<Answers> {
  private final int[] labels;
  private final Map<Role, Decided> decided;

  private Answers(int[] labels, Map<Role, Decided> decided) {
    this.labels = labels;
    this.decided = new EnumMap<>(decided);
  }

  /**
   * The answers that scores amount to. One logit a row decides 1 if it is above 0, else 0; several
   * decide the largest, the lowest index on ties.
   *
   * @param labels the right answer of each row; not copied
   * @param scores of every model, one row for each label; not empty
   */
  public static Answers of(int[] labels, Map<Role, Scores> scores) {
    Map<Role, Decided> decided = new EnumMap<>(Role.class);
    scores.forEach((role, logits) -> decided.put(role, Decided.of(logits)));
    return new Answers(labels, decided);
  }

  @Override
  public int samples() {
    return labels.length;
  }

  @Override
  public Set<Role> roles() {
    return decided.keySet();
  }

  /** The right answer. */
  public int label(int sample) {
    return labels[sample];
  }

  /** What a model decided. */
  public int decision(Role role, int sample) {
    return of(role).decisions[sample];
  }

  /** Whether a model's decision is the right answer. */
  public boolean right(Role role, int sample) {
    return decision(role, sample) == labels[sample];
  }

  /** The probability, in a model's own eyes, that its decision is right; in [0, 1]. */
  public double confidence(Role role, int sample) {
    return of(role).confidences[sample];
  }

  /** A model's logit for every sample, if it answers one logit a row; not to be changed. */
  float[] logits(Role role) {
    return of(role).logits;
  }

  @Override
  public Answers select(int[] samples) {
    Map<Role, Decided> selected = new EnumMap<>(Role.class);
    decided.forEach((role, answers) -> selected.put(role, answers.select(samples)));
    return new Answers(Arrays.stream(samples).map(i -> labels[i]).toArray(), selected);
  }

  private Decided of(Role role) {
    Decided answers = decided.get(role);
    if (answers == null) {
      throw new IllegalArgumentException("no answers of the " + role.label() + " model");
    }
    return answers;
  }

  /** One model's decisions, how sure it is of each, and its logits where there is one a row. */
  private static final class Decided {
    private final int[] decisions;
    private final float[] confidences;
    private final float[] logits;

    private Decided(int[] decisions, float[] confidences, float[] logits) {
      this.decisions = decisions;
      this.confidences = confidences;
      this.logits = logits;
    }

    static Decided of(Scores scores) {
      return new Decided(
          IntStream.range(0, scores.rows()).map(scores::decision).toArray(),
          Confidence.of(scores),
          scores.width() == 1 ? scores.values() : new float[0]);
    }

    Decided select(int[] samples) {
      return new Decided(
          Arrays.stream(samples).map(i -> decisions[i]).toArray(),
          select(confidences, samples),
          logits.length == 0 ? logits : select(logits, samples));
    }

    private static float[] select(float[] values, int[] samples) {
      float[] selected = new float[samples.length];
      for (int i = 0; i < selected.length; i++) {
        selected[i] = values[samples[i]];
      }
      return selected;
    }
  }
}
