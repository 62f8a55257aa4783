package dev.bckd.app;

import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Digest;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TaskType;
import dev.bckd.model.TensorSpec;
import dev.bckd.policy.DataSet;
import dev.bckd.policy.DeployedTeacher;
import dev.bckd.policy.DistillationPolicy;
import dev.bckd.policy.GatesPolicy;
import dev.bckd.policy.HistoryPolicy;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.Policies;
import dev.bckd.policy.RolloutPolicy;
import dev.bckd.policy.UpgradePolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Two models: {@code toy}, whose teacher has bias 0.5, and {@code broken}, whose teacher's file is
 * not there. Both take two whole numbers and one real number a row.
 */
public final class ToyPolicy implements Policies {
  static final Signature SIGNATURE =
      new Signature(
          List.of(
              new TensorSpec("pair", "pair", ElementType.INT64, List.of(2), 0),
              new TensorSpec("real", "real", ElementType.FLOAT32, List.of(), 0)),
          List.of(Signature.LOGITS));

  private final Path folder;

  ToyPolicy(Path folder) {
    this.folder = folder.toAbsolutePath();
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("teacher.txt"), "0.5");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public UpgradePolicy of(String model) {
    return all().stream()
        .filter(policy -> policy.model().equals(model))
        .findFirst()
        .orElseThrow(() -> new BadInputException(model, "no policy"));
  }

  @Override
  public List<UpgradePolicy> all() {
    return List.of(policy("broken", "missing.txt"), policy("toy", "teacher.txt"));
  }

  private UpgradePolicy policy(String model, String teacher) {
    return new UpgradePolicy(
        model,
        model,
        TaskType.BINARY,
        SIGNATURE,
        Optional.empty(),
        Optional.of(
            new DeployedTeacher(
                "41", new Artifact(folder.resolve(teacher).toUri(), Optional.empty()))),
        new HistoryPolicy(
            "label",
            Optional.empty(),
            Optional.empty(),
            new DataSet(List.of("none.csv"), Optional.empty()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        DistillationPolicy.DEFAULT,
        new GatesPolicy(List.of(), OnInconclusive.REJECT),
        RolloutPolicy.DEFAULT,
        Digest.of(model.getBytes(StandardCharsets.UTF_8)),
        model + ".yaml");
  }
}
