package dev.bckd.retention.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.distillation.Training;
import dev.bckd.gates.Decision;
import dev.bckd.model.Artifact;
import dev.bckd.model.Digest;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.Role;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.When;
import dev.bckd.retention.Item;
import dev.bckd.retention.Limits;
import dev.bckd.retention.Sweep;
import dev.bckd.upgrade.Announcement;
import dev.bckd.upgrade.MemoryJournal;
import dev.bckd.upgrade.Served;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store on a disk, swept by what a journal says. */
class FolderShelfTest {
  private static final Training TRAINING =
      new Training("plain", 1, 1, 1, "cpu", false, List.of(), List.of());

  @TempDir private Path folder;

  private final MemoryJournal journal = new MemoryJournal(Clock.systemUTC());

  @Test
  void keepsTheLastPromotionsAndWhatRunsAndDeletesTheRest() throws IOException {
    Path store = folder.resolve("store");
    for (int version = 1; version <= 8; version++) {
      promote(store, String.valueOf(version));
    }
    Path running = student(store, "9-bckd.1");
    judged(running, "9");
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
        journal,
        List::of,
        List.of(FolderShelf.ofFiles(store)),
        List.of(FolderShelf.ofWholes(folder.resolve("work"))),
        Limits.DEFAULT,
        Clock.systemUTC());
  }

  private void promote(Path store, String version) throws IOException {
    journal.append(judged(student(store, version + "-bckd.1"), version), new Step.RolledOut());
  }

  private Upgrade judged(Path student, String version) {
    Upgrade upgrade =
        journal
            .accept(
                new Announcement(
                    "/test",
                    version,
                    new ModelVersion("toy", version),
                    new Artifact(URI.create("file:///in.pt"), Optional.empty())))
            .upgrade();
    Served incoming = served(URI.create("file:///a/in/" + version + ".pt"), version);
    Step fetched =
        new Step.Fetched(
            incoming.digest(),
            When.ALWAYS,
            OnInconclusive.REJECT,
            Optional.of(incoming),
            incoming,
            Optional.empty());
    upgrade = journal.append(journal.append(upgrade, new Step.Started()), fetched);
    upgrade =
        journal.append(
            upgrade, new Step.Distilled(served(student.toUri(), version + "-bckd.1"), TRAINING));
    return journal.append(
        upgrade,
        new Step.Judged(
            Role.STUDENT,
            Decision.PROMOTE,
            "as the gates say",
            student.resolveSibling("report.json").toUri()));
  }

  private static Served served(URI uri, String version) {
    return new Served(version, uri, Digest.of(version.getBytes(StandardCharsets.UTF_8)));
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
