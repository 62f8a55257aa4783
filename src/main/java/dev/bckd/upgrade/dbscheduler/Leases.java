package dev.bckd.upgrade.dbscheduler;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.ModelWorker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
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
  private static final String TASK = "model";
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
  private final Scheduler scheduler;
  private final LeaseRows rows;
  private final Set<String> woken = ConcurrentHashMap.newKeySet();
  private final String name;
  private final Clock clock;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(Leases::thread);

  /**
   * @param source of connections that commit each statement
   * @param name of this replica; the same after a restart, so that it finds what it left
   * @param atOnce number of models worked on side by side, positive
   * @param clock of this replica; others, and the database, may have other ones. One that is ahead
   *     by more than the heartbeats that may be missed takes others' leases over
   */
  public Leases(
      DataSource source,
      Journal journal,
      ModelWorker worker,
      String name,
      int atOnce,
      Clock clock) {
    this.journal = journal;
    this.worker = worker;
    this.rows = new LeaseRows(source, TASK, clock);
    this.name = name;
    this.clock = clock;
    CustomTask<Void> task =
        Tasks.custom(TASK, Void.class)
            .onDeadExecutionRevive()
            .onFailure(
                (complete, operations) ->
                    unlessTakenOver(
                        complete,
                        () ->
                            new FailureHandler.OnFailureReschedule<Void>(
                                    FixedDelay.of(AFTER_FAILURE))
                                .onFailure(complete, operations)))
            .execute(this::work);
    this.scheduler =
        Scheduler.create(source, task)
            .tableName(LeaseRows.TABLE)
            .schedulerName(new SchedulerName.Fixed(name))
            .clock(clock::instant)
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
    rows.giveBack(name);
    lookAround();
    scheduler.start();
    // It ends with the executor.
    ScheduledFuture<?> unused =
        looking.scheduleWithFixedDelay(
            this::lookAroundIfItCan,
            LOOK_AROUND.toMillis(),
            LOOK_AROUND.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /**
   * There is work for models: now, even if their workers meant to wait. A worker that is at it, and
   * may just have looked for the last time, looks once more; one of another replica may leave it to
   * the next look around.
   */
  public void wake(Collection<String> models) {
    woken.addAll(models);
    rows.hurry(models);
    scheduler.triggerCheckForDueExecutions();
  }

  /** Takes no more, and tells those at work to stop. */
  @Override
  public void close() {
    looking.shutdownNow();
    scheduler.stop();
  }

  private CompletionHandler<Void> work(TaskInstance<Void> instance, ExecutionContext context) {
    String model = instance.getId();
    woken.remove(model);
    Optional<Instant> later = worker.work(model, context.getSchedulerState()::isShuttingDown);
    Optional<Instant> again = woken.remove(model) ? Optional.of(clock.instant()) : later;
    CompletionHandler<Void> next =
        again
            .<CompletionHandler<Void>>map(
                time -> (complete, operations) -> operations.reschedule(complete, soon(time)))
            .orElseGet(CompletionHandler.OnCompleteRemove::new);
    return (complete, operations) ->
        unlessTakenOver(complete, () -> next.complete(complete, operations));
  }

  /**
   * A lease that another replica has by now is its own business; the scheduler calls it an error.
   */
  private static void unlessTakenOver(ExecutionComplete complete, Runnable next) {
    try {
      next.run();
    } catch (ExecutionException takenOver) {
      LOG.log(
          System.Logger.Level.INFO,
          "another replica has taken {0} over",
          complete.getExecution().taskInstance.getId());
    }
  }

  /** Whoever waits longer looks at the journal in between, which may be of another mind by then. */
  private Instant soon(Instant time) {
    Instant farthest = clock.instant().plus(FARTHEST);
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
    rows.bringForward(FARTHEST);
    rows.offer(journal.modelsWithWork());
  }
}
