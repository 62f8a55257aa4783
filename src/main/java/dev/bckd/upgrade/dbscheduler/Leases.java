package dev.bckd.upgrade.dbscheduler;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.shaded.jdbc.SQLRuntimeException;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.ModelWorker;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Gives each model with work to one worker of one replica at a time. A lease lives by heartbeats:
 * when they stay away, another replica takes the model over.
 *
 * <p>What is leased is the model and not the upgrade, so that a model has one worker however many
 * upgrades it has. That there is work is the journal's word; a wake that got lost costs a moment.
 */
public final class Leases implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Leases.class.getName());
  private static final Duration HEARTBEAT = Duration.ofSeconds(3);
  private static final int MISSED = 4;
  private static final Duration LOOK_AROUND = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

  /** No work is put off for longer; what is, was when the clock stood elsewhere. */
  private static final Duration FARTHEST = Duration.ofMinutes(10);

  private static final Duration TO_FINISH = Duration.ofSeconds(1);

  private final Journal journal;
  private final ModelWorker worker;
  private final CustomTask<Void> task;
  private final Scheduler scheduler;
  private final LostLeases lost;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(Leases::thread);

  /**
   * @param source of connections that commit each statement
   * @param name of this replica; the same after a restart, so that it finds what it left
   * @param atOnce number of models worked on side by side, positive
   */
  public Leases(DataSource source, Journal journal, ModelWorker worker, String name, int atOnce) {
    this.journal = journal;
    this.worker = worker;
    this.lost = new LostLeases(source, name);
    this.task =
        Tasks.custom("model", Void.class)
            .onDeadExecutionRevive()
            .onFailureReschedule(FixedDelay.of(AFTER_FAILURE))
            .execute(this::work);
    this.scheduler =
        Scheduler.create(source, task)
            .tableName(LostLeases.TABLE)
            .schedulerName(new SchedulerName.Fixed(name))
            .threads(atOnce)
            .pollingInterval(POLL)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(MISSED)
            .shutdownMaxWait(TO_FINISH)
            .enableImmediateExecution()
            .build();
  }

  /** Takes models from now on. Gives back first what this replica held when it was killed. */
  public void start() {
    lost.giveBack();
    lookAround();
    scheduler.start();
    looking.scheduleWithFixedDelay(
        this::lookAroundIfItCan,
        LOOK_AROUND.toMillis(),
        LOOK_AROUND.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** There is work for a model: now, even if its worker meant to wait. */
  public void wake(String model) {
    TaskInstance<Void> instance = task.instance(model);
    try {
      if (!scheduler.scheduleIfNotExists(instance, Instant.now())) {
        scheduler.reschedule(instance, Instant.now());
      }
    } catch (TaskInstanceCurrentlyExecutingException
        | TaskInstanceNotFoundException
        | SQLRuntimeException e) {
      // Its worker is at it, or has just finished, or the database is away: whoever has the lease
      // looks again, and so does the next look around.
      return;
    }
  }

  /** Takes no more, and tells those at work to stop. */
  @Override
  public void close() {
    looking.shutdownNow();
    scheduler.stop();
  }

  private CompletionHandler<Void> work(TaskInstance<Void> instance, ExecutionContext context) {
    Optional<Instant> later =
        worker.work(instance.getId(), context.getSchedulerState()::isShuttingDown);
    return later
        .<CompletionHandler<Void>>map(
            time -> (complete, operations) -> operations.reschedule(complete, soon(time)))
        .orElseGet(CompletionHandler.OnCompleteRemove::new);
  }

  /** Whoever waits longer looks at the journal in between, which may be of another mind by then. */
  private static Instant soon(Instant time) {
    Instant farthest = Instant.now().plus(FARTHEST);
    return time.isBefore(farthest) ? time : farthest;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "look-around");
    thread.setDaemon(true);
    return thread;
  }

  private void lookAroundIfItCan() {
    try {
      lookAround();
    } catch (RuntimeException e) {
      // The database is away, or the service stops. What is thrown here would end all further
      // looks.
      LOG.log(System.Logger.Level.DEBUG, "cannot look around", e);
    }
  }

  /**
   * By each replica and by no time that is in the database: that may be of a clock since put back.
   */
  private void lookAround() {
    lost.bringForward(FARTHEST);
    for (String model : journal.modelsWithWork()) {
      scheduler.scheduleIfNotExists(task.instance(model), Instant.now());
    }
  }
}
