package dev.bckd.serving.embedded;

import dev.bckd.inference.ScoringModel;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.Signature;
import dev.bckd.serving.LoadedModels;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One version in memory, and how many use it.
 *
 * <p>The server itself counts as one user until it retires the version; whoever leaves last closes
 * the model. A count of zero is final, so nobody can come in after that.
 */
final class LoadedVersion {
  private final ModelVersion version;
  private final Path file;
  private final Signature signature;
  private final ScoringModel model;
  private final AtomicInteger users = new AtomicInteger(1);
  private final AtomicBoolean retired = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  LoadedVersion(ModelVersion version, Path file, Signature signature, ScoringModel model) {
    this.version = version;
    this.file = file;
    this.signature = signature;
    this.model = model;
  }

  ModelVersion version() {
    return version;
  }

  Path file() {
    return file;
  }

  /** Empty if the version has been closed. */
  Optional<LoadedModels.Borrowed> borrow() {
    int before = users.getAndUpdate(count -> count == 0 ? 0 : count + 1);
    return before == 0 ? Optional.empty() : Optional.of(new Use());
  }

  /** Lets nobody keep it any longer, and waits for those who use it now. */
  void retire() {
    if (retired.compareAndSet(false, true)) {
      leave();
    }
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void leave() {
    if (users.decrementAndGet() == 0) {
      model.close();
      closed.countDown();
    }
  }

  /** One use of the version; giving it back twice is once. */
  private final class Use implements LoadedModels.Borrowed {
    private final AtomicBoolean returned = new AtomicBoolean();

    @Override
    public ModelVersion version() {
      return version;
    }

    @Override
    public Signature signature() {
      return signature;
    }

    @Override
    public ScoringModel model() {
      return model;
    }

    @Override
    public void close() {
      if (returned.compareAndSet(false, true)) {
        leave();
      }
    }
  }
}
