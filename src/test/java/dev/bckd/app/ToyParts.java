package dev.bckd.app;

import dev.bckd.distillation.EpochLoss;
import dev.bckd.distillation.Training;
import dev.bckd.gates.Decision;
import dev.bckd.inference.ScoringEngine;
import dev.bckd.model.Digest;
import dev.bckd.model.Role;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.Policies;
import dev.bckd.policy.When;
import dev.bckd.upgrade.Action;
import dev.bckd.upgrade.Served;
import dev.bckd.upgrade.Stages;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import io.quarkus.test.Mock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What the started service works with in tests: models that need no native library, and work on
 * upgrades that only writes the journal.
 */
@Mock
@Singleton
public class ToyParts {
  /** A version that is never done. */
  static final String ENDLESS = "endless";

  private static final Training TRAINING =
      new Training(
          "toy",
          1,
          0.5,
          10,
          "cpu",
          false,
          List.of(new EpochLoss(1, "cross-entropy", 0.7, 1, 0.25)),
          List.of(),
          List.of());

  @Produces
  @Singleton
  ScoringEngine engine() {
    return new LinearEngine();
  }

  @Produces
  @Singleton
  Policies policies(@ConfigProperty(name = "bckd.home") String home) {
    return new ToyPolicy(Path.of(home).resolve("toy"));
  }

  /**
   * Upgrades of {@code toy} are promoted, but for version {@code endless}, which is distilled until
   * somebody ends it; those of any other model fail for want of a policy.
   */
  @Produces
  @Singleton
  Stages stages(Policies policies, @ConfigProperty(name = "bckd.store") String store) {
    return new Stages(
        Map.of(
            Action.FETCH, upgrade -> fetched(upgrade, policies),
            Action.DISTIL, ToyParts::distilled,
            Action.JUDGE,
                upgrade ->
                    new Step.Judged(
                        Role.STUDENT, Decision.PROMOTE, "all gates passed", report(Path.of(store))),
            Action.ROLL_OUT, upgrade -> new Step.RolledOut(),
            Action.ROLL_BACK, upgrade -> new Step.RolledBack()));
  }

  private static Step distilled(Upgrade upgrade) {
    if (upgrade.version().version().equals(ENDLESS)) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("distilling was stopped");
      }
    }
    return new Step.Distilled(served("42-bckd.1"), TRAINING);
  }

  private static Step fetched(Upgrade upgrade, Policies policies) {
    return new Step.Fetched(
        policies.of(upgrade.version().model()).digest(),
        When.ALWAYS,
        OnInconclusive.REJECT,
        Optional.of(served("41")),
        served(upgrade.version().version()),
        Optional.empty());
  }

  private static Served served(String version) {
    return new Served(
        version,
        URI.create("file:///" + version + ".pt"),
        Digest.of(version.getBytes(StandardCharsets.UTF_8)));
  }

  private static URI report(Path store) {
    try {
      Path folder = Files.createDirectories(store.resolve("toy"));
      Files.writeString(folder.resolve("report.html"), "<!DOCTYPE html><title>toy</title>");
      Files.writeString(folder.resolve("report.md"), "## toy");
      Files.writeString(folder.resolve("junit.xml"), "<testsuites/>");
      Path file = folder.resolve("report.json");
      Files.writeString(file, "{\"kind\":\"UpgradeReport\"}");
      return file.toUri();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
