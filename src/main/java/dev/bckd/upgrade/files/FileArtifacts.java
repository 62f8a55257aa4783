package dev.bckd.upgrade.files;

import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Digest;
import dev.bckd.upgrade.Artifacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Model files and reports in a folder.
 *
 * <p>What is fetched from elsewhere is copied into {@code .fetched/<sha256>/} and used from there:
 * a training job that writes its file anew while an upgrade runs changes nothing, and a deployed
 * version can be loaded again when the file it came from is gone.
 */
public final class FileArtifacts implements Artifacts {
  /** Letters, digits and a few marks; no separator, and no dot in front. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+=@-][A-Za-z0-9._+=@ -]{0,199}");

  private final Path root;
  private final Path fetched;

  /**
   * @param root the store; made when it is first used
   */
  public FileArtifacts(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.fetched = this.root.resolve(".fetched");
  }

  @Override
  public Path fetch(Artifact artifact) {
    Path source = local(artifact.uri());
    try {
      Optional<Path> kept = artifact.digest().flatMap(digest -> kept(digest, source));
      if (kept.isPresent()) {
        return kept.get();
      }
      if (!Files.isRegularFile(source)) {
        throw new BadInputException(source.toString(), "no such file; expected the artifact");
      }
      return source.startsWith(root) ? checked(source, artifact) : keep(source, artifact);
    } catch (IOException e) {
      throw new BadInputException(source.toString(), "cannot be read: " + e.getMessage());
    }
  }

  @Override
  public URI store(String model, String version, Path file) {
    String name = String.valueOf(file.getFileName());
    Path target =
        root.resolve(safe("model", model))
            .resolve(safe("version", version))
            .resolve(safe("file", name));
    try {
      Files.createDirectories(parent(target));
      copy(file, target);
      return target.toUri();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot store " + target, e);
    }
  }

  private static Path local(URI uri) {
    if (!"file".equalsIgnoreCase(uri.getScheme())) {
      throw new BadInputException(uri.toString(), "expected a file: URI");
    }
    try {
      return Path.of(uri).normalize();
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw new BadInputException(uri.toString(), "expected a file: URI with an absolute path");
    }
  }

  private static String safe(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new BadInputException(
          what,
          "'"
              + name
              + "' cannot name a file; expected letters, digits and . _ + = @ -, no dot first");
    }
    return name;
  }

  private Path place(Digest digest, Path source) {
    return fetched.resolve(digest.sha256()).resolve(String.valueOf(source.getFileName()));
  }

  /** Checked again: disks err, and people edit. */
  private Optional<Path> kept(Digest digest, Path source) {
    Path place = place(digest, source);
    return Files.isRegularFile(place) && Digest.of(place).equals(digest)
        ? Optional.of(place)
        : Optional.empty();
  }

  private Path keep(Path source, Artifact artifact) throws IOException {
    Files.createDirectories(fetched);
    Path copy = fetched.resolve("fetching-" + UUID.randomUUID());
    try {
      Files.copy(source, copy);
      Path place = place(check(source, Digest.of(copy), artifact), source);
      Files.createDirectories(parent(place));
      moveDurably(copy, place);
      return place;
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static Path checked(Path file, Artifact artifact) {
    check(file, Digest.of(file), artifact);
    return file;
  }

  private static Digest check(Path file, Digest found, Artifact artifact) {
    artifact
        .digest()
        .filter(expected -> !expected.equals(found))
        .ifPresent(
            expected -> {
              throw new BadInputException(
                  file.toString(),
                  "expected sha256 " + expected.sha256() + ", found " + found.sha256());
            });
    return found;
  }

  private static void copy(Path file, Path target) throws IOException {
    Path copy = parent(target).resolve(".storing-" + UUID.randomUUID());
    try {
      Files.copy(file, copy);
      moveDurably(copy, target);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  /** On disk before it has its name: the journal will say that it is there. */
  private static void moveDurably(Path file, Path target) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }
}
