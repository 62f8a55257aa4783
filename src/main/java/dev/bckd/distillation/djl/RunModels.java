package dev.bckd.distillation.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.bckd.distillation.Trainer;
import dev.bckd.distillation.djl.loss.ResidentRows;
import dev.bckd.distillation.djl.loss.TrainedModels;
import dev.bckd.inference.djl.InputTensors;
import dev.bckd.inference.djl.TorchScriptFile;
import dev.bckd.model.BadInputException;
import java.util.List;
import java.util.stream.Collectors;

/** The models of one training, before its first step: the student still is the incoming model. */
final class RunModels implements TrainedModels {
  private final Trainer.Job job;
  private final Student student;
  private final List<PtNDArray> moving;
  private final ResidentRows resident;
  private final int[] rows;
  private final long seed;
  private final PtNDManager manager;

  /**
   * @param moving those of the student's weights that training moves
   * @param rows of the training
   */
  RunModels(
      Trainer.Job job,
      Student student,
      List<PtNDArray> moving,
      ResidentRows resident,
      int[] rows,
      long seed,
      PtNDManager manager) {
    this.job = job;
    this.student = student;
    this.moving = moving;
    this.resident = resident;
    this.rows = rows;
    this.seed = seed;
    this.manager = manager;
  }

  @Override
  public List<NDArray> weights() {
    return moving.stream().map(NDArray.class::cast).toList();
  }

  @Override
  public List<NDArray> fisher(int most) {
    return new FisherDiagonal(student, moving, resident).over(rows, most, seed, manager);
  }

  @Override
  public NDArray teacherParameter(String name) {
    List<PtNDArray> parameters =
        JniUtils.moduleGetParams(new TorchScriptFile(job.teacher()).frozen(manager), manager)
            .stream()
            .map(PtNDArray.class::cast)
            .toList();
    return parameters.stream()
        .filter(parameter -> parameter.getName().equals(name))
        .findFirst()
        // A copy: autograd refuses what was loaded for inference.
        .map(NDArray::duplicate)
        .orElseThrow(
            () ->
                new BadInputException(
                    job.teacher().toString(),
                    "no parameter '%s'; there are %s"
                        .formatted(
                            name,
                            parameters.stream()
                                .map(PtNDArray::getName)
                                .collect(Collectors.joining(", ")))));
  }

  @Override
  public long embeddingWidth() {
    try (NDManager scope = manager.newSubManager()) {
      return student
          .forward(new InputTensors(job.signature()).padding(2, scope))
          .embedding()
          .orElseThrow(
              () ->
                  new BadInputException(
                      job.incoming().toString(), "the signature names no output embedding"))
          .getShape()
          .get(1);
    }
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public NDManager manager() {
    return manager;
  }
}
