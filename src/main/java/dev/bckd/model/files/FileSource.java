package dev.bckd.model.files;

import dev.bckd.model.BadInputException;
import dev.bckd.model.Content;
import dev.bckd.model.Found;
import dev.bckd.model.Source;
import dev.bckd.model.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Files of this machine.
 *
 * <p>Where roots are given, a file must lie below one of them once symbolic links and {@code ..}
 * are resolved; what lies outside is refused in the same words whether it exists or not.
 */
public final class FileSource implements Source {
  private final Optional<List<Path>> roots;

  private FileSource(Optional<List<Path>> roots) {
    this.roots = roots;
  }

  /** Gives any file. */
  public static FileSource anywhere() {
    return new FileSource(Optional.empty());
  }

  /** Gives what lies below some folders, which need not exist yet. */
  public static FileSource within(List<Path> roots) {
    return new FileSource(Optional.of(List.copyOf(roots)));
  }

  @Override
  public Found find(URI uri) {
    Path named = local(uri);
    Path file = real(named);
    refuseOutside(named, file);
    if (!Files.isRegularFile(file)) {
      throw new BadInputException(named.toString(), "no such file; expected the artifact");
    }
    try {
      return new Found(uri, OptionalLong.of(Files.size(file)), Optional.empty());
    } catch (IOException e) {
      throw failed(named, e);
    }
  }

  /** The file itself: globs of local files are resolved where rows are read. */
  @Override
  public List<Found> matching(String pattern) {
    return List.of(find(Path.of(pattern).toUri()));
  }

  @Override
  public Content open(Found found) {
    Path named = local(found.uri());
    Path file = real(named);
    refuseOutside(named, file);
    try {
      // What was looked at is what is read: a link put in its place since then is not followed.
      return new Content(
          Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), OptionalLong.of(Files.size(file)));
    } catch (IOException e) {
      throw failed(named, e);
    }
  }

  /** The path that a URI names. */
  static Path local(URI uri) {
    if (!"file".equalsIgnoreCase(uri.getScheme())) {
      throw new BadInputException(uri.toString(), "expected a file: URI");
    }
    try {
      return Path.of(uri).normalize();
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw new BadInputException(uri.toString(), "expected a file: URI with an absolute path");
    }
  }

  private void refuseOutside(Path named, Path file) {
    if (roots.isPresent() && roots.get().stream().noneMatch(root -> file.startsWith(real(root)))) {
      throw new BadInputException(
          named.toString(),
          "lies outside of the folders that files are read from; expected one below "
              + String.join(", ", roots.get().stream().map(Path::toString).toList())
              + "; BCKD_FILE_ROOTS names more");
    }
  }

  /** A path without links: of what does not exist, as far as it does. */
  static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      Path parent = path.getParent();
      Path name = path.getFileName();
      return parent == null || name == null ? path : real(parent).resolve(name);
    }
  }

  private static RuntimeException failed(Path file, IOException e) {
    return e instanceof NoSuchFileException || e instanceof AccessDeniedException
        ? new BadInputException(file.toString(), "cannot be read: " + e)
        : new UnavailableException(file + ": cannot be read now: " + e, e);
  }
}
