package dev.bckd.serving.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringEngine;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.Signature;
import dev.bckd.serving.LoadedModels.Borrowed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EmbeddedModelServerTest {
  private static final ModelVersion OLD = new ModelVersion("toy", "41");
  private static final ModelVersion NEW = new ModelVersion("toy", "42");
  private static final Signature SIGNATURE = new Signature(List.of(), List.of(Signature.LOGITS));
  private static final Table ROWS = new Table(1, Map.of());

  private final CountingEngine engine = new CountingEngine();
  private final EmbeddedModelServer server = new EmbeddedModelServer(engine);

  @Test
  void servesNothingBeforeAVersionIsPromoted() {
    load(OLD);

    assertThat(server.stable("toy")).isEmpty();
    assertThat(server.borrowStable("toy")).isEmpty();
    assertThat(server.borrow(OLD)).isPresent();
  }

  @Test
  void finishesARequestOnTheVersionItBeganWith() throws Exception {
    promote(OLD);
    Borrowed underWay = server.borrowStable("toy").orElseThrow();
    promote(NEW);
    CompletableFuture<Void> retired = CompletableFuture.runAsync(() -> server.retire(OLD));

    // Retiring waits: the version is still there and answers.
    assertThat(underWay.model().score(ROWS).at(0, 0)).isEqualTo(41);
    assertThat(engine.open.get()).isEqualTo(2);
    assertThat(retired).isNotDone();
    underWay.close();

    retired.get(30, TimeUnit.SECONDS);
    assertThat(engine.open.get()).isEqualTo(1);
    assertThat(server.borrow(OLD)).isEmpty();
  }

  @Test
  void failsNoRequestWhileVersionsComeAndGo() throws Exception {
    promote(OLD);
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService clients = Executors.newFixedThreadPool(4);
    Future<?>[] running = new Future<?>[4];
    AtomicInteger answered = new AtomicInteger();
    for (int i = 0; i < running.length; i++) {
      running[i] =
          clients.submit(
              () -> {
                while (!done.get()) {
                  try (Borrowed borrowed = server.borrowStable("toy").orElseThrow()) {
                    borrowed.model().score(ROWS);
                    answered.incrementAndGet();
                  }
                }
              });
    }

    for (int i = 0; i < 200; i++) {
      promote(NEW);
      server.retire(OLD);
      promote(OLD);
      server.retire(NEW);
    }
    done.set(true);
    for (Future<?> client : running) {
      client.get(30, TimeUnit.SECONDS);
    }
    clients.shutdown();

    assertThat(answered.get()).isPositive();
    assertThat(engine.open.get()).isEqualTo(1);
  }

  @Test
  void repeatsWithoutEffect() {
    promote(OLD);
    promote(OLD);
    server.retire(NEW);
    server.retire(NEW);

    assertThat(engine.opened.get()).isEqualTo(1);
    assertThat(server.stable("toy")).contains(OLD);
    assertThat(server.loaded("toy")).containsExactly(OLD);
  }

  @Test
  void keepsTheVersionThatHasTheTraffic() {
    promote(OLD);

    assertThatThrownBy(() -> server.retire(OLD)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> server.load(OLD, Path.of("other/41"), SIGNATURE))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("toy 41 has the traffic");
    assertThat(server.borrowStable("toy")).isPresent();
  }

  @Test
  void replacesAVersionWithoutTrafficThatComesFromAnotherFile() {
    load(NEW);
    server.load(NEW, Path.of("other/42"), SIGNATURE);

    assertThat(engine.opened.get()).isEqualTo(2);
    assertThat(engine.open.get()).isEqualTo(1);
  }

  @Test
  void promotesOnlyWhatIsLoaded() {
    assertThatThrownBy(() -> server.promote(NEW, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("toy 42 is not loaded");
  }

  @Test
  void takesEverythingOutOfMemoryAtTheEnd() {
    promote(OLD);
    load(NEW);

    server.close();

    assertThat(engine.open.get()).isZero();
  }

  @Test
  void refusesASwitchByAWorkerThatWasReplaced() {
    promote(OLD);
    load(NEW);
    server.promote(NEW, 8);

    assertThatThrownBy(() -> server.promote(OLD, 7)).hasMessageContaining("generation 8");
    assertThat(server.stable(NEW.model())).contains(NEW);
    server.promote(OLD, 8);
    assertThat(server.stable(NEW.model())).contains(OLD);
  }

  @Test
  void movesOneModelWhileAnotherIsStillLoading() throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch loaded = new CountDownLatch(1);
    EmbeddedModelServer hanging =
        new EmbeddedModelServer(
            (file, signature) -> {
              if (file.startsWith("slow")) {
                loading.countDown();
                awaitOf(loaded);
              }
              return engine.open(file, signature);
            });
    ModelVersion slow = new ModelVersion("slow", "7");
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(() -> hanging.load(slow, Path.of("slow", "7"), SIGNATURE));
    awaitOf(loading);

    CompletableFuture.runAsync(
            () -> {
              hanging.load(NEW, Path.of("file", "42"), SIGNATURE);
              hanging.promote(NEW, 1);
            })
        .get(10, TimeUnit.SECONDS);

    assertThat(hanging.stable(NEW.model())).contains(NEW);
    assertThat(other).isNotDone();
    loaded.countDown();
    other.get(10, TimeUnit.SECONDS);
    assertThat(hanging.loaded(slow.model())).containsExactly(slow);
  }

  private static void awaitOf(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void promote(ModelVersion version) {
    load(version);
    server.promote(version, 1);
  }

  private void load(ModelVersion version) {
    server.load(version, Path.of("file", version.version()), SIGNATURE);
  }

  /** Models that answer the number their file is named by, and fail when used after closing. */
  private static final class CountingEngine implements ScoringEngine {
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    @Override
    public ScoringModel open(Path file, Signature signature) {
      float answer = Float.parseFloat(String.valueOf(file.getFileName()));
      opened.incrementAndGet();
      open.incrementAndGet();
      AtomicBoolean closed = new AtomicBoolean();
      return new ScoringModel() {
        @Override
        public Scores score(Table rows) {
          if (closed.get()) {
            throw new IllegalStateException("used after closing");
          }
          return new Scores(new float[] {answer}, 1);
        }

        @Override
        public int width() {
          return 1;
        }

        @Override
        public void close() {
          if (!closed.compareAndSet(false, true)) {
            throw new IllegalStateException("closed twice");
          }
          open.decrementAndGet();
        }
      };
    }
  }
}
