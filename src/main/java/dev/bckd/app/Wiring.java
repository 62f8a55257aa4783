package dev.bckd.app;

import dev.bckd.announce.Announcer;
import dev.bckd.announce.JdbcBookmark;
import dev.bckd.announce.Publisher;
import dev.bckd.inference.ScoringEngine;
import dev.bckd.intake.Arrivals;
import dev.bckd.intake.Intake;
import dev.bckd.model.stores.StoreSettings;
import dev.bckd.model.stores.Stores;
import dev.bckd.policy.Policies;
import dev.bckd.policy.yaml.YamlPolicies;
import dev.bckd.serving.ModelServer;
import dev.bckd.serving.embedded.EmbeddedModelServer;
import dev.bckd.upgrade.Artifacts;
import dev.bckd.upgrade.Hands;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.ModelWorker;
import dev.bckd.upgrade.Pauses;
import dev.bckd.upgrade.Progress;
import dev.bckd.upgrade.PutBack;
import dev.bckd.upgrade.Retries;
import dev.bckd.upgrade.Runner;
import dev.bckd.upgrade.Setbacks;
import dev.bckd.upgrade.Stages;
import dev.bckd.upgrade.StoredArtifacts;
import dev.bckd.upgrade.Wake;
import dev.bckd.upgrade.Watch;
import dev.bckd.upgrade.dbscheduler.Leases;
import dev.bckd.upgrade.jdbc.JdbcJournal;
import dev.bckd.upgrade.jdbc.JdbcPauses;
import dev.bckd.web.openinference.ServerReadiness;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Makes the parts of the service and puts them together. */
@Singleton
public class Wiring {
  private static final Logger LOG = Logger.getLogger(Wiring.class);
  private static final String UPGRADE_EVENTS = "upgrade-events";

  /** How soon a worker notices that a person or a newer version has ended its upgrade. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** So long upgrades wait at the start for models that are loaded. */
  private static final Duration TO_LOAD = Duration.ofSeconds(10);

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  Roles roles(@ConfigProperty(name = "bckd.roles") String roles) {
    return Roles.of(roles);
  }

  @Produces
  @Singleton
  Journal journal(DataSource source, Clock clock) {
    return new JdbcJournal(source, clock);
  }

  @Produces
  @Singleton
  Stores stores(
      @ConfigProperty(name = "bckd.home") String home,
      @ConfigProperty(name = "bckd.store") String store,
      @ConfigProperty(name = "bckd.policies") String policies) {
    // As the service was told, and for the rest as the environment says.
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("BCKD_HOME", home);
    environment.put("BCKD_STORE", store);
    environment.put("BCKD_POLICIES", policies);
    return Stores.ofService(StoreSettings.of(environment));
  }

  @Produces
  @Singleton
  Artifacts artifacts(Stores stores) {
    return new StoredArtifacts(stores.files(), stores.store());
  }

  @Produces
  @Singleton
  Policies policies(@ConfigProperty(name = "bckd.policies") String folder) {
    Path path = Path.of(folder);
    if (!Files.isDirectory(path)) {
      LOG.warnf("BCKD_POLICIES: there is no folder %s, so no model has a policy", path);
    }
    return new YamlPolicies(path, wrong -> LOG.error(wrong.getMessage()));
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
    return new Deployment(policies, journal, artifacts, server, TO_LOAD);
  }

  @Produces
  @Singleton
  ServerReadiness readiness(Deployment deployment) {
    return deployment::restored;
  }

  @Produces
  @Singleton
  Runner runner(Journal journal, Stages stages, Progress progress, Clock clock) {
    return new Runner(journal, stages, progress, clock);
  }

  @Produces
  @Singleton
  Pauses pauses(DataSource source) {
    return new JdbcPauses(source);
  }

  @Produces
  @Singleton
  Hands hands(Journal journal, Pauses pauses, Wake wake) {
    return new Hands(journal, pauses, wake);
  }

  @Produces
  @Singleton
  Watch watch(Journal journal, Pauses pauses) {
    return new Watch(journal, pauses, LOOK);
  }

  @Produces
  @Singleton
  ModelWorker worker(
      Replica replica,
      Journal journal,
      Pauses pauses,
      Runner runner,
      PutBack putBack,
      Watch watch,
      Clock clock) {
    Setbacks setbacks = new Setbacks(runner, putBack, Retries.DEFAULT, clock);
    return new ModelWorker(replica.process(), journal, pauses, runner, setbacks, watch, clock);
  }

  @Produces
  @Singleton
  PutBack putBack(Policies policies, Journal journal, Artifacts artifacts, ModelServer server) {
    return new PutBack(policies, journal, artifacts, server);
  }

  @Produces
  @Singleton
  Replica replica(@ConfigProperty(name = "bckd.home") String home) {
    return Replica.in(Path.of(home));
  }

  @Produces
  @Singleton
  Leases leases(
      DataSource source,
      Journal journal,
      ModelWorker worker,
      Replica replica,
      Clock clock,
      @ConfigProperty(name = "bckd.upgrades-at-once") int atOnce) {
    return new Leases(source, journal, worker, replica.name(), atOnce, clock);
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
