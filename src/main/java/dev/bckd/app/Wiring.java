package dev.bckd.app;

import dev.bckd.announce.Announcer;
import dev.bckd.announce.JdbcBookmark;
import dev.bckd.announce.Publisher;
import dev.bckd.inference.ScoringEngine;
import dev.bckd.intake.Arrivals;
import dev.bckd.intake.Intake;
import dev.bckd.policy.Policies;
import dev.bckd.policy.yaml.YamlPolicies;
import dev.bckd.serving.ModelServer;
import dev.bckd.serving.embedded.EmbeddedModelServer;
import dev.bckd.upgrade.Artifacts;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.Progress;
import dev.bckd.upgrade.files.FileArtifacts;
import dev.bckd.upgrade.jdbc.JdbcJournal;
import dev.bckd.web.openinference.ServerReadiness;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Makes the parts of the service and puts them together. */
@Singleton
public class Wiring {
  private static final Logger LOG = Logger.getLogger(Wiring.class);
  private static final String UPGRADE_EVENTS = "upgrade-events";

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  Journal journal(DataSource source, Clock clock) {
    return new JdbcJournal(source, clock);
  }

  @Produces
  @Singleton
  Artifacts artifacts(@ConfigProperty(name = "bckd.store") String store) {
    return new FileArtifacts(Path.of(store));
  }

  @Produces
  @Singleton
  Policies policies(@ConfigProperty(name = "bckd.policies") String folder) {
    return new YamlPolicies(Path.of(folder), wrong -> LOG.error(wrong.getMessage()));
  }

  @Produces
  @Singleton
  EmbeddedModelServer server(ScoringEngine engine) {
    return new EmbeddedModelServer(engine);
  }

  @Produces
  @Singleton
  Deployment deployment(
      Policies policies, Journal journal, Artifacts artifacts, ModelServer server) {
    return new Deployment(policies, journal, artifacts, server);
  }

  @Produces
  @Singleton
  ServerReadiness readiness(Deployment deployment) {
    return deployment::restored;
  }

  @Produces
  @Singleton
  UpgradeLoop loop(Journal journal, UpgradeWork work, Progress progress, Clock clock) {
    return new UpgradeLoop(journal, work, progress, clock);
  }

  @Produces
  @Singleton
  Intake intake(Journal journal, Arrivals arrivals) {
    return new Intake(journal, arrivals);
  }

  @Produces
  @Singleton
  Announcer announcer(Journal journal, DataSource source, Publisher publisher) {
    return new Announcer(journal, new JdbcBookmark(source, UPGRADE_EVENTS), publisher);
  }
}
