package dev.bckd.policy.yaml;

import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Digest;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads where a model file is. */
final class ArtifactReader {
  private ArtifactReader() {}

  /** A map of {@code uri} and, optionally, {@code sha256}. */
  static Artifact read(YamlValue value) {
    YamlMap map = value.map();
    Artifact artifact =
        new Artifact(uri(map.required("uri")), map.optional("sha256").map(ArtifactReader::digest));
    map.end();
    return artifact;
  }

  /** Such a map, or the place alone. */
  static Artifact orPlace(YamlValue value) {
    return value.isMap() ? read(value) : new Artifact(uri(value), Optional.empty());
  }

  private static URI uri(YamlValue value) {
    try {
      URI uri = new URI(value.text());
      return uri.isAbsolute() ? uri : Path.of(value.path()).toUri();
    } catch (URISyntaxException e) {
      return Path.of(value.path()).toUri();
    }
  }

  private static Digest digest(YamlValue value) {
    try {
      return new Digest(value.text());
    } catch (BadInputException e) {
      throw value.expected("64 lower-case hex digits");
    }
  }
}
