package dev.bckd.app;

import dev.bckd.inference.ScoringEngine;
import dev.bckd.inference.process.ChildScoringEngine;
import dev.bckd.process.ChildSpec;
import dev.bckd.process.ChildStarter;
import dev.bckd.process.Children;
import dev.bckd.worker.PreparedChildren;
import dev.bckd.worker.ServingWorker;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Makes what starts child processes, and the engine that serves each model from one. */
@Singleton
public class ChildWiring {
  private static final Logger LOG = Logger.getLogger("dev.bckd.child");

  /** The compilers' later stages take longer than a small process lives or needs. */
  private static final String QUICK = "-XX:TieredStopAtLevel=1";

  @Produces
  @Singleton
  ChildSettings settings() {
    return ChildSettings.of(System.getenv());
  }

  @Produces
  @Singleton
  ChildStarter children(
      ChildSettings settings,
      @ConfigProperty(name = "bckd.home") String home,
      @ConfigProperty(name = "bckd.work") String work) {
    Children children = new Children(settings.isolation(), LOG::debug);
    LOG.info(children.describe());
    Children.clear(Path.of(work));
    return new PreparedChildren(children, Path.of(home).toAbsolutePath());
  }

  @Produces
  @Singleton
  ScoringEngine scoring(
      ChildStarter children,
      ChildSettings settings,
      @ConfigProperty(name = "bckd.home") String home) {
    Path folder = Path.of(home).toAbsolutePath();
    return new ChildScoringEngine(
        children,
        new ChildSpec(
            ServingWorker.class.getName(),
            settings.serving(),
            folder.resolve("work").resolve("serving"),
            List.of(),
            settings.with("-Dbckd.home=" + folder, QUICK)),
        settings.answerLimit());
  }
}
