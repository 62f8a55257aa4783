package dev.bckd.distillation;

import dev.bckd.distillation.recipe.CrossEntropy;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.distillation.recipe.Term;
import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.policy.Augmentation;
import dev.bckd.policy.Start;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Trainings without a model: weights are the shares of old and new rows that are answered wrong,
 * and a training moves straight from where it begins to those of its recipe.
 *
 * <p>The input {@code row} of a row is its number; even ones are old. Rows have the label 1.
 *
 * @param incoming where all begin that do not say where
 * @param aims where a recipe leads, by its name
 * @param stepsAnEpoch of every training
 * @param worked told of steps, by their number, as they are made
 * @param runs all that were begun
 * @param atOnce how many go on side by side: here one after the other, the last one first
 */
record PretendSession(
    Wrong incoming,
    Map<String, Wrong> aims,
    int stepsAnEpoch,
    LongConsumer worked,
    List<Run> runs,
    int atOnce)
    implements TrainingSession {
  /** Old rows, and as many new ones. */
  static final int HALF = 400;

  static final int STEPS_AN_EPOCH = 5;

  /** Behind a recipe's name: where the second half of its training leads, if not straight on. */
  static final String BEYOND = ", beyond";

  static PretendSession of(Wrong incoming, Map<String, Wrong> aims) {
    return new PretendSession(incoming, aims, STEPS_AN_EPOCH, steps -> {}, new ArrayList<>(), 1);
  }

  /** The same with another work to do. */
  PretendSession working(int newStepsAnEpoch, LongConsumer newWorked) {
    return new PretendSession(
        incoming, aims, newStepsAnEpoch, newWorked, new ArrayList<>(), atOnce);
  }

  /** The same with so many trainings side by side. */
  PretendSession sideBySide(int trainings) {
    return new PretendSession(incoming, aims, stepsAnEpoch, worked, new ArrayList<>(), trainings);
  }

  /** One that goes so many epochs; its name says where it leads. */
  static Recipe recipe(String name, int epochs) {
    return new Recipe(
        name,
        List.of(Term.of(CrossEntropy.PLAIN, 1)),
        0.001,
        160,
        epochs,
        1,
        1,
        Augmentation.NONE,
        0,
        Start.INCOMING,
        List.of(),
        1);
  }

  @Override
  public void together(List<Runnable> work) {
    List<RuntimeException> failed = new ArrayList<>();
    for (int i = work.size() - 1; i >= 0; i--) {
      try {
        work.get(i).run();
      } catch (RuntimeException e) {
        failed.add(e);
      }
    }
    failed.stream()
        .findFirst()
        .ifPresent(
            e -> {
              throw e;
            });
  }

  /**
   * Weights.
   *
   * @param old share of the old rows that are wrong
   * @param fresh share of the new rows that are wrong
   */
  record Wrong(double old, double fresh) implements Weights {
    private Wrong towards(Wrong aim, double share) {
      return new Wrong(old + share * (aim.old - old), fresh + share * (aim.fresh - fresh));
    }

    /** 1 is right. */
    private float logit(long row) {
      long order = row / 2 * 37 % HALF;
      return order < Math.round((row % 2 == 0 ? old : fresh) * HALF) ? -1 : 1;
    }

    @Override
    public void close() {}
  }

  @Override
  public TrainingRun begin(Recipe recipe, int[] rows) {
    return begin(recipe, rows, incoming);
  }

  @Override
  public TrainingRun begin(Recipe recipe, int[] rows, Weights start) {
    Run run = new Run(recipe, (Wrong) start);
    runs.add(run);
    return run;
  }

  @Override
  public Weights redrawn(long seed) {
    return new Wrong(0.5, 0.5);
  }

  @Override
  public Optional<Weights> teacher() {
    return Optional.ofNullable(aims.get("teacher"));
  }

  @Override
  public Weights between(Weights from, Weights to, double share) {
    return ((Wrong) from).towards((Wrong) to, share);
  }

  @Override
  public Optional<Weights> cooled(Weights weights, double temperature) {
    return Optional.empty();
  }

  @Override
  public Scores answers(Weights weights, Table rows) {
    long[] numbers = rows.column("row", Column.Longs.class).values();
    float[] logits = new float[numbers.length];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = ((Wrong) weights).logit(numbers[i]);
    }
    return new Scores(logits, 1);
  }

  /** Writes them in words. */
  @Override
  public void save(Weights weights, Path file) {
    try {
      Files.writeString(file, weights.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String device() {
    return "nowhere";
  }

  @Override
  public void close() {}

  /** A training on its way. */
  final class Run implements TrainingRun {
    private final Recipe recipe;
    private final Wrong start;
    private long done;
    private boolean closed;

    private Run(Recipe recipe, Wrong start) {
      this.recipe = recipe;
      this.start = start;
    }

    String name() {
      return recipe.name();
    }

    boolean closed() {
      return closed;
    }

    @Override
    public long steps() {
      return (long) stepsAnEpoch * recipe.epochs();
    }

    @Override
    public long done() {
      return done;
    }

    @Override
    public void advance(long steps) {
      long before = done;
      done = Math.min(steps(), done + steps);
      worked.accept(done - before);
    }

    @Override
    public List<EpochLoss> losses() {
      List<EpochLoss> losses = new ArrayList<>();
      for (int epoch = 1; epoch <= done / stepsAnEpoch; epoch++) {
        losses.add(new EpochLoss(epoch, "term", 1.0 / epoch, 1, 1));
      }
      return losses;
    }

    @Override
    public Weights weights() {
      Wrong aim = aims.getOrDefault(recipe.name(), start);
      Wrong beyond = aims.getOrDefault(recipe.name() + BEYOND, aim);
      double share = (double) done / steps();
      return beyond.equals(aim)
          ? start.towards(aim, share)
          : share <= 0.5 ? start.towards(aim, 2 * share) : aim.towards(beyond, 2 * share - 1);
    }

    @Override
    public void checkpoint(Path file) throws IOException {
      throw new IOException("nothing is kept");
    }

    @Override
    public void restore(Path file) throws IOException {
      throw new IOException("nothing was kept");
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
