package dev.bckd.distillation;

import dev.bckd.distillation.recipe.CrossEntropy;
import dev.bckd.distillation.recipe.Filter;
import dev.bckd.distillation.recipe.KullbackLeibler;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.distillation.recipe.Target;
import dev.bckd.distillation.recipe.Term;
import dev.bckd.policy.Augmentation;
import dev.bckd.policy.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@code recipe: auto} tries. It follows from the kind and the number of rows only; the values
 * were found on cases made for the purpose ({@code docs/rationale.md}). Trials come from the
 * boldest on, with the fewest flips and the most to lose on new rows. With many rows a training is
 * dear, and the most cautious one waits until no other keeps the bar.
 *
 * @param labelled rows with a label that a student is trained on
 * @param made rows that are made of them
 * @param classes two for a binary task
 * @param further whether the incoming model has classes that the teacher lacks
 * @param epochs ceiling of the policy
 * @param seed of every random choice
 */
record SearchPlans(
    int labelled, MadeShare made, int classes, boolean further, int epochs, long seed) {
  private static final int LEAST_BATCH = 64;
  private static final int MOST_BATCH = 1024;
  private static final int STEPS_AN_EPOCH = 128;

  /** Rows that one trial sees at least, mixed ones aside. */
  private static final int SEEN = 260_000;

  private static final int LEAST_EPOCHS = 2;
  private static final int MOST_EPOCHS = 40;

  /** With fewer labelled rows, those that decided are worth one more training. */
  private static final int FEW_ROWS = 50_000;

  private static final double LEARNING_RATE = 0.002;

  /** Of students of several classes, whose lists are masked and whose weights are averaged. */
  private static final double FASTER_RATE = 0.008;

  /** Share of it where steps of that size lead below the bar. */
  private static final double SMALLER_STEPS = 0.2;

  /** Share where those do too. */
  private static final double SMALLEST_STEPS = 0.05;

  /** Steps that only just move a model which has been trained on most of the rows before. */
  private static final double CONTROL_RATE = 0.0003;

  /** The teacher's share on new rows is searched up to this one at least. */
  private static final double LEAST_SHARE = 0.3;

  /** The teacher's share on made rows where its catalogue is another than today's. */
  private static final double CAUTIOUS_SHARE = 0.5;

  /** Share of the labels in the target of a labelled row of a binary task. */
  private static final double LABEL_SHARE = 0.1;

  /** Spread over all classes where there are several: a teacher that knows its rows by heart. */
  private static final double SMOOTHING = 0.2;

  private static final Augmentation MASKED =
      new Augmentation(0.5, 0, 0, Augmentation.Rows.LABELLED, Augmentation.Teachers.CLEAN);

  /**
   * @param ensemble how far teacher and incoming model agree on rows of the new tasks
   */
  SearchPlan plan(EnsembleCurve ensemble) {
    boolean few = labelled < FEW_ROWS;
    List<Recipe> all =
        classes == 2 ? binary(ensemble) : further ? furtherClasses() : sameClasses(ensemble);
    Recipe cautious = all.get(all.size() - 1);
    List<Recipe> trials = few ? all : all.subList(0, all.size() - 1);
    List<Recipe> fallbacks = new ArrayList<>(all.subList(trials.size(), all.size()));
    fallbacks.add(cautious.gentler(SMALLER_STEPS));
    if (classes > 2) {
      fallbacks.add(cautious.gentler(SMALLEST_STEPS));
    }
    return new SearchPlan(control(), trials, fallbacks, 0.5, few ? trials.size() : 2, 1, few);
  }

  /**
   * What is searched is the teacher's share on new rows, up to what both models bear together; the
   * last one is cautious.
   */
  private List<Recipe> binary(EnsembleCurve ensemble) {
    double most = mostOnNew(ensemble);
    Recipe cautious = mixed(most / 2, CAUTIOUS_SHARE);
    return ensemble.flat()
        ? List.of(mixed(most / 2, 1), cautious)
        : List.of(mixed(most / 2, 1), mixed(most / 4, 1), cautious);
  }

  private static double mostOnNew(EnsembleCurve ensemble) {
    return Math.max(LEAST_SHARE, ensemble.largestShare(0));
  }

  private Recipe mixed(double onNew, double onUnlabelled) {
    double label = LABEL_SHARE / (1 + made.anEpoch());
    Target target = new Target.Pooled(1, onNew, onUnlabelled, 0);
    return recipe(
        String.format(
            Locale.ROOT,
            "teacher's share %.2f on new rows, %.1f on made ones",
            onNew,
            onUnlabelled),
        List.of(
            Term.of(KullbackLeibler.PLAIN, 1 - label, target), Term.of(CrossEntropy.PLAIN, label)),
        1,
        Augmentation.NONE,
        0);
  }

  /** Of new rows the teacher knows no class, so there is nothing to share. */
  private List<Recipe> furtherClasses() {
    return List.of(masked(1, 1, 1.5), masked(1, 1, 1));
  }

  private List<Recipe> sameClasses(EnsembleCurve ensemble) {
    double onNew = mostOnNew(ensemble) / 2;
    return List.of(masked(onNew, 1, 1), masked(onNew, 0.5, 1));
  }

  /**
   * Both models on labelled rows, the teacher on mixed ones: there only its own classes are
   * compared, so that what is new to it is left to the labelled rows.
   */
  private Recipe masked(double onNew, double mixed, double oldWeight) {
    Target both = new Target.Pooled(1, onNew, 1, SMOOTHING);
    Term labels = new Term(KullbackLeibler.PLAIN, 1, both, new Filter.Labelled());
    Term teacher = new Term(KullbackLeibler.PLAIN, mixed, Term.TEACHER, new Filter.Unlabelled());
    return recipe(
        String.format(Locale.ROOT, "mixed rows weigh %.2f, old ones %.1f", mixed, oldWeight),
        made.anEpoch() > 0 ? List.of(labels, teacher) : List.of(labels),
        oldWeight,
        MASKED,
        0.4);
  }

  private Recipe recipe(
      String name, List<Term> terms, double oldWeight, Augmentation augmentation, double average) {
    return new Recipe(
        name,
        terms,
        classes == 2 ? LEARNING_RATE : FASTER_RATE,
        batch(rows(), LEAST_BATCH * (classes == 2 ? 1 : 1 + made.anEpoch())),
        passes(classes == 2 ? rows() : labelled),
        made.turns(),
        oldWeight,
        augmentation,
        average,
        Start.INCOMING,
        List.of(),
        seed);
  }

  /**
   * How a stand-in for the incoming model is trained from scratch: about as long as a student, on
   * labels alone. Of two classes only, and where there are many rows: a part of them then teaches
   * nearly what all do.
   */
  Optional<Recipe> standIn() {
    if (classes > 2 || labelled < FEW_ROWS) {
      return Optional.empty();
    }
    return Optional.of(
        new Recipe(
            "stand-in",
            List.of(Term.of(CrossEntropy.PLAIN, 1)),
            LEARNING_RATE,
            batch(labelled / 2, LEAST_BATCH),
            passes(labelled),
            1,
            1,
            Augmentation.NONE,
            0,
            Start.INCOMING,
            List.of(),
            seed));
  }

  private Recipe control() {
    boolean many = labelled >= FEW_ROWS;
    return new Recipe(
        "control",
        List.of(Term.of(CrossEntropy.PLAIN, 1)),
        many ? CONTROL_RATE : LEARNING_RATE,
        batch(labelled, LEAST_BATCH),
        Math.min(epochs, many ? 1 : 12),
        1,
        1,
        classes == 2 ? Augmentation.NONE : MASKED,
        0,
        Start.INCOMING,
        List.of(),
        seed);
  }

  /** Epochs of so many rows. */
  private int passes(int seen) {
    long enough = Math.round((double) SEEN / seen);
    return Math.min(epochs, (int) Math.max(LEAST_EPOCHS, Math.min(MOST_EPOCHS, enough)));
  }

  /** Rows of an epoch. */
  private int rows() {
    return Math.multiplyExact(labelled, 1 + made.anEpoch());
  }

  private static int batch(int rows, int least) {
    int most = Integer.highestOneBit(Math.max(1, rows / STEPS_AN_EPOCH));
    return Math.min(rows, Math.min(MOST_BATCH, Math.max(least, most)));
  }
}
