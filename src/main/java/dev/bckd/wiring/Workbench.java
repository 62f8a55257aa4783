package dev.bckd.wiring;

import dev.bckd.distillation.Distiller;
import dev.bckd.distillation.Farewell;
import dev.bckd.distillation.djl.DjlTrainer;
import dev.bckd.evaluation.Examiner;
import dev.bckd.evaluation.SliceSearch;
import dev.bckd.evaluation.SuitePictures;
import dev.bckd.history.Spill;
import dev.bckd.history.duckdb.DuckDbHistory;
import dev.bckd.history.duckdb.DuckDbSurvey;
import dev.bckd.inference.RememberingEngine;
import dev.bckd.inference.ScoringEngine;
import dev.bckd.inference.SteadyEngine;
import dev.bckd.inference.djl.DjlScoringEngine;
import dev.bckd.inference.djl.UnsteadyCode;
import dev.bckd.model.RemoteFiles;
import dev.bckd.policy.Policies;
import dev.bckd.upgrade.Action;
import dev.bckd.upgrade.Artifacts;
import dev.bckd.upgrade.DistilStage;
import dev.bckd.upgrade.FetchStage;
import dev.bckd.upgrade.Gating;
import dev.bckd.upgrade.JudgeStage;
import dev.bckd.upgrade.PastUpgrades;
import dev.bckd.upgrade.Progress;
import dev.bckd.upgrade.Purpose;
import dev.bckd.upgrade.ReportWriter;
import dev.bckd.upgrade.Stages;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** What works on models, in this process: for a command, or for a worker's child. */
public final class Workbench {
  private final Path home;
  private final RemoteFiles remote;
  private final Progress progress;
  private final ScoringEngine engine;
  private final ScoringEngine remembering;
  private final DuckDbHistory history;

  /**
   * @param home {@code BCKD_HOME}, for what is cached
   * @param remote fetches rows from elsewhere
   */
  public Workbench(Path home, RemoteFiles remote, Progress progress) {
    this.home = home;
    this.remote = remote;
    this.progress = progress;
    Spill large = Spill.in(home);
    this.engine = new SteadyEngine(new DjlScoringEngine(large), UnsteadyCode::in);
    this.remembering = RememberingEngine.in(engine, home);
    this.history = new DuckDbHistory(large, remote);
  }

  /** Puts suites to models. */
  public Gating gating() {
    return new Gating(
        remembering,
        new Examiner(history),
        new SuitePictures(history),
        new SliceSearch(new DuckDbSurvey(remote)),
        progress);
  }

  /**
   * The stages from fetching to judging.
   *
   * @param work a folder for files in the making
   */
  public Stages stages(
      Policies policies,
      PastUpgrades past,
      Artifacts artifacts,
      ReportWriter reports,
      Path work,
      Purpose purpose) {
    return new Stages(
        Map.of(
            Action.FETCH,
            new FetchStage(policies, past, artifacts, engine, purpose),
            Action.DISTIL,
            new DistilStage(policies, past, artifacts, distiller(), work, progress),
            Action.JUDGE,
            new JudgeStage(policies, artifacts, gating(), reports, work, progress)));
  }

  /** Said when this process is told to end: by a signal, or by its parent. */
  private static Farewell farewell() {
    Farewell farewell = new Farewell();
    Runtime.getRuntime().addShutdownHook(new Thread(farewell::say, "farewell"));
    return farewell;
  }

  private Distiller distiller() {
    return new Distiller(
            history, remembering, DjlTrainer.in(home), new SteadyClock(Clock.systemUTC()))
        .keeping(home.resolve("cache").resolve("trainings"), farewell());
  }
}
