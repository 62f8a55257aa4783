package dev.bckd.model.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.model.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentCacheTest {
  private static final long BOUND = 1000;

  @TempDir private Path folder;
  private Instant now = Instant.now();

  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneOffset getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  @Test
  void findsAFileByItsContentUnderAnyName() throws IOException {
    ContentCache cache = cache();
    Path kept = keep(cache, "weights");

    assertThat(kept).hasContent("weights").hasFileName("model.pt");
    assertThat(cache.find(digest("weights"), "model.pt")).contains(kept);
    assertThat(cache.find(digest("weights"), "rows.csv"))
        .hasValueSatisfying(file -> assertThat(file).hasContent("weights").hasFileName("rows.csv"));
    assertThat(cache.find(digest("other"), "model.pt")).isEmpty();
  }

  @Test
  void doesNotGiveWhatWasDamaged() throws IOException {
    Path kept = keep(cache(), "weights");
    Files.writeString(kept, "rotten!");

    assertThat(cache().find(digest("weights"), "model.pt")).isEmpty();

    assertThat(keep(cache(), "weights")).isEqualTo(kept).hasContent("weights");
    assertThat(cache().find(digest("weights"), "model.pt")).contains(kept);
  }

  @Test
  void letsGoOfWhatWasNotUsedForLongestAndNeverOfWhatIsInUse() throws IOException {
    ContentCache cache = cache();
    List<Path> entries = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      entries.add(keep(cache, i + "x".repeat(299)));
      now = now.plus(Duration.ofHours(1));
    }

    assertThat(entries).as("all are in use by this process").allMatch(Files::exists);

    now = now.plus(Duration.ofDays(2));
    cache.find(digest(0 + "x".repeat(299)), "model.pt");
    keep(cache, "7".repeat(300));

    assertThat(entries.get(0)).exists();
    assertThat(entries.subList(1, 5)).noneMatch(Files::exists);
    assertThat(entries.get(5)).exists();
    assertThat(sizes()).isLessThanOrEqualTo(BOUND);
  }

  @Test
  void leavesWhatAnotherProcessUsesUntilThatEnds() throws Exception {
    Path held = keep(cache(), "h".repeat(900));
    Process other = another(digest("h".repeat(900)));
    try {
      assertThat(firstLine(other)).isEqualTo("true");
      now = now.plus(Duration.ofDays(2));
      keep(cache(), "a".repeat(900));
      assertThat(held).exists();
    } finally {
      other.destroyForcibly().waitFor();
    }
    now = now.plus(Duration.ofDays(2));
    keep(cache(), "b".repeat(900));

    assertThat(held).doesNotExist();
  }

  @Test
  void isSafeForManyThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String content = "content " + i % 10;
        work.add(
            () -> {
              ContentCache cache = cache();
              Path file =
                  cache
                      .find(digest(content), "model.pt")
                      .orElseGet(() -> keptUnchecked(cache, content));
              return Files.readString(file).equals(content);
            });
      }
      for (Future<Boolean> done : threads.invokeAll(work)) {
        assertThat(done.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void clearsUpWhatADeadProcessLeftHalfDone() throws IOException {
    ContentCache cache = cache();
    Path abandoned = Files.writeString(cache.coming(), "half");
    Files.setLastModifiedTime(abandoned, FileTime.from(now.minus(Duration.ofHours(2))));
    Path fresh = Files.writeString(cache.coming(), "half");

    keep(cache, "weights");

    assertThat(abandoned).doesNotExist();
    assertThat(fresh).exists();
  }

  private ContentCache cache() {
    return new ContentCache(folder, BOUND, clock);
  }

  private static Path keep(ContentCache cache, String content) throws IOException {
    return cache.keep(Files.writeString(cache.coming(), content), digest(content), "model.pt");
  }

  private static Path keptUnchecked(ContentCache cache, String content) {
    try {
      return keep(cache, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Digest digest(String content) {
    return Digest.of(content.getBytes(StandardCharsets.UTF_8));
  }

  private long sizes() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private Process another(Digest entry) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            CacheInAnotherProcess.class.getName(),
            folder.toString(),
            entry.sha256())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String firstLine(Process process) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    return String.valueOf(out.readLine());
  }
}
