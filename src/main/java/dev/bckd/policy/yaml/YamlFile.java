package dev.bckd.policy.yaml;

import dev.bckd.model.BadInputException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A policy or suite file.
 *
 * @param path the file as it was named
 */
record YamlFile(Path path) {
  private static final String VERSION = "bckd.dev/v1";
  private static final long LARGEST_BYTES = 1 << 20;

  /** The kind a file says it is, whatever it holds. */
  String kind() {
    return read().required("kind").text();
  }

  /**
   * The document, once its version and kind are what is expected.
   *
   * @throws BadInputException if the file is missing, empty, no YAML, or of another kind
   */
  YamlMap document(String kind) {
    YamlMap document = read();
    document.required("apiVersion").oneOf(VERSION);
    document.required("kind").oneOf(kind);
    return document;
  }

  private YamlMap read() {
    try {
      Node root =
          new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text()));
      if (!(root instanceof MappingNode mapping)) {
        throw new BadInputException(path.toString(), "expected a YAML document of keys and values");
      }
      return new YamlMap(this, mapping, "");
    } catch (MarkedYAMLException e) {
      throw new BadInputException(place(e), "broken YAML: " + e.getProblem());
    } catch (YAMLException e) {
      throw new BadInputException(path.toString(), "broken YAML: " + e.getMessage());
    }
  }

  private String text() {
    try {
      if (!Files.isRegularFile(path)) {
        throw new BadInputException(path.toString(), "no such file");
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

  /** A path that the file names, relative to the file's folder; globs stay as they are. */
  String resolve(String named) {
    Path folder = path.toAbsolutePath().getParent();
    return folder == null ? named : folder.resolve(named).normalize().toString();
  }
}
