package dev.bckd.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.history.Spill;
import dev.bckd.model.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerStoreTest {
  private static final long MUCH = 1 << 20;
  private static final Digest KEY = key(0);

  @TempDir Path home;

  private Path folder;

  @BeforeEach
  void nameFolder() {
    folder = home.resolve("cache").resolve("answers");
  }

  private static Digest key(int number) {
    return Digest.of(new byte[] {(byte) number});
  }

  private static Scores scores(int rows) {
    float[] values = new float[2 * rows];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 7f;
    }
    return new Scores(values, 2);
  }

  /** As another process, or the same one later, would open it. */
  private AnswerStore store(long mostBytes) {
    return new AnswerStore(folder, mostBytes, Spill.TEMPORARY);
  }

  private Path file(Digest key) {
    return folder.resolve(key.sha256() + ".answers");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void findsWhatWasKeptAndNothingElse() throws Exception {
    assertThat(store(MUCH).find(KEY)).isEmpty();

    store(MUCH).keep(KEY, scores(3));

    Scores found = store(MUCH).find(KEY).orElseThrow();
    assertThat(found.values()).containsExactly(scores(3).values());
    assertThat(found.width()).isEqualTo(2);
    assertThat(store(MUCH).find(key(1))).isEmpty();
    assertThat(files()).containsExactly(file(KEY));
  }

  @Test
  void manyAnswersStayInTheirFile() {
    Scores many = scores(100_000);
    AnswerStore store = new AnswerStore(folder, 4 * MUCH, new Spill(home, 1000));
    store.keep(KEY, many);

    Scores found = new AnswerStore(folder, 4 * MUCH, new Spill(home, 1000)).find(KEY).orElseThrow();

    assertThat(found.onHeap()).isFalse();
    assertThat(found.values()).isEqualTo(many.values());
    store.keep(key(1), found);
    assertThat(store(4 * MUCH).find(key(1)).orElseThrow().values()).isEqualTo(many.values());
  }

  @ParameterizedTest(name = "{0} bytes are left")
  @ValueSource(ints = {0, 7, 15, 16, 20, 39})
  void aTruncatedFileIsAbsent(int left) throws Exception {
    store(MUCH).keep(KEY, scores(3));
    byte[] whole = Files.readAllBytes(file(KEY));
    assertThat(whole).hasSize(16 + 6 * 4);
    Files.write(file(KEY), Arrays.copyOf(whole, left));

    assertThat(store(MUCH).find(KEY)).isEmpty();

    store(MUCH).keep(KEY, scores(3));
    assertThat(store(MUCH).find(KEY)).isPresent();
  }

  @Test
  void aFileWithAnyOneByteChangedIsAbsent() throws Exception {
    store(MUCH).keep(KEY, scores(3));
    byte[] whole = Files.readAllBytes(file(KEY));

    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 0x41;
      Files.write(file(KEY), changed);
      assertThat(store(MUCH).find(KEY)).as("byte %d", i).isEmpty();
    }
  }

  @Test
  void aLongerFileIsAbsent() throws Exception {
    store(MUCH).keep(KEY, scores(3));
    byte[] whole = Files.readAllBytes(file(KEY));
    Files.write(file(KEY), Arrays.copyOf(whole, whole.length + 4));

    assertThat(store(MUCH).find(KEY)).isEmpty();
  }

  /** Each file has 16 + 10 · 8 = 96 bytes, so that three have 288. */
  @Test
  void theOldestFilesGoWhenThereAreTooMany() throws Exception {
    for (int i = 0; i < 3; i++) {
      store(288).keep(key(i), scores(10));
      Files.setLastModifiedTime(file(key(i)), FileTime.fromMillis(1_000_000L * (i + 1)));
    }
    assertThat(files()).hasSize(3);

    store(288).keep(key(3), scores(10));

    assertThat(files()).containsExactlyInAnyOrder(file(key(1)), file(key(2)), file(key(3)));
  }

  @Test
  void aFileThatWasReadIsNotOld() throws Exception {
    for (int i = 0; i < 3; i++) {
      store(288).keep(key(i), scores(10));
      Files.setLastModifiedTime(file(key(i)), FileTime.fromMillis(1_000_000L * (i + 1)));
    }

    assertThat(store(288).find(key(0))).isPresent();
    store(288).keep(key(3), scores(10));

    assertThat(files()).containsExactlyInAnyOrder(file(key(0)), file(key(2)), file(key(3)));
  }

  @Test
  void answersThatAreTooLargeForTheFolderAreKeptInMemoryOnly() {
    AnswerStore store = store(50);

    store.keep(KEY, scores(10));

    assertThat(folder).doesNotExist();
    assertThat(store.find(KEY)).isPresent();
    assertThat(store(50).find(KEY)).isEmpty();
  }

  @Test
  void aFileInPlaceOfTheFolderStopsNothing() throws Exception {
    Files.createDirectories(folder.getParent());
    Files.writeString(folder, "not a folder");
    AnswerStore store = store(MUCH);

    assertThat(store.find(KEY)).isEmpty();
    store.keep(KEY, scores(3));

    assertThat(store.find(KEY)).isPresent();
    assertThat(store(MUCH).find(KEY)).isEmpty();
  }

  @Test
  void aFolderInPlaceOfAFileStopsNothing() throws Exception {
    Files.createDirectories(file(KEY).resolve("in the way"));
    AnswerStore store = store(MUCH);

    assertThat(store.find(KEY)).isEmpty();
    store.keep(KEY, scores(3));

    assertThat(store.find(KEY)).isPresent();
    assertThat(files()).containsExactly(file(KEY));
  }

  /** Two stores on one folder, as two processes have them, too small for all that is kept. */
  @Test
  void twoThreadsFindWholeAnswersOrNone() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Callable<Integer>> both = List.of(this::keepAndFind, this::keepAndFind);
      for (Future<Integer> found : threads.invokeAll(both)) {
        assertThat(found.get()).isPositive();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(files()).allMatch(file -> file.toString().endsWith(".answers"));
  }

  /** How many answers were found, each of which must be the one that was kept. */
  private int keepAndFind() {
    AnswerStore store = store(50 * 96);
    return IntStream.range(0, 300)
        .map(
            i -> {
              store.keep(key(i % 100), scores(10));
              return store(50 * 96)
                  .find(key((i + 95) % 100))
                  .map(
                      found -> {
                        assertThat(found.values()).containsExactly(scores(10).values());
                        return 1;
                      })
                  .orElse(0);
            })
        .sum();
  }
}
