package dev.bckd.retention.files;

import dev.bckd.retention.Item;
import dev.bckd.retention.Shelf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files below a folder, or the folders in it as wholes. Links are never followed: what a link leads
 * to is somebody else's.
 */
public final class FolderShelf implements Shelf {
  /** Deeper than bckd stores anything. */
  private static final int DEPTH = 3;

  private final Path root;
  private final boolean wholes;

  private FolderShelf(Path root, boolean wholes) {
    this.root = root.toAbsolutePath().normalize();
    this.wholes = wholes;
  }

  /** Each file is an item. */
  public static FolderShelf ofFiles(Path root) {
    return new FolderShelf(root, false);
  }

  /** Whatever is directly in the folder is an item, with all that is in it. */
  public static FolderShelf ofWholes(Path root) {
    return new FolderShelf(root, true);
  }

  @Override
  public List<Item> items(Predicate<Item> wanted) {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> paths = wholes ? Files.list(root) : Files.walk(root, DEPTH)) {
      Stream<Item> items =
          wholes
              ? paths.flatMap(path -> whole(path).stream())
              : paths
                  .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                  .flatMap(path -> item(path, path).stream());
      return items.filter(wanted).toList();
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalStateException("cannot look into " + root + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void delete(Item item) {
    Path path = root.resolve(item.name()).normalize();
    if (!path.startsWith(root) || path.equals(root)) {
      throw new IllegalArgumentException(item.name() + " is not in " + root);
    }
    try {
      deepestFirst(path).forEach(FolderShelf::delete);
      removeEmpty(path.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + path, e);
    }
  }

  /** As old as the youngest of what is in it, as large as all of that together. */
  private Optional<Item> whole(Path path) {
    try {
      List<Item> parts = deepestFirst(path).stream().flatMap(p -> item(path, p).stream()).toList();
      return parts.stream()
          .reduce(
              (a, b) ->
                  new Item(
                      a.name(),
                      a.bytes() + b.bytes(),
                      a.modified().isAfter(b.modified()) ? a.modified() : b.modified()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<Item> item(Path named, Path path) {
    try {
      BasicFileAttributes found =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return Optional.of(
          new Item(
              root.relativize(named).toString().replace('\\', '/'),
              found.isRegularFile() ? found.size() : 0,
              found.lastModifiedTime().toInstant()));
    } catch (IOException e) {
      // Somebody else has deleted it.
      return Optional.empty();
    }
  }

  private static List<Path> deepestFirst(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(path)) {
      return all.sorted(Comparator.reverseOrder()).toList();
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + path, e);
    }
  }

  /** The folders that it leaves empty, up to the root. */
  private void removeEmpty(@Nullable Path folder) throws IOException {
    Path empty = folder;
    while (empty != null && !empty.equals(root) && isEmpty(empty)) {
      Files.deleteIfExists(empty);
      empty = empty.getParent();
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }
}
