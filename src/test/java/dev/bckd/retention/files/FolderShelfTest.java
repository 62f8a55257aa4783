package dev.bckd.retention.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.retention.Item;
import dev.bckd.retention.Limits;
import dev.bckd.retention.PastOfToy;
import dev.bckd.retention.Sweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store on a disk, swept by what a journal says. */
class FolderShelfTest {
  @TempDir private Path folder;

  private final PastOfToy past = new PastOfToy();

  @Test
  void keepsTheLastPromotionsAndWhatRunsAndDeletesTheRest() throws IOException {
    Path store = folder.resolve("store");
    for (int version = 1; version <= 8; version++) {
      past.promoted(String.valueOf(version), student(store, version + "-bckd.1").toUri());
    }
    past.judged("9", student(store, "9-bckd.1").toUri());
    Path rejected = student(store, "10-bckd.1");
    Path somebodyElses = old(store.resolve("notes/from/others.txt"));
    Path work = old(folder.resolve("work/abandoned/student.pt"));
    Path fresh = folder.resolve("work/fresh/student.pt");
    Files.createDirectories(parent(fresh));
    Files.writeString(fresh, "x");

    Sweep.Swept swept = sweep(store).run();

    assertThat(names(store))
        .containsExactlyInAnyOrder(
            "notes/from/others.txt",
            "toy/4-bckd.1/student.pt",
            "toy/5-bckd.1/student.pt",
            "toy/6-bckd.1/student.pt",
            "toy/7-bckd.1/student.pt",
            "toy/8-bckd.1/student.pt",
            "toy/9-bckd.1/report.json",
            "toy/9-bckd.1/student.pt");
    assertThat(rejected).doesNotExist();
    assertThat(store.resolve("toy/1-bckd.1")).doesNotExist();
    assertThat(somebodyElses).exists();
    assertThat(work).doesNotExist();
    assertThat(folder.resolve("work/abandoned")).doesNotExist();
    assertThat(fresh).exists();
    // Three students and eight reports of promotions, the rejected one with its report, the work.
    assertThat(swept.items()).isEqualTo(3 + 8 + 2 + 1);
    assertThat(sweep(store).run().items()).isZero();
  }

  @Test
  void findsNothingWhereThereIsNoFolder() {
    assertThat(sweep(folder.resolve("none")).run()).isEqualTo(new Sweep.Swept(0, 0));
  }

  @Test
  void doesNotFollowLinks() throws IOException {
    Path elsewhere = old(folder.resolve("elsewhere/41-bckd.1/student.pt"));
    Path store = Files.createDirectories(folder.resolve("store"));
    Files.createSymbolicLink(store.resolve("toy"), folder.resolve("elsewhere"));
    Files.createDirectories(folder.resolve("work"));
    Files.createSymbolicLink(folder.resolve("work/link"), folder.resolve("elsewhere"));

    sweep(store).run();

    assertThat(elsewhere).exists();
  }

  @Test
  void refusesANameThatLeadsOut() {
    assertThatThrownBy(() -> FolderShelf.ofFiles(folder).delete(new Item("../x", 1, Instant.EPOCH)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Sweep sweep(Path store) {
    return new Sweep(
        past.journal(),
        List::of,
        List.of(FolderShelf.ofFiles(store)),
        List.of(FolderShelf.ofWholes(folder.resolve("work"))),
        Limits.DEFAULT,
        Clock.systemUTC());
  }

  private static Path student(Path store, String version) throws IOException {
    old(store.resolve("toy").resolve(version).resolve("report.json"));
    return old(store.resolve("toy").resolve(version).resolve("student.pt"));
  }

  private static Path old(Path file) throws IOException {
    Files.createDirectories(parent(file));
    Files.writeString(file, "x");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(400))));
    Files.setLastModifiedTime(
        parent(file), FileTime.from(Instant.now().minus(Duration.ofDays(400))));
    return file;
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  private static List<String> names(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .toList();
    }
  }
}
