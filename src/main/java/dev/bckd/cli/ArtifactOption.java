package dev.bckd.cli;

import dev.bckd.model.Artifact;
import dev.bckd.model.Found;
import dev.bckd.model.RemoteFiles;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A model as it is named on the command line: a file, or a URI of another machine. */
final class ArtifactOption implements ITypeConverter<Artifact> {
  /** Where nothing is named yet. */
  static final Artifact NONE = new Artifact(URI.create(""), Optional.empty());

  @Override
  public Artifact convert(String value) {
    try {
      URI uri =
          RemoteFiles.isRemote(value) || value.startsWith("file:")
              ? new URI(value)
              : Path.of(value).toUri();
      return new Artifact(uri, Optional.empty());
    } catch (URISyntaxException | InvalidPathException e) {
      throw new TypeConversionException("'" + value + "' is neither a path nor a URI");
    }
  }

  /** The last part of its place, which stands for its version. */
  static String name(Artifact artifact) {
    String place = Found.place(artifact.uri());
    return place.substring(place.lastIndexOf('/') + 1);
  }
}
