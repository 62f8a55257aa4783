package dev.bckd.policy.yaml;

import dev.bckd.model.BadInputException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.representer.Representer;

/**
 * A policy or suite file.
 *
 * @param path the file as it was named
 */
record YamlFile(Path path) {
  private static final String VERSION = "bckd.dev/v1";
  private static final long LARGEST_BYTES = 1 << 20;

  /** Of a file's or folder's name, in bytes; what usual file systems take. */
  private static final int NAME_LIMIT = 255;

  /**
   * The document, once its version and kind are what is expected.
   *
   * @throws BadInputException if the file is missing, empty, no YAML, or of another kind
   */
  YamlMap document(String kind) {
    YamlMap document = read(new FirstProblem());
    version(document);
    document.required("kind").oneOf(kind);
    return document;
  }

  /**
   * The document, whatever it holds.
   *
   * @param problems takes what keeps it from being a tree of plain keys and values
   * @throws BadInputException if the file is missing, empty or no YAML
   */
  YamlMap read(Consumer<BadInputException> problems) {
    Node root = parsed(text());
    if (!(root instanceof MappingNode mapping)) {
      throw new BadInputException(path.toString(), "expected a YAML document of keys and values");
    }
    new YamlTree(this, problems).check(mapping);
    return new YamlMap(this, mapping, "");
  }

  /** The version of the format, which must be the one there is. */
  static String version(YamlMap document) {
    return document.required("apiVersion").oneOf(VERSION);
  }

  private Node parsed(String text) {
    try {
      return composed(text);
    } catch (MarkedYAMLException e) {
      throw new BadInputException(place(e), "broken YAML: " + e.getProblem());
    } catch (ReaderException e) {
      throw new BadInputException(
          path.toString(),
          "broken YAML: character %d is U+%04X, which no text has"
              .formatted(e.getPosition() + 1, e.getCodePoint()));
    } catch (YAMLException e) {
      throw new BadInputException(path.toString(), "broken YAML: " + e.getMessage());
    }
  }

  /** The nodes of a document; null if it is empty. */
  static Node composed(String text) {
    LoaderOptions loading = new LoaderOptions();
    DumperOptions dumping = new DumperOptions();
    return new Yaml(
            new SafeConstructor(loading),
            new Representer(dumping),
            dumping,
            loading,
            new CoreResolver())
        .compose(new StringReader(text));
  }

  private String text() {
    try {
      if (!Files.isRegularFile(path)) {
        throw new BadInputException(Shown.ofPath(path), "no such file");
      }
      if (Files.size(path) > LARGEST_BYTES) {
        throw new BadInputException(
            path.toString(), "larger than 1 MiB; expected a short YAML file");
      }
      return Files.readString(path);
    } catch (CharacterCodingException e) {
      throw new BadInputException(path.toString(), "expected text in UTF-8");
    } catch (IOException e) {
      throw new BadInputException(path.toString(), "cannot be read: " + e.getMessage());
    }
  }

  private String place(MarkedYAMLException e) {
    return e.getProblemMark() == null
        ? path.toString()
        : path
            + ":"
            + (e.getProblemMark().getLine() + 1)
            + ":"
            + (e.getProblemMark().getColumn() + 1);
  }

  /** File, line and column of a node, 1-based. */
  String place(Node node) {
    return path
        + ":"
        + (node.getStartMark().getLine() + 1)
        + ":"
        + (node.getStartMark().getColumn() + 1);
  }

  /**
   * A path that the file names, relative to the file's folder; globs stay as they are. Empty if no
   * path can be written so.
   */
  Optional<String> resolve(String named) {
    try {
      Path folder = path.toAbsolutePath().getParent();
      Path resolved = folder == null ? Path.of(named) : folder.resolve(named).normalize();
      return Optional.of(resolved.toString()).filter(text -> longestName(resolved) <= NAME_LIMIT);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static int longestName(Path path) {
    return StreamSupport.stream(path.spliterator(), false)
        .mapToInt(name -> name.toString().getBytes(StandardCharsets.UTF_8).length)
        .max()
        .orElse(0);
  }
}
