package dev.bckd.model.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.model.BadInputException;
import dev.bckd.model.Content;
import dev.bckd.model.Found;
import dev.bckd.model.UnavailableException;
import dev.bckd.testing.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Store and source against a real server. */
class S3StoreTest {
  private static final String ROOT = "s3://models/bckd";
  private static final int PART = 5 << 20;

  @TempDir private static Path folder;
  private static S3Server server;
  private static S3Access access;

  private final S3Source source = new S3Source(access);
  private final S3Store store = new S3Store(access, ROOT, PART);

  @BeforeAll
  static void aServerWithABucket() throws Exception {
    server = S3Server.start(folder);
    server.takeCredentials();
    access = new S3Access(Optional.of(server.endpoint()));
    server.bucket("models");
  }

  @AfterAll
  static void stops() {
    server.close();
  }

  @Test
  void givesBackWhatItKeeps() throws IOException {
    URI stored = store.put("ranker/2-bckd.1/student.pt", file("weights"));

    assertThat(stored).hasToString("s3://models/bckd/ranker/2-bckd.1/student.pt");
    assertThat(store.holds(stored)).isTrue();
    assertThat(store.find("ranker/2-bckd.1/student.pt")).contains(stored);
    Found found = source.find(stored);
    assertThat(found.size()).isEqualTo(OptionalLong.of(7));
    assertThat(found.revision()).isPresent();
    assertThat(read(found)).asString(StandardCharsets.UTF_8).isEqualTo("weights");
  }

  @Test
  void replacesWhatHadTheName() throws IOException {
    store.put("ranker/3/student.pt", file("one"));
    URI stored = store.put("ranker/3/student.pt", file("two"));

    assertThat(read(source.find(stored))).asString(StandardCharsets.UTF_8).isEqualTo("two");
  }

  @Test
  void sendsALargeFileInParts() throws IOException {
    byte[] large = new byte[2 * PART + 12_345];
    new Random(7).nextBytes(large);
    Path file = Files.write(folder.resolve("large.pt"), large);

    URI stored = store.put("ranker/4/student.pt", file);

    assertThat(read(source.find(stored))).isEqualTo(large);
  }

  @Test
  void namesAFolderOrABucketAlone() {
    assertThat(new S3Store(access, "s3://models").holds(URI.create("s3://models/a"))).isTrue();
    assertThat(store.holds(URI.create("s3://models/bckdoor/a"))).isFalse();
    assertThat(store.holds(URI.create("s3://others/bckd/a"))).isFalse();
    assertThat(store.holds(URI.create("file:///bckd/a"))).isFalse();
    assertThat(store.find("nothing/1/student.pt")).isEmpty();
  }

  @Test
  void listsWhatAGlobMatchesByName() throws IOException {
    for (String name : new String[] {"b.parquet", "a 1.parquet", "c.csv", "deep/d.parquet"}) {
      store.put("rows/" + name, file(name));
    }

    assertThat(source.matching(ROOT + "/rows/*.parquet"))
        .extracting(found -> found.uri().getPath())
        .containsExactly("/bckd/rows/a 1.parquet", "/bckd/rows/b.parquet");
    assertThat(source.matching(ROOT + "/rows/**.parquet")).hasSize(3);
    assertThat(source.matching(ROOT + "/rows/{b,c}.*")).hasSize(2);
    assertThat(read(source.matching(ROOT + "/rows/a 1.parquet").get(0)))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("a 1.parquet");
  }

  @Test
  void listsMoreThanOnePage() throws IOException {
    Path file = file("x");
    for (int i = 0; i < 1005; i++) {
      putPatiently("many/%04d.csv".formatted(i), file);
    }

    assertThat(source.matching(ROOT + "/many/*.csv")).hasSize(1005);
  }

  /** A busy server drops connections now and then; what is unavailable may be asked for again. */
  private void putPatiently(String path, Path file) {
    for (int tries = 1; ; tries++) {
      try {
        store.put(path, file);
        return;
      } catch (UnavailableException e) {
        if (tries == 10) {
          throw e;
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://models/no.pt", "s3://nobody/no.pt", "s3://models/none/*.csv"})
  void saysForGoodThatNothingIsThere(String place) {
    assertThatThrownBy(() -> source.matching(place))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(place + ": no ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://models", "s3:///a", "s3://models/", "s3:models/a"})
  void refusesWhatIsNoPlace(String place) {
    assertThatThrownBy(() -> source.find(URI.create(place)))
        .isInstanceOf(BadInputException.class)
        .hasMessage(place + ": expected s3://bucket/key");
  }

  @Test
  void doesNotReadWhatChangedSinceItWasFound() throws IOException {
    URI stored = store.put("ranker/5/student.pt", file("one"));
    Found found = source.find(stored);
    store.put("ranker/5/student.pt", file("other"));

    assertThatThrownBy(() -> source.open(found)).isInstanceOf(UnavailableException.class);
  }

  @Test
  void takesAServerThatIsDownForWhatMayPass() {
    S3Access nobody = new S3Access(Optional.of(URI.create("http://127.0.0.1:1")));

    assertThatThrownBy(() -> new S3Source(nobody).find(URI.create("s3://models/a")))
        .isInstanceOf(UnavailableException.class)
        .hasMessageStartingWith("s3://models/a: the store cannot be reached: ");
    assertThatThrownBy(() -> new S3Store(nobody, ROOT).put("a/1/b.pt", file("x")))
        .isInstanceOf(UnavailableException.class);
  }

  @Test
  void takesARefusedKeyForWhatCannotPass() {
    System.setProperty("aws.secretAccessKey", "wrong");
    try {
      S3Access stranger = new S3Access(Optional.of(server.endpoint()));
      assertThatThrownBy(() -> new S3Source(stranger).find(URI.create("s3://models/a")))
          .isInstanceOf(BadInputException.class);
    } finally {
      server.takeCredentials();
    }
  }

  private static Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("file"), content);
  }

  private byte[] read(Found found) throws IOException {
    try (Content content = source.open(found)) {
      return content.stream().readAllBytes();
    }
  }
}
