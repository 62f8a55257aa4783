package dev.bckd.distillation.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.bckd.distillation.Trainer;
import dev.bckd.distillation.TrainingRun;
import dev.bckd.distillation.TrainingSession;
import dev.bckd.distillation.djl.loss.ResidentRows;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.inference.djl.InputTensors;
import dev.bckd.inference.djl.TorchRuntime;
import dev.bckd.model.BadInputException;
import dev.bckd.model.TaskType;
import dev.bckd.policy.Start;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Rows and a module on one device. The module holds whichever weights were asked about last. */
final class DjlSession implements TrainingSession {
  /**
   * Rows in one call of the model: enough to fill the processor, few enough to stay in its cache.
   */
  private static final int CHUNK = 1024;

  private final Trainer.Job job;
  private final PtNDManager manager;
  private final Runnable closed;
  private final ResidentRows resident;
  private final Student student;
  private final TensorLists lists;
  private final DjlWeights incoming;
  private final Optional<DjlWeights> teacher;

  DjlSession(Trainer.Job job, RowMemory memory, PtNDManager manager, Runnable closed) {
    this.job = job;
    this.manager = manager;
    this.closed = closed;
    this.student = new Student(job.incoming(), job.signature(), LargeTable.DEFAULT, manager);
    this.resident = ResidentData.of(job, memory, manager);
    this.lists = new TensorLists(manager);
    this.incoming = DjlWeights.copy(student.weights(), manager);
    this.teacher = kin();
  }

  @Override
  public TrainingRun begin(Recipe recipe, int[] rows) {
    return begin(recipe, rows, start(recipe.start()));
  }

  @Override
  public TrainingRun begin(Recipe recipe, int[] rows, Weights start) {
    return new DjlRun(job, recipe, rows, resident, (DjlWeights) start, lists, manager);
  }

  /**
   * Two where a processor has two threads for them. Half of a step cannot be split into threads, so
   * that two steps side by side, each with half of the threads, take less time than one by one.
   */
  @Override
  public int atOnce() {
    return manager.getDevice().isGpu() || TorchRuntime.threads() < 2 ? 1 : 2;
  }

  @Override
  public void together(List<Runnable> work) {
    if (work.size() == 1) {
      work.get(0).run();
    } else {
      TorchRuntime.sideBySide(work);
    }
  }

  private DjlWeights start(Start start) {
    if (start == Start.INCOMING) {
      return incoming;
    }
    return teacher.orElseThrow(
        () ->
            new BadInputException(
                job.teacher().toString(),
                "its parameters are not the incoming model's by name and shape, so no student can"
                    + " begin with them; leave start: teacher out"));
  }

  @Override
  public Weights incoming() {
    return incoming;
  }

  @Override
  public Weights redrawn(long seed) {
    return incoming.redrawn(seed, manager);
  }

  @Override
  public Optional<Weights> teacher() {
    return teacher.map(Weights.class::cast);
  }

  /** The teacher's parameters, if they could be the student's. */
  private Optional<DjlWeights> kin() {
    try (NDManager loaded = manager.newSubManager()) {
      List<PtNDArray> weights =
          new Student(job.teacher(), job.signature(), LargeTable.DEFAULT, (PtNDManager) loaded)
              .weights();
      return shapes(weights).equals(shapes(incoming.values()))
          ? Optional.of(DjlWeights.copy(weights, manager))
          : Optional.empty();
    } catch (BadInputException noStudent) {
      return Optional.empty();
    }
  }

  private static List<String> shapes(List<PtNDArray> weights) {
    return weights.stream().map(weight -> weight.getName() + weight.getShape()).toList();
  }

  @Override
  public Weights between(Weights from, Weights to, double share) {
    DjlWeights moved = DjlWeights.copy(((DjlWeights) from).values(), manager);
    lists.towards(moved.values(), ((DjlWeights) to).values(), share);
    return moved;
  }

  @Override
  public Optional<Weights> cooled(Weights weights, double temperature) {
    return new LastLayer(student, resident, lists, manager)
        .scaled((DjlWeights) weights, 1 / temperature);
  }

  @Override
  public Scores answers(Weights weights, Table rows) {
    lists.copy(((DjlWeights) weights).values(), student.weights());
    InputTensors inputs = new InputTensors(job.signature());
    float[] logits = new float[0];
    int width = 1;
    JniUtils.setGradMode(false);
    try {
      for (int from = 0; from < rows.rows(); from += CHUNK) {
        int to = Math.min(rows.rows(), from + CHUNK);
        try (NDManager scope = manager.newSubManager()) {
          NDArray answer = student.logits(inputs.of(rows, from, to, scope));
          width = width(answer);
          float[] chunk = (width == 1 ? answer.get(":, 1") : answer).toFloatArray();
          logits = from == 0 ? new float[Math.multiplyExact(rows.rows(), width)] : logits;
          System.arraycopy(chunk, 0, logits, from * width, chunk.length);
        }
      }
    } finally {
      JniUtils.setGradMode(true);
    }
    return new Scores(logits, width);
  }

  private int width(NDArray answer) {
    return job.task() == TaskType.BINARY ? 1 : Math.toIntExact(answer.getShape().get(1));
  }

  @Override
  public void save(Weights weights, Path file) {
    student.save(((DjlWeights) weights).values(), file);
  }

  @Override
  public String device() {
    Device device = manager.getDevice();
    return device.isGpu()
        ? "cuda:" + device.getDeviceId()
        : "cpu, " + TorchRuntime.threads() + " threads";
  }

  @Override
  public String arithmetic() {
    Device device = manager.getDevice();
    return "%s, %d threads, %s".formatted(device, TorchRuntime.threads(), Precision.on(device));
  }

  @Override
  public void close() {
    manager.close();
    closed.run();
  }
}
