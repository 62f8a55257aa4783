package dev.bckd.upgrade;

import dev.bckd.distillation.DistillationListener;
import dev.bckd.distillation.DistillationTask;
import dev.bckd.distillation.Distiller;
import dev.bckd.distillation.EpochLoss;
import dev.bckd.distillation.Training;
import dev.bckd.model.Digest;
import dev.bckd.policy.Policies;
import dev.bckd.policy.UpgradePolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Makes the student and stores it. */
public final class DistilStage implements Stage {
  private final Policies policies;
  private final PastUpgrades past;
  private final Artifacts artifacts;
  private final Distiller distiller;
  private final Path work;
  private final Progress progress;

  /**
   * @param work a folder for files in the making
   */
  public DistilStage(
      Policies policies,
      PastUpgrades past,
      Artifacts artifacts,
      Distiller distiller,
      Path work,
      Progress progress) {
    this.policies = policies;
    this.past = past;
    this.artifacts = artifacts;
    this.distiller = distiller;
    this.work = work;
    this.progress = progress;
  }

  @Override
  public Step work(Upgrade upgrade) {
    Step.Fetched fetched = upgrade.fetched().orElseThrow();
    UpgradePolicy policy = PinnedPolicy.of(upgrade, policies);
    Path folder = WorkFolder.of(work, upgrade);
    Path student = folder.resolve("student.pt");
    Training training =
        distiller.distil(
            new DistillationTask(
                policy,
                artifacts.fetch(fetched.teacher().orElseThrow().artifact()),
                artifacts.fetch(fetched.incoming().artifact()),
                policy.distillation().earlier().stream().map(artifacts::fetch).toList(),
                student),
            listener(policy));
    progress.distilled(policy.model(), training.samplesSeen());
    if (training.nothingQualifies()) {
      return new Step.Distilled(fetched.incoming(), training);
    }
    String version = upgrade.version().version() + "-bckd." + past.ordinal(upgrade);
    URI stored = artifacts.store(policy.model(), version, student);
    Digest digest = Digest.of(student);
    delete(student);
    return new Step.Distilled(new Served(version, stored, digest), training);
  }

  private DistillationListener listener(UpgradePolicy policy) {
    return new DistillationListener() {
      @Override
      public void says(String line) {
        progress.says("distil", line);
      }

      @Override
      public void trained(String training, EpochLoss loss) {
        progress.trained(policy.model(), loss.term(), loss.value());
        progress.says(
            "distil",
            String.format(
                Locale.ROOT,
                "%s, epoch %d: %s %.4f, share %.2f, gradient %.4f",
                training,
                loss.epoch(),
                loss.term(),
                loss.value(),
                loss.share(),
                loss.gradientNorm()));
      }
    };
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }
}
