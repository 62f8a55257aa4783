package dev.bckd.model.cache;

import dev.bckd.model.Digest;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/** Uses an entry of a cache, says so, and waits to be killed. */
public final class CacheInAnotherProcess {
  private CacheInAnotherProcess() {}

  public static void main(String... arguments) throws InterruptedException {
    ContentCache cache = new ContentCache(Path.of(arguments[0]), 1, Clock.systemUTC());
    System.out.println(cache.find(new Digest(arguments[1]), "model.pt").isPresent());
    new CountDownLatch(1).await();
  }
}
