package dev.bckd.app;

import dev.bckd.model.Store;
import dev.bckd.model.s3.S3Store;
import dev.bckd.model.stores.Stores;
import dev.bckd.policy.Policies;
import dev.bckd.retention.Limits;
import dev.bckd.retention.Shelf;
import dev.bckd.retention.Sweep;
import dev.bckd.retention.files.FolderShelf;
import dev.bckd.retention.s3.BucketShelf;
import dev.bckd.upgrade.Journal;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Deletes every hour what is kept no longer: of the store where this process is control, of its own
 * folders wherever it is.
 */
@Singleton
public class RetentionLoop {
  private static final Logger LOG = Logger.getLogger(RetentionLoop.class);
  private static final Duration PAUSE = Duration.ofHours(1);

  private final Sweep sweep;
  private final Worker sweeps = new Worker("retention", PAUSE, PAUSE, this::run);

  RetentionLoop(
      Roles roles,
      Stores stores,
      Journal journal,
      Policies policies,
      Clock clock,
      @ConfigProperty(name = "bckd.home") String home,
      @ConfigProperty(name = "bckd.store") String store,
      @ConfigProperty(name = "bckd.work") String work) {
    this.sweep =
        new Sweep(
            journal,
            () ->
                policies.all().stream()
                    .flatMap(policy -> policy.teacher().stream())
                    .flatMap(teacher -> teacher.artifact().digest().stream())
                    .toList(),
            roles.has(ServiceRole.CONTROL) ? List.of(shelf(stores.store(), store)) : List.of(),
            List.of(
                FolderShelf.ofWholes(Path.of(work)),
                FolderShelf.ofWholes(Path.of(home).resolve("cache").resolve("trainings"))),
            Limits.of(System.getenv()),
            clock);
  }

  void start(@Observes StartupEvent event) {
    sweeps.start();
  }

  void stop(@Observes ShutdownEvent event) {
    sweeps.close();
  }

  private static Shelf shelf(Store store, String where) {
    return store instanceof S3Store bucket
        ? new BucketShelf(bucket)
        : FolderShelf.ofFiles(Path.of(where));
  }

  private void run() {
    Sweep.Swept swept = sweep.run();
    if (swept.items() > 0) {
      LOG.infof(
          "deleted %d files or folders that are kept no longer, %d bytes",
          swept.items(), swept.bytes());
    }
  }
}
