package dev.bckd.distillation.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import dev.bckd.distillation.MoreAnswers;
import dev.bckd.distillation.StoredLogits;
import dev.bckd.distillation.Trainer;
import dev.bckd.distillation.TrainingRows;
import dev.bckd.distillation.djl.loss.FurtherRows;
import dev.bckd.distillation.djl.loss.ResidentRows;
import dev.bckd.distillation.djl.loss.StoredRows;
import dev.bckd.inference.Embeddings;
import dev.bckd.inference.Scores;
import dev.bckd.inference.djl.InputTensors;
import dev.bckd.model.ElementType;
import dev.bckd.model.TensorSpec;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Brings training rows to the training device. What is wide, the inputs and the models' answers,
 * stays in files where it is too much.
 */
final class ResidentData {
  private final Trainer.Job job;
  private final TrainingRows rows;
  private final PtNDManager manager;
  private final RowTensors wide;

  private ResidentData(Trainer.Job job, RowMemory memory, PtNDManager manager) {
    this.job = job;
    this.rows = job.rows();
    this.manager = manager;
    this.wide = memory.tensors(wideBytes(job), manager);
  }

  /**
   * @param memory how many rows it takes
   * @param manager owner of the tensors
   */
  static ResidentRows of(Trainer.Job job, RowMemory memory, PtNDManager manager) {
    return new ResidentData(job, memory, manager).all();
  }

  private ResidentRows all() {
    int size = rows.size();
    long[] labels = new long[size];
    float[] labelled = new float[size];
    float[] old = new float[size];
    float[] asked = new float[size];
    float[] right = new float[size];
    for (int row = 0; row < size; row++) {
      labels[row] = Math.max(0, rows.labels()[row]);
      labelled[row] = one(rows.labelled(row));
      old[row] = one(rows.old()[row]);
      asked[row] = one(rows.asked()[row]);
      right[row] = one(rows.teacherRight(row));
    }
    return new ResidentRows(
        inputs(),
        manager.create(labels),
        manager.create(labelled),
        manager.create(rows.weights()),
        manager.create(old),
        manager.create(asked),
        manager.create(right),
        logits(rows.teacher()),
        logits(rows.incoming()),
        further(rows.more()),
        new PinnedCopies(manager));
  }

  private FurtherRows further(MoreAnswers more) {
    Map<String, StoredRows> stored = new HashMap<>();
    more.stored()
        .forEach(
            (column, logits) ->
                stored.put(column, new StoredRows(logits(logits.logits()), flags(logits.has()))));
    return new FurtherRows(
        more.versions().stream().map(this::logits).toList(),
        stored,
        more.embeddings().map(this::embeddings),
        rows.lists().length());
  }

  private NDArray embeddings(Embeddings embeddings) {
    int width = embeddings.width();
    return wide.of(
        new Shape(embeddings.rows(), width),
        DataType.FLOAT32,
        (from, to) -> FloatBuffer.wrap(embeddings.values(), from * width, (to - from) * width));
  }

  private NDArray flags(boolean[] values) {
    float[] flags = new float[values.length];
    for (int row = 0; row < flags.length; row++) {
      flags[row] = one(values[row]);
    }
    return manager.create(flags);
  }

  private static float one(boolean condition) {
    return condition ? 1 : 0;
  }

  private NDList inputs() {
    InputTensors inputs = new InputTensors(job.signature());
    NDList tensors = new NDList();
    for (TensorSpec spec : job.signature().inputs()) {
      tensors.add(
          wide.of(
              InputTensors.shape(spec, rows.size()),
              InputTensors.type(spec),
              (from, to) -> inputs.values(spec, rows.inputs(), from, to)));
    }
    return tensors;
  }

  private NDArray logits(Scores scores) {
    return wide.of(
        new Shape(scores.rows(), classes(scores)),
        DataType.FLOAT32,
        (from, to) -> FloatBuffer.wrap(twoClasses(scores.values(from, to), scores.width())));
  }

  private static int classes(Scores scores) {
    return Math.max(2, scores.width());
  }

  private static float[] twoClasses(float[] logits, int width) {
    if (width > 1) {
      return logits;
    }
    float[] both = new float[2 * logits.length];
    for (int row = 0; row < logits.length; row++) {
      both[2 * row + 1] = logits[row];
    }
    return both;
  }

  /** One logit z a row becomes the two logits 0 and z, which have the same distribution. */
  static NDArray twoClasses(NDArray logits) {
    if (logits.getShape().dimension() == 2 && logits.getShape().get(1) > 1) {
      return logits;
    }
    NDArray column = logits.reshape(-1, 1);
    return NDArrays.concat(new NDList(column.zerosLike(), column), 1);
  }

  /** Bytes of all inputs and answers. */
  private static long wideBytes(Trainer.Job job) {
    TrainingRows rows = job.rows();
    long row =
        job.signature().inputs().stream()
            .mapToLong(
                spec ->
                    (long) spec.width()
                        * (spec.type() == ElementType.INT64 ? Long.BYTES : Float.BYTES))
            .sum();
    MoreAnswers more = rows.more();
    row +=
        Stream.of(
                    Stream.of(rows.teacher(), rows.incoming()),
                    more.versions().stream(),
                    more.stored().values().stream().map(StoredLogits::logits))
                .flatMap(scores -> scores)
                .mapToLong(ResidentData::classes)
                .sum()
            * Float.BYTES;
    row += more.embeddings().map(Embeddings::width).orElse(0) * (long) Float.BYTES;
    return row * rows.size();
  }
}
