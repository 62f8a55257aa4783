package dev.bckd.evaluation;

import dev.bckd.inference.Scores;
import dev.bckd.model.Role;
import dev.bckd.stats.Units;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Labelled rows and every model's answer to each. Immutable; a selection shares what it selects.
 */
public final class Answers implements Evidence<Answers> {
  private final int[] labels;
  private final Map<Role, ModelAnswers> models;
  private final Optional<Units> groups;
  private final int @Nullable [] rows;

  private Answers(
      int[] labels, Map<Role, ModelAnswers> models, Optional<Units> groups, int @Nullable [] rows) {
    this.labels = labels;
    this.models = models;
    this.groups = groups;
    this.rows = rows;
  }

  /**
   * The answers that scores amount to. One logit a row decides 1 if it is above 0, else 0; several
   * decide the largest, the lowest index on ties.
   *
   * @param labels the right answer of each row; not copied
   * @param scores of every model, one row for each label; not empty
   */
  public static Answers of(int[] labels, Map<Role, Scores> scores) {
    return of(labels, scores, Optional.empty());
  }

  /**
   * The same, of rows in groups.
   *
   * @param groups which rows belong together, where the suite says so
   */
  static Answers of(int[] labels, Map<Role, Scores> scores, Optional<Units> groups) {
    Map<Role, ModelAnswers> models = new EnumMap<>(Role.class);
    scores.forEach((role, logits) -> models.put(role, ModelAnswers.of(logits)));
    return new Answers(labels, models, groups, null);
  }

  @Override
  public int samples() {
    return rows == null ? labels.length : rows.length;
  }

  @Override
  public Set<Role> roles() {
    return models.keySet();
  }

  /** The right answer. */
  public int label(int sample) {
    return labels[row(sample)];
  }

  /** What a model decided. */
  public int decision(Role role, int sample) {
    return of(role).decision(row(sample));
  }

  /** Whether a model's decision is the right answer. */
  public boolean right(Role role, int sample) {
    int row = row(sample);
    return of(role).decision(row) == labels[row];
  }

  /**
   * The natural logarithm of the probability that a model gives an answer; minus infinity for a
   * class that it does not have.
   */
  public double logProbability(Role role, int sample, int answer) {
    return of(role).logProbability(row(sample), answer);
  }

  /** The probability that a model gives an answer; 0 for a class that it does not have. */
  public double probability(Role role, int sample, int answer) {
    return of(role).probability(row(sample), answer);
  }

  /** The probability that a model gives its own decision. */
  public double confidence(Role role, int sample) {
    int row = row(sample);
    ModelAnswers model = of(role);
    return model.probability(row, model.decision(row));
  }

  /** Number of answers that a model can give. */
  int classes(Role role) {
    return of(role).classes();
  }

  /** A model's logits, if it answers one logit a row: one for each sample. */
  float[] logits(Role role) {
    float[] all = of(role).logits();
    float[] own = new float[samples()];
    for (int sample = 0; sample < own.length; sample++) {
      own[sample] = all[row(sample)];
    }
    return own;
  }

  /** Whether each sample's label is 1. */
  boolean[] positive() {
    boolean[] positive = new boolean[samples()];
    for (int sample = 0; sample < positive.length; sample++) {
      positive[sample] = label(sample) == 1;
    }
    return positive;
  }

  /** Which samples belong together, where the suite says so. */
  Optional<Units> groups() {
    return rows == null ? groups : groups.map(units -> units.select(rows));
  }

  @Override
  public Answers select(int[] samples) {
    int[] own = rows;
    int[] selected =
        own == null ? samples : IntStream.of(samples).map(sample -> own[sample]).toArray();
    return new Answers(labels, models, groups, selected);
  }

  @Override
  public Answers spoiled(Role role, IntPredicate samples) {
    boolean[] wrong = new boolean[labels.length];
    for (int sample = 0; sample < samples(); sample++) {
      wrong[row(sample)] |= samples.test(sample);
    }
    Map<Role, ModelAnswers> spoiled = new EnumMap<>(models);
    spoiled.put(role, of(role).spoiled(labels, wrong));
    return new Answers(labels, spoiled, groups, rows);
  }

  private int row(int sample) {
    return rows == null ? sample : rows[sample];
  }

  private ModelAnswers of(Role role) {
    ModelAnswers answers = models.get(role);
    if (answers == null) {
      throw new IllegalArgumentException("no answers of the " + role.label() + " model");
    }
    return answers;
  }
}
