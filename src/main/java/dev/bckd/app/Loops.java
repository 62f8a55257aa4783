package dev.bckd.app;

import dev.bckd.announce.Announcer;
import dev.bckd.intake.Arrivals;
import dev.bckd.metrics.UpgradeMeters;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.JournalUnavailableException;
import dev.bckd.upgrade.Progress;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.Wake;
import dev.bckd.upgrade.dbscheduler.Leases;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the service does by itself: it takes upgrades, and tells of them. Both begin when the
 * service starts, are woken by what happens, and look by themselves now and then, so that a wake
 * that got lost costs a moment only. The models are loaded before the first upgrade is taken, but
 * for those that take long. Each does only what this process' roles are.
 */
@Singleton
public class Loops implements Arrivals, Wake {
  private static final Duration DEPLOYMENT = Duration.ofSeconds(5);
  private static final Duration ANNOUNCEMENTS = Duration.ofMillis(200);
  private static final Duration ARRIVALS = Duration.ofSeconds(2);

  /** A flood of events is a few statements a second then, and one event waits for nothing. */
  private static final Duration REST = Duration.ofMillis(100);

  private static final int REMEMBERED = 1000;

  private final Roles roles;
  private final Journal journal;
  private final Deployment deployment;
  private final Leases leases;
  private final Progress progress;
  private final UpgradeMeters meters;
  private final Worker upgrades;
  private final Worker announcements;
  private final Worker wakes;
  private final Set<String> arrived = ConcurrentHashMap.newKeySet();
  private volatile boolean taking;

  Loops(
      Roles roles,
      Journal journal,
      Deployment deployment,
      Leases leases,
      Announcer announcer,
      Progress progress,
      UpgradeMeters meters) {
    this.roles = roles;
    this.journal = journal;
    this.deployment = deployment;
    this.leases = leases;
    this.progress = progress;
    this.meters = meters;
    this.upgrades = new Worker("upgrades", DEPLOYMENT, REST, this::take);
    this.announcements =
        new Worker("announcements", ANNOUNCEMENTS, REST, () -> announce(announcer));
    this.wakes = new Worker("wakes", ARRIVALS, REST, this::wake);
  }

  void start(@Observes StartupEvent event) {
    seeLast();
    if (roles.loadsModels()) {
      upgrades.start();
    }
    if (roles.has(ServiceRole.CONTROL)) {
      announcements.start();
      wakes.start();
    }
  }

  /** Before anything they use is taken away. */
  void stop(@Observes ShutdownEvent event) {
    upgrades.close();
    deployment.close();
    wakes.close();
    leases.close();
    announcements.close();
  }

  @Override
  public void accepted(Upgrade upgrade) {
    progress.stepped(upgrade, new Step.Accepted(upgrade.announcement()), Duration.ZERO);
    wake(upgrade.version().model());
  }

  @Override
  public void wake(String model) {
    if (taking || !roles.has(ServiceRole.WORKER)) {
      arrived.add(model);
      wakes.wake();
    }
    announcements.wake();
  }

  /** Serves what is deployed; then there is time for new models. */
  private void take() {
    deployment.follow();
    if (!taking && roles.has(ServiceRole.WORKER)) {
      leases.start();
      taking = true;
    }
  }

  /** On a thread of its own: a wake asks the database, and a thousand events may come a second. */
  private void wake() {
    Set<String> models = Set.copyOf(arrived);
    arrived.removeAll(models);
    leases.wake(models);
  }

  /** What is appended meanwhile wakes anew, and is told together. */
  private void announce(Announcer announcer) {
    int told;
    do {
      told = announcer.announce();
    } while (told == Announcer.AT_ONCE && !announcements.stopping());
  }

  private void seeLast() {
    try {
      List<Upgrade> oldestFirst = new ArrayList<>(journal.newest(REMEMBERED));
      Collections.reverse(oldestFirst);
      oldestFirst.forEach(meters::seen);
    } catch (JournalUnavailableException e) {
      // The meters fill as upgrades go on; the readiness probe tells of the database.
      return;
    }
  }
}
