package dev.bckd.upgrade.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Digest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileArtifactsTest {
  @TempDir Path folder;

  private FileArtifacts artifacts;
  private Path model;

  @BeforeEach
  void aModelFile() throws IOException {
    artifacts = new FileArtifacts(folder.resolve("store"));
    model = Files.writeString(folder.resolve("model.pt"), "weights");
  }

  @Test
  void givesACopyThatStaysWhenTheFileChanges() throws IOException {
    Path copy = artifacts.fetch(new Artifact(model.toUri(), Optional.empty()));
    Files.writeString(model, "other weights");

    assertThat(copy).hasContent("weights").hasFileName("model.pt");
  }

  @Test
  void findsAFileByItsDigestWhenItIsGone() throws IOException {
    Artifact artifact = new Artifact(model.toUri(), Optional.of(Digest.of(model)));
    Path copy = artifacts.fetch(artifact);
    Files.delete(model);

    assertThat(artifacts.fetch(artifact)).isEqualTo(copy).hasContent("weights");
  }

  @Test
  void fetchesAgainWhatWasDamagedInTheStore() throws IOException {
    Artifact artifact = new Artifact(model.toUri(), Optional.of(Digest.of(model)));
    Files.writeString(artifacts.fetch(artifact), "rotten");

    assertThat(artifacts.fetch(artifact)).hasContent("weights");
  }

  @Test
  void refusesAFileWithAnotherDigest() {
    Digest other = new Digest("0".repeat(64));

    assertThatThrownBy(() -> artifacts.fetch(new Artifact(model.toUri(), Optional.of(other))))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(model + ": expected sha256 0000")
        .hasMessageContaining("found " + Digest.of(model).sha256());
  }

  @Test
  void refusesAFileThatIsNotThere() {
    Path missing = folder.resolve("missing.pt");

    assertThatThrownBy(() -> artifacts.fetch(new Artifact(missing.toUri(), Optional.empty())))
        .isInstanceOf(BadInputException.class)
        .hasMessage(missing + ": no such file; expected the artifact");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://host/m.pt", "m.pt", "/m.pt", "file:m.pt", "file://host/m.pt"})
  void refusesWhatIsNoFileUri(String uri) {
    assertThatThrownBy(() -> artifacts.fetch(new Artifact(URI.create(uri), Optional.empty())))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(uri + ": expected a file: URI");
  }

  @Test
  void storesAndReplacesWithoutLeavingAnythingElse() throws IOException {
    Path student = Files.writeString(folder.resolve("student.pt"), "one");
    artifacts.store("toy", "42-bckd.1", student);
    Files.writeString(student, "two");

    URI stored = artifacts.store("toy", "42-bckd.1", student);

    Path expected = folder.resolve("store/toy/42-bckd.1/student.pt");
    assertThat(stored).isEqualTo(expected.toUri());
    assertThat(expected).hasContent("two");
    try (Stream<Path> files = Files.list(expected.getParent())) {
      assertThat(files).containsExactly(expected);
    }
    assertThat(artifacts.fetch(new Artifact(stored, Optional.empty()))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "", "a/b", "../../etc", "a\\b", "/etc", ".fetched", "a\nb"})
  void refusesNamesThatLeadOutOfTheStore(String name) {
    assertThatThrownBy(() -> artifacts.store(name, "1", model))
        .isInstanceOf(BadInputException.class);
    assertThatThrownBy(() -> artifacts.store("toy", name, model))
        .isInstanceOf(BadInputException.class);
  }
}
