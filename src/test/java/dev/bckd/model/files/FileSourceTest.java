package dev.bckd.model.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.model.BadInputException;
import dev.bckd.model.Content;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSourceTest {
  @TempDir private Path folder;
  private Path root;
  private Path outside;
  private FileSource source;

  @BeforeEach
  void aRootAndWhatLiesOutside() throws IOException {
    root = Files.createDirectories(folder.resolve("root"));
    outside = Files.writeString(folder.resolve("outside.pt"), "weights");
    source = FileSource.within(List.of(folder.resolve("not-there"), root));
  }

  @Test
  void givesWhatLiesBelowARoot() throws IOException {
    Path model = Files.writeString(root.resolve("model.pt"), "weights");

    try (Content content = source.open(source.find(model.toUri()))) {
      assertThat(content.stream().readAllBytes())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo("weights");
      assertThat(content.length()).hasValue(7);
    }
  }

  @Test
  void followsALinkThatStaysWithin() throws IOException {
    Path model = Files.writeString(root.resolve("41.pt"), "weights");
    Path link = Files.createSymbolicLink(root.resolve("latest.pt"), model);

    assertThat(source.find(link.toUri()).size()).hasValue(7);
  }

  @Test
  void followsALinkToTheRootItself() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("models"), root);
    Files.writeString(root.resolve("model.pt"), "weights");

    assertThat(FileSource.within(List.of(link)).find(link.resolve("model.pt").toUri())).isNotNull();
  }

  @Test
  void refusesALinkThatLeadsOut() throws IOException {
    Path link = Files.createSymbolicLink(root.resolve("model.pt"), outside);

    refuses(link.toUri());
  }

  @Test
  void refusesAFolderThatLeadsOut() throws IOException {
    Path link = Files.createSymbolicLink(root.resolve("models"), folder);

    refuses(link.resolve("outside.pt").toUri());
  }

  @Test
  void refusesALinkThatWasPutThereAfterItLooked() throws IOException {
    Path model = Files.writeString(root.resolve("model.pt"), "weights");
    var found = source.find(model.toUri());
    Files.delete(model);
    Files.createSymbolicLink(model, outside);

    assertThatThrownBy(() -> source.open(found)).isInstanceOf(BadInputException.class);
  }

  @Test
  void refusesDotsThatLeadOut() {
    refuses(URI.create(root.toUri() + "../outside.pt"));
    refuses(URI.create(root.toUri() + "%2e%2e/outside.pt"));
  }

  @Test
  void refusesAFolderWhoseNameBeginsLikeARoot() throws IOException {
    Path other = Files.createDirectories(folder.resolve("root-of-others"));

    refuses(Files.writeString(other.resolve("model.pt"), "weights").toUri());
  }

  @Test
  void doesNotTellWhetherAnythingIsThereOutside() {
    String exists = refusal(outside.toUri());
    String not = refusal(folder.resolve("outsidf.pt").toUri());

    assertThat(not.replace("outsidf", "outside")).isEqualTo(exists);
  }

  @Test
  void refusesWhatIsNoFile() throws IOException {
    Path folder = Files.createDirectories(root.resolve("models"));

    assertThatThrownBy(() -> source.find(folder.toUri()))
        .isInstanceOf(BadInputException.class)
        .hasMessage(folder + ": no such file; expected the artifact");
    assertThatThrownBy(() -> FileSource.anywhere().find(URI.create("file:///dev/zero")))
        .isInstanceOf(BadInputException.class)
        .hasMessage("/dev/zero: no such file; expected the artifact");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://host/m.pt", "m.pt", "/m.pt", "file:m.pt", "file://host/m.pt"})
  void refusesWhatIsNoFileUri(String uri) {
    assertThatThrownBy(() -> source.find(URI.create(uri)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(uri + ": expected a file: URI");
  }

  private void refuses(URI uri) {
    assertThat(refusal(uri)).contains("lies outside of the folders that files are read from");
  }

  private String refusal(URI uri) {
    try {
      source.find(uri);
      return "nothing was refused";
    } catch (BadInputException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
