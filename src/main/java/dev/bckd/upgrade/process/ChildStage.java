package dev.bckd.upgrade.process;

import dev.bckd.model.RemoteFiles;
import dev.bckd.policy.Policies;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.process.ChildSpec;
import dev.bckd.process.ChildStarter;
import dev.bckd.process.Gpus;
import dev.bckd.upgrade.Artifacts;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.Progress;
import dev.bckd.upgrade.Stage;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.UpgradeState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Does a stage's work in a child process, which lives as long as the stage and those that follow it
 * at once. The child reads policies, rows and models itself; the journal, the store and other
 * machines it reaches only through this process, and only as far as its upgrade needs them.
 *
 * <p>Interrupting the thread ends the child within five seconds; {@link #work} then throws {@link
 * java.util.concurrent.CancellationException} and the thread is still interrupted.
 */
public final class ChildStage implements Stage {
  /** What stages keep for each other; fetched files and libraries are not theirs to change. */
  private static final List<String> CACHES = List.of("answers", "rows", "trainings");

  /** Loading PyTorch takes longer than a stage of a small model, so stages share a child. */
  private static final Duration KEPT = Duration.ofSeconds(3);

  private final MessageCodec codec = new MessageCodec();
  private final ConcurrentMap<UUID, Conversation> waiting = new ConcurrentHashMap<>();
  private final Object starting = new Object();
  private final ChildStarter children;
  private final String main;
  private final WorkerFolders folders;
  private final WorkerLimits limits;
  private final Policies policies;
  private final Journal journal;
  private final Artifacts artifacts;
  private final RemoteFiles remote;
  private final Progress progress;

  /**
   * @param main main class of the child; it calls {@link StageServing#serve}
   */
  public ChildStage(
      ChildStarter children,
      String main,
      WorkerFolders folders,
      WorkerLimits limits,
      Policies policies,
      Journal journal,
      Artifacts artifacts,
      RemoteFiles remote,
      Progress progress) {
    this.children = children;
    this.main = main;
    this.folders = folders;
    this.limits = limits;
    this.policies = policies;
    this.journal = journal;
    this.artifacts = artifacts;
    this.remote = remote;
    this.progress = progress;
  }

  /**
   * {@inheritDoc}
   *
   * @throws dev.bckd.upgrade.WorkerLostException if the child ended without a result, or took too
   *     long and was ended
   */
  @Override
  public Step work(Upgrade upgrade) {
    // Whoever has no policy, or a wrong one, needs no process to be told so.
    UpgradePolicy policy = policies.of(upgrade.version().model());
    Conversation child = child(upgrade, policy);
    try {
      String stage = upgrade.state().name().toLowerCase(Locale.ROOT);
      Questions questions =
          new Questions(upgrade, folder(upgrade), policies, journal, artifacts, remote);
      Step step = child.carryOut(stage, begin(upgrade), questions, limit(upgrade, policy));
      keep(upgrade, child);
      return step;
    } catch (RuntimeException e) {
      child.close();
      leave(folder(upgrade));
      throw e;
    }
  }

  private Conversation child(Upgrade upgrade, UpgradePolicy policy) {
    Conversation kept = waiting.remove(upgrade.id());
    if (kept != null && kept.alive()) {
      return kept;
    }
    Path cache = folders.home().resolve("cache");
    ChildSpec spec =
        new ChildSpec(
            main,
            limits.process().apply(gpus(policy)),
            folder(upgrade),
            Stream.concat(Stream.of(folder(upgrade)), CACHES.stream().map(cache::resolve)).toList(),
            Stream.concat(Stream.of("-Dbckd.home=" + folders.home()), limits.options().stream())
                .toList());
    synchronized (starting) {
      return new Conversation(children.start(spec), progress);
    }
  }

  /** Deletes the folder of an upgrade's files in the making, unless there is something in it. */
  private void leave(Path folder) {
    synchronized (starting) {
      try {
        Files.deleteIfExists(folder);
      } catch (DirectoryNotEmptyException e) {
        // A process has begun on it anew, or has left what is known of its crash.
        return;
      } catch (IOException e) {
        throw new UncheckedIOException("cannot delete " + folder, e);
      }
    }
  }

  /** For the next stage; where none follows soon, it is not needed. */
  private void keep(Upgrade upgrade, Conversation child) {
    waiting.put(upgrade.id(), child);
    CompletableFuture.delayedExecutor(KEPT.toMillis(), TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              if (waiting.remove(upgrade.id(), child)) {
                child.close();
                leave(folder(upgrade));
              }
            });
  }

  private Message.Begin begin(Upgrade upgrade) {
    return new Message.Begin(
        Message.VERSION,
        folders.home().toString(),
        folders.policies().toString(),
        folders.work().toString(),
        journal.of(upgrade.id()).subList(0, upgrade.steps()).stream().map(codec::text).toList());
  }

  /** Of the machine, those that the policy lets models run on. */
  private static Gpus gpus(UpgradePolicy policy) {
    String device = policy.distillation().device();
    return switch (device.toLowerCase(Locale.ROOT)) {
      case "cpu" -> Gpus.NONE;
      case "auto", "cuda:0" -> Gpus.FIRST;
      default -> Gpus.ALL;
    };
  }

  private Path folder(Upgrade upgrade) {
    return folders.work().resolve(upgrade.id().toString());
  }

  private Duration limit(Upgrade upgrade, UpgradePolicy policy) {
    return upgrade.state() == UpgradeState.DISTILLING
        ? limits.stage().plus(policy.distillation().budget().time())
        : limits.stage();
  }
}
