package dev.bckd.inference.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.bckd.history.NumberCollector;
import dev.bckd.history.Spill;
import dev.bckd.history.Table;
import dev.bckd.inference.Embeddings;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Signature;
import java.nio.file.Path;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A TorchScript module that answers rows, in chunks, so that memory does not grow with the table.
 *
 * <p>Thread-safe: many threads may score at once; closing waits for them.
 */
final class DjlScoringModel implements ScoringModel {
  /** Rows in one call: enough to fill the processor, few enough to stay in its cache. */
  private static final int CHUNK = 1024;

  private final String place;
  private final PtNDManager manager;
  private final Spill spill;
  private final PtSymbolBlock module;
  private final InputTensors inputs;
  private final Answers answers;
  private final ReadWriteLock use = new ReentrantReadWriteLock();
  private boolean closed;
  private int width;

  private DjlScoringModel(Path file, Signature signature, PtNDManager manager, Spill spill) {
    this.place = file.toString();
    this.manager = manager;
    this.spill = spill;
    this.inputs = new InputTensors(signature);
    this.answers = new Answers(place, signature);
    this.module = new TorchScriptFile(file).frozen(manager);
    JniUtils.enableInferenceMode(module);
  }

  /**
   * Loads a model and lets it answer two rows of padding, then one.
   *
   * @param spill where answers go that are too many for the heap
   */
  static DjlScoringModel proved(Path file, Signature signature, PtNDManager manager, Spill spill) {
    DjlScoringModel model = new DjlScoringModel(file, signature, manager, spill);
    model.width = model.widthFor(2);
    int single = model.widthFor(1);
    if (single != model.width) {
      throw new BadInputException(
          model.place,
          "it answers " + model.width + " logits a row for two rows and " + single + " for one");
    }
    return model;
  }

  private int widthFor(int rows) {
    try (NDManager scope = manager.newSubManager()) {
      NDList outputs = forward(inputs.padding(rows, scope), rows + " rows of padding");
      if (answers.signature().logitsIndex() < 0 && answers.embedding(outputs, rows).isPresent()) {
        return 0;
      }
      return Answers.width(answers.logits(outputs, rows));
    }
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public Scores score(Table rows) {
    use.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException(place + " is closed");
      }
      TorchRuntime.prepareThread();
      NumberCollector<float[]> scores = spill.floats();
      for (int from = 0; from < rows.rows(); from += CHUNK) {
        float[] chunk = score(rows, from, Math.min(rows.rows(), from + CHUNK));
        scores.add(chunk, 0, chunk.length);
      }
      return new Scores(scores.finish(), width);
    } finally {
      use.readLock().unlock();
    }
  }

  private float[] score(Table rows, int from, int to) {
    try (NDManager scope = manager.newSubManager()) {
      NDList outputs =
          forward(inputs.of(rows, from, to, scope), "rows " + (from + 1) + " to " + to);
      NDArray logits = answers.logits(outputs, to - from);
      if (Answers.width(logits) != width) {
        throw new BadInputException(
            place, "it answers " + Answers.width(logits) + " logits a row, and before " + width);
      }
      float[] values = logits.toFloatArray();
      requireFinite(values, from);
      return values;
    }
  }

  @Override
  public Embeddings embeddings(Table rows) {
    use.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException(place + " is closed");
      }
      TorchRuntime.prepareThread();
      float[] all = {};
      for (int from = 0; from < rows.rows(); from += CHUNK) {
        int to = Math.min(rows.rows(), from + CHUNK);
        float[] some = embeddings(rows, from, to);
        all = from == 0 ? new float[Math.multiplyExact(some.length / to, rows.rows())] : all;
        System.arraycopy(some, 0, all, from * (all.length / rows.rows()), some.length);
      }
      return new Embeddings(all, all.length / Math.max(1, rows.rows()));
    } finally {
      use.readLock().unlock();
    }
  }

  private float[] embeddings(Table rows, int from, int to) {
    try (NDManager scope = manager.newSubManager()) {
      NDList outputs =
          forward(inputs.of(rows, from, to, scope), "rows " + (from + 1) + " to " + to);
      float[] values =
          answers
              .embedding(outputs, to - from)
              .orElseThrow(
                  () -> new BadInputException(place, "the signature names no output embedding"))
              .toFloatArray();
      for (float value : values) {
        if (!Float.isFinite(value)) {
          throw new BadInputException(place, "an embedding is " + value + "; not finite");
        }
      }
      return values;
    }
  }

  private NDList forward(NDList arguments, String what) {
    try {
      return IValueUtils.forward(module, arguments, false);
    } catch (EngineException | UnsupportedOperationException e) {
      throw new BadInputException(
          place,
          "forward() does not take %s as %s: %s"
              .formatted(what, inputs.describe(), NativeMessages.reason(e)));
    }
  }

  private void requireFinite(float[] logits, int firstRow) {
    for (int i = 0; i < logits.length; i++) {
      if (!Float.isFinite(logits[i])) {
        throw new BadInputException(
            place,
            "row " + (firstRow + i / width + 1) + ": the logit is " + logits[i] + "; not finite");
      }
    }
  }

  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        manager.close();
      }
    } finally {
      use.writeLock().unlock();
    }
  }
}
