package dev.bckd.app;

import dev.bckd.distillation.Distiller;
import dev.bckd.distillation.djl.DjlTrainer;
import dev.bckd.evaluation.Examiner;
import dev.bckd.evaluation.SliceSearch;
import dev.bckd.evaluation.SuitePictures;
import dev.bckd.history.Spill;
import dev.bckd.history.duckdb.DuckDbHistory;
import dev.bckd.history.duckdb.DuckDbSurvey;
import dev.bckd.inference.RememberingEngine;
import dev.bckd.inference.ScoringEngine;
import dev.bckd.model.RemoteFiles;
import dev.bckd.model.stores.Stores;
import dev.bckd.policy.Policies;
import dev.bckd.serving.ModelServer;
import dev.bckd.upgrade.Action;
import dev.bckd.upgrade.Artifacts;
import dev.bckd.upgrade.DistilStage;
import dev.bckd.upgrade.FetchStage;
import dev.bckd.upgrade.Gating;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.JudgeStage;
import dev.bckd.upgrade.Progress;
import dev.bckd.upgrade.Purpose;
import dev.bckd.upgrade.RollBackStage;
import dev.bckd.upgrade.RollOutStage;
import dev.bckd.upgrade.Stage;
import dev.bckd.upgrade.Stages;
import dev.bckd.upgrade.report.ReportFiles;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the stages of an upgrade together. */
@Singleton
public class UpgradeWiring {
  private final Policies policies;
  private final Journal journal;
  private final Artifacts artifacts;
  private final ScoringEngine engine;
  private final ScoringEngine remembering;
  private final Path kept;
  private final Progress progress;
  private final Path work;
  private final RemoteFiles remote;
  private final DuckDbHistory history;
  private final DjlTrainer trainer;

  UpgradeWiring(
      Policies policies,
      Journal journal,
      Artifacts artifacts,
      ScoringEngine engine,
      Progress progress,
      Stores stores,
      @ConfigProperty(name = "bckd.work") String work,
      @ConfigProperty(name = "bckd.home") String home) {
    this.policies = policies;
    this.journal = journal;
    this.artifacts = artifacts;
    this.engine = engine;
    this.remembering = RememberingEngine.in(engine, Path.of(home));
    this.kept = Path.of(home).resolve("cache").resolve("trainings");
    this.progress = progress;
    this.remote = stores.files();
    this.history = new DuckDbHistory(Spill.in(Path.of(home)), remote);
    this.trainer = DjlTrainer.in(Path.of(home));
    this.work = Path.of(work);
  }

  @Produces
  @Singleton
  Stages stages(ModelServer server, Clock clock) {
    return new Stages(
        Map.of(
            Action.FETCH, fetch(),
            Action.DISTIL, distil(clock),
            Action.JUDGE, judge(),
            Action.ROLL_OUT, new RollOutStage(policies, journal, artifacts, server, clock),
            Action.ROLL_BACK, new RollBackStage(policies, artifacts, server)));
  }

  private Stage fetch() {
    return new FetchStage(policies, journal, artifacts, engine, Purpose.SERVE);
  }

  private Stage distil(Clock clock) {
    return new DistilStage(
        policies,
        journal,
        artifacts,
        new Distiller(history, remembering, trainer, clock).keeping(kept),
        work,
        progress);
  }

  private Stage judge() {
    return new JudgeStage(
        policies,
        artifacts,
        new Gating(
            remembering,
            new Examiner(history),
            new SuitePictures(history),
            new SliceSearch(new DuckDbSurvey(remote)),
            progress),
        new ReportFiles(),
        work,
        progress);
  }
}
