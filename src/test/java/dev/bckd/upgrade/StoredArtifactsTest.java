package dev.bckd.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Digest;
import dev.bckd.model.stores.StoreSettings;
import dev.bckd.model.stores.Stores;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredArtifactsTest {
  @TempDir private Path folder;

  private StoredArtifacts artifacts;
  private Path model;

  @BeforeEach
  void aModelFile() throws IOException {
    Stores stores =
        Stores.ofService(
            StoreSettings.of(
                Map.of(
                    "BCKD_HOME", folder.resolve("home").toString(),
                    "BCKD_STORE", folder.resolve("store").toString(),
                    "BCKD_FILE_ROOTS", folder.resolve("models").toString())));
    artifacts = new StoredArtifacts(stores.files(), stores.store());
    Files.createDirectories(folder.resolve("models"));
    model = Files.writeString(folder.resolve("models/model.pt"), "weights");
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
  @ValueSource(strings = {"..", ".", "", "a/b", "../../etc", "a\\b", "/etc", ".kept", "a\nb"})
  void refusesNamesThatLeadOutOfTheStore(String name) {
    assertThatThrownBy(() -> artifacts.store(name, "1", model))
        .isInstanceOf(BadInputException.class);
    assertThatThrownBy(() -> artifacts.store("toy", name, model))
        .isInstanceOf(BadInputException.class);
  }

  @Test
  void givesWhatItKeepsWhenTheFileHasChangedAndTheCacheIsGone() throws IOException {
    Artifact artifact = new Artifact(model.toUri(), Optional.of(Digest.of(model)));
    artifacts.keep(artifact);
    artifacts.keep(artifact);
    Files.writeString(model, "other weights");
    emptyCache();

    assertThat(artifacts.fetch(artifact)).hasContent("weights");
  }

  @Test
  void keepsNothingTwiceThatItStores() throws IOException {
    URI stored = artifacts.store("toy", "1", model);

    artifacts.keep(new Artifact(stored, Optional.empty()));

    assertThat(folder.resolve("store/.kept")).doesNotExist();
  }

  @Test
  void givesTheFirstReasonWhereNothingIsKept() throws IOException {
    Artifact artifact = new Artifact(model.toUri(), Optional.of(Digest.of(model)));
    Files.delete(model);

    assertThatThrownBy(() -> artifacts.fetch(artifact))
        .isInstanceOf(BadInputException.class)
        .hasMessage(model + ": no such file; expected the artifact");
  }

  @Test
  void refusesAFileOutsideOfTheRoots() throws IOException {
    Path outside = Files.writeString(folder.resolve("outside.pt"), "weights");

    assertThatThrownBy(() -> artifacts.fetch(new Artifact(outside.toUri(), Optional.empty())))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("BCKD_FILE_ROOTS");
  }

  private void emptyCache() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("home"))) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    }
  }
}
