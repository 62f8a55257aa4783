package dev.bckd.bench;

import dev.bckd.distillation.Trainer;
import dev.bckd.distillation.TrainingRows;
import dev.bckd.distillation.TrainingRun;
import dev.bckd.distillation.TrainingSession;
import dev.bckd.distillation.djl.DjlTrainer;
import dev.bckd.distillation.recipe.CrossEntropy;
import dev.bckd.distillation.recipe.KullbackLeibler;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.distillation.recipe.Schedule;
import dev.bckd.distillation.recipe.Target;
import dev.bckd.distillation.recipe.Term;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import dev.bckd.inference.djl.DjlScoringEngine;
import dev.bckd.policy.Augmentation;
import dev.bckd.policy.Start;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Steps and scoring of one model, here and in Python, over the same random rows. */
final class TrainingBench {
  private static final int ROWS = 16_384;

  /** Rows of one epoch, repeats counted: more than are ever reached, so that none ends. */
  private static final int ROWS_AN_EPOCH = 8_000_000;

  private static final double RATE = 0.001;

  private final BenchModel model;
  private final PythonPeer python;
  private final InTurn inTurn;
  private final RawFiles raw;
  private final Path incoming;
  private final Path teacher;
  private final Table rows;
  private final List<Map<String, Object>> inputs;

  TrainingBench(BenchModel model, PythonPeer python, InTurn inTurn, Path folder) {
    this.model = model;
    this.python = python;
    this.inTurn = inTurn;
    this.raw = new RawFiles(folder);
    this.incoming = folder.resolve("incoming.pt");
    this.teacher = folder.resolve("teacher.pt");
    this.rows = model.rows(ROWS);
    model.writeIncoming(incoming);
    model.writeTeacher(teacher);
    this.inputs = raw.inputs(model.signature(), rows);
  }

  /**
   * Seconds a step.
   *
   * @param cached with the teacher's answers at hand
   * @param both with the answers of teacher and incoming model at hand
   */
  record Steps(double cached, double pythonCached, double both, double pythonAsking) {}

  Steps steps(int batch) {
    int[] labels = new SplittableRandom(9).ints(ROWS, 0, Math.max(2, model.classes())).toArray();
    Scores old = answers(teacher);
    boolean[] all = new boolean[ROWS];
    Arrays.fill(all, true);
    float[] weights = new float[ROWS];
    Arrays.fill(weights, 1);
    TrainingRows training =
        new TrainingRows(rows, labels, weights, all, all, old, answers(incoming));
    Trainer.Job job =
        new Trainer.Job(teacher, incoming, model.signature(), model.task(), training, "cpu");
    Map<String, Object> request = new HashMap<>();
    request.put("incoming", incoming.toString());
    request.put("teacher", teacher.toString());
    request.put("rate", RATE);
    request.put("batch", batch);
    request.put("inputs", inputs);
    request.put(
        "labels",
        raw.longs("labels", Arrays.stream(labels).asLongStream().toArray(), List.of(ROWS)));
    request.put("answers", raw.floats("answers", old.values(), List.of(ROWS, model.classes())));
    int[] epoch = IntStream.range(0, ROWS_AN_EPOCH).map(i -> i % ROWS).toArray();
    Term entropy = Term.of(CrossEntropy.PLAIN, 1);
    KullbackLeibler softened = new KullbackLeibler(Schedule.constant(4));
    Term fromTeacher = Term.of(softened, 2);
    Term fromIncoming = Term.of(softened, 1, new Target.Incoming());
    try (TrainingSession session = new DjlTrainer().open(job);
        TrainingRun cached = session.begin(recipe(batch, entropy, fromTeacher), epoch);
        TrainingRun both =
            session.begin(recipe(batch, entropy, fromTeacher, fromIncoming), epoch)) {
      double[] medians =
          inTurn.medians(
              List.of(
                  Timed.of(() -> cached.advance(1)),
                  python.open("cached", "steps", with(request, "both", false)),
                  Timed.of(() -> both.advance(1)),
                  python.open("asking", "steps", with(request, "both", true))));
      return new Steps(medians[0], medians[1], medians[2], medians[3]);
    } finally {
      python.forget();
    }
  }

  private static Map<String, Object> with(Map<String, Object> request, String key, Object value) {
    Map<String, Object> more = new HashMap<>(request);
    more.put(key, value);
    return more;
  }

  private static Recipe recipe(int batch, Term... terms) {
    return new Recipe(
        "bench",
        List.of(terms),
        RATE,
        batch,
        1,
        1,
        1,
        Augmentation.NONE,
        0,
        Start.INCOMING,
        List.of(),
        1);
  }

  private Scores answers(Path file) {
    try (ScoringModel scoring = new DjlScoringEngine().open(file, model.signature())) {
      return scoring.score(rows);
    }
  }

  /** Seconds a call here and in Python. */
  double[] scoring(int batch) {
    Table some = rows.select(IntStream.range(0, batch).toArray());
    try (ScoringModel scoring = new DjlScoringEngine().open(incoming, model.signature())) {
      return inTurn.medians(
          List.of(
              Timed.of(() -> scoring.score(some)),
              python.open(
                  "scoring",
                  "scoring",
                  Map.of("incoming", incoming.toString(), "inputs", inputs, "batch", batch))));
    } finally {
      python.forget();
    }
  }
}
