package dev.bckd.model.files;

import dev.bckd.model.Store;
import dev.bckd.model.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/** A store in a folder. */
public final class FolderStore implements Store {
  private final Path root;

  /**
   * @param root made when it is first used
   */
  public FolderStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public URI put(String name, Path file) {
    Path target = root.resolve(name);
    try {
      Path folder = Files.createDirectories(parent(target));
      Path copy = folder.resolve(".storing-" + UUID.randomUUID());
      try {
        Files.copy(file, copy);
        moveDurably(copy, target);
      } finally {
        Files.deleteIfExists(copy);
      }
      return target.toUri();
    } catch (IOException e) {
      throw new UnavailableException(target + ": cannot be written: " + e, e);
    }
  }

  @Override
  public Optional<URI> find(String name) {
    return Optional.of(root.resolve(name)).filter(Files::isRegularFile).map(Path::toUri);
  }

  @Override
  public boolean holds(URI uri) {
    return "file".equalsIgnoreCase(uri.getScheme())
        && FileSource.real(FileSource.local(uri)).startsWith(FileSource.real(root));
  }

  /** On disk before it has its name: the journal will say that it is there. */
  private static void moveDurably(Path file, Path target) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path parent(Path target) {
    Path parent = target.getParent();
    return parent == null ? root : parent;
  }
}
