package dev.bckd.cli;

import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Digest;
import dev.bckd.model.Fetcher;
import dev.bckd.model.LocalFile;
import dev.bckd.model.RemoteFiles;
import dev.bckd.model.stores.StoreSettings;
import dev.bckd.model.stores.Stores;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files that a command is given: its user's own are read where they are, those of other
 * machines are fetched into the cache. Nothing of the latter is loaded before it is needed.
 */
final class CommandFiles implements Fetcher, RemoteFiles {
  private Optional<Stores> stores = Optional.empty();

  @Override
  public Path fetch(Artifact artifact) {
    return "file".equalsIgnoreCase(artifact.uri().getScheme())
        ? inPlace(artifact)
        : stores().files().fetch(artifact);
  }

  @Override
  public List<LocalFile> fetch(String location) {
    return stores().files().fetch(location);
  }

  private synchronized Stores stores() {
    if (stores.isEmpty()) {
      stores = Optional.of(Stores.ofCommand(StoreSettings.of(System.getenv())));
    }
    return stores.get();
  }

  private static Path inPlace(Artifact artifact) {
    Path file = path(artifact);
    if (!Files.isRegularFile(file)) {
      throw new BadInputException(file.toString(), "no such file; expected a TorchScript model");
    }
    artifact
        .digest()
        .filter(expected -> !expected.equals(Digest.of(file)))
        .ifPresent(
            expected -> {
              throw new BadInputException(
                  file.toString(), "expected the content with sha256 " + expected.sha256());
            });
    return file;
  }

  private static Path path(Artifact artifact) {
    try {
      return Path.of(artifact.uri());
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw new BadInputException(
          artifact.uri().toString(), "expected a file: URI with an absolute path");
    }
  }
}
