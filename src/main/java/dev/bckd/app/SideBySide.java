package dev.bckd.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work on many things, several of them at a time and each of them once at a time: what is never
 * done keeps the others from nothing while there is a thread left. Used by one thread.
 *
 * @param <K> what is worked on
 */
final class SideBySide<K> implements AutoCloseable {
  private final Duration moment;
  private final ExecutorService threads;
  private final Map<K, CompletableFuture<Void>> begun = new HashMap<>();

  /**
   * @param atOnce number of threads
   * @param moment for which work that has been begun is waited for
   */
  SideBySide(String name, int atOnce, Duration moment) {
    this.moment = moment;
    this.threads =
        Executors.newFixedThreadPool(
            atOnce,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Begins the work on whatever is not being worked on, and waits a moment for it.
   *
   * @throws RuntimeException what a piece of work threw, if all are done within the moment
   */
  void run(Map<K, Runnable> work) {
    List<CompletableFuture<Void>> now = new ArrayList<>();
    work.forEach(
        (what, task) -> {
          CompletableFuture<Void> before = begun.get(what);
          if (before == null || before.isDone()) {
            CompletableFuture<Void> next = CompletableFuture.runAsync(task, threads);
            begun.put(what, next);
            now.add(next);
          }
        });
    await(CompletableFuture.allOf(now.toArray(CompletableFuture[]::new)));
  }

  private void await(CompletableFuture<Void> all) {
    try {
      all.get(moment.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException stillAtIt) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Begins no more, and interrupts what is being done. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
