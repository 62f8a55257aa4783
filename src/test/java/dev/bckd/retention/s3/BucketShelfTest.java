package dev.bckd.retention.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.model.s3.S3Access;
import dev.bckd.model.s3.S3Store;
import dev.bckd.retention.Limits;
import dev.bckd.retention.PastOfToy;
import dev.bckd.retention.Sweep;
import dev.bckd.testing.HandClock;
import dev.bckd.testing.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store on a real S3 server, swept by what a journal says. */
class BucketShelfTest {
  private static final String ROOT = "s3://models/store";

  @TempDir private Path folder;

  private final PastOfToy past = new PastOfToy();
  private final HandClock clock = new HandClock();

  @Test
  void keepsTheLastPromotionsAndWhatRunsAndDeletesTheRest() throws Exception {
    try (S3Server server = S3Server.start(folder)) {
      server.takeCredentials();
      server.bucket("models");
      S3Store store = new S3Store(new S3Access(Optional.of(server.endpoint())), ROOT);
      clock.move(Duration.between(Instant.EPOCH, Instant.now()));
      for (int version = 1; version <= 6; version++) {
        past.promoted(String.valueOf(version), stored(store, version + "-bckd.1"));
      }
      past.judged("7", stored(store, "7-bckd.1"));
      stored(store, "8-bckd.1");
      server.put("models", "other/toy/8-bckd.1/student.pt", file());
      server.put("models", "store/toy/notes.txt", file());

      assertThat(sweep(store).run().items()).as("on the first day").isZero();

      clock.move(Duration.ofDays(8));
      assertThat(sweep(store).run().items()).isEqualTo(2);
      assertThat(server.keys("models"))
          .doesNotContain("store/toy/1-bckd.1/student.pt", "store/toy/8-bckd.1/student.pt")
          .contains("store/toy/2-bckd.1/student.pt", "store/toy/7-bckd.1/student.pt");

      clock.move(Duration.ofDays(90));
      assertThat(sweep(store).run().items()).as("reports, but of the one that runs").isEqualTo(7);
      assertThat(server.keys("models"))
          .containsExactlyInAnyOrder(
              "store/toy/2-bckd.1/student.pt",
              "store/toy/3-bckd.1/student.pt",
              "store/toy/4-bckd.1/student.pt",
              "store/toy/5-bckd.1/student.pt",
              "store/toy/6-bckd.1/student.pt",
              "store/toy/7-bckd.1/report.json",
              "store/toy/7-bckd.1/student.pt",
              "other/toy/8-bckd.1/student.pt",
              "store/toy/notes.txt");
    }
  }

  private Sweep sweep(S3Store store) {
    return new Sweep(
        past.journal(),
        List::of,
        List.of(new BucketShelf(store)),
        List.of(),
        Limits.DEFAULT,
        clock);
  }

  private URI stored(S3Store store, String version) throws IOException {
    store.put("toy/" + version + "/report.json", file());
    return store.put("toy/" + version + "/student.pt", file());
  }

  private Path file() throws IOException {
    return Files.writeString(folder.resolve("file"), "x");
  }
}
