package dev.bckd.inference.djl;

import dev.bckd.model.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The records of a TorchScript file: a zip in which one folder, of any name, holds everything.
 *
 * <p>Names of records are relative to that folder, such as {@code data.pkl}.
 */
public final class TorchScriptRecords implements AutoCloseable {
  /** Object tree, code and version are read whole; far larger ones are not what they seem. */
  private static final long LARGEST_IN_MEMORY = 64L << 20;

  private static final String TREE = "data.pkl";

  private final Path path;
  private final ZipFile zip;
  private final String root;

  private TorchScriptRecords(Path path, ZipFile zip, String root) {
    this.path = path;
    this.zip = zip;
    this.root = root;
  }

  /**
   * Opens a file.
   *
   * @throws BadInputException if there is none or it is no TorchScript file, naming it
   */
  public static TorchScriptRecords open(Path path) {
    ZipFile zip;
    try {
      zip = new ZipFile(path.toFile());
    } catch (NoSuchFileException e) {
      throw new BadInputException(path.toString(), "no such model file");
    } catch (IOException e) {
      throw new BadInputException(
          path.toString(), "it is truncated or no TorchScript model: " + e.getMessage());
    }
    return new TorchScriptRecords(path, zip, root(path, zip));
  }

  private static String root(Path path, ZipFile zip) {
    List<String> roots =
        zip.stream()
            .map(entry -> entry.getName().substring(0, entry.getName().indexOf('/') + 1))
            .distinct()
            .toList();
    boolean one = roots.size() == 1 && !roots.get(0).isEmpty();
    if (one && zip.getEntry(roots.get(0) + TREE) != null) {
      return roots.get(0);
    }
    try (zip) {
      throw new BadInputException(
          path.toString(), "no TorchScript model: expected one folder with " + TREE + " in it");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file. */
  public Path path() {
    return path;
  }

  /** Names of the records, in the file's order. */
  public List<String> names() {
    return zip.stream()
        .filter(entry -> !entry.isDirectory())
        .map(entry -> entry.getName().substring(root.length()))
        .toList();
  }

  /** Whether there is such a record. */
  public boolean has(String name) {
    return zip.getEntry(root + name) != null;
  }

  /** Size of a record in bytes. */
  public long size(String name) {
    return entry(name).getSize();
  }

  /**
   * A record that fits into memory: object tree, code, version.
   *
   * @throws BadInputException if there is none, it is damaged or larger than 64 MiB
   */
  public byte[] bytes(String name) {
    if (size(name) > LARGEST_IN_MEMORY) {
      throw bad(name, "it has " + size(name) + " bytes; at most 64 MiB are read");
    }
    try (InputStream in = stream(name)) {
      return in.readNBytes((int) LARGEST_IN_MEMORY);
    } catch (IOException e) {
      throw bad(name, "it cannot be read: " + e.getMessage());
    }
  }

  /** The content of a record. */
  public InputStream stream(String name) throws IOException {
    return zip.getInputStream(entry(name));
  }

  /**
   * Writes the file anew: the same records in the same order and folder, some with other content,
   * and further ones after them. Equal content gives equal bytes.
   *
   * @param contents by name of the record
   * @throws BadInputException if a record is damaged
   */
  public void copy(Path to, Map<String, RecordContent> contents) throws IOException {
    try (OutputStream out = Files.newOutputStream(to);
        AlignedZip copy = new AlignedZip(out, root.substring(0, root.length() - 1))) {
      for (String name : names()) {
        RecordContent content = contents.get(name);
        if (content == null) {
          copyRecord(name, copy);
        } else {
          copy.record(name, content);
        }
      }
      for (Map.Entry<String, RecordContent> record : new TreeMap<>(contents).entrySet()) {
        if (!has(record.getKey())) {
          copy.record(record.getKey(), record.getValue());
        }
      }
    }
  }

  private void copyRecord(String name, AlignedZip copy) throws IOException {
    ZipEntry entry = entry(name);
    try (InputStream in = stream(name)) {
      copy.record(name, entry.getSize(), entry.getCrc(), in);
    } catch (ZipException e) {
      throw bad(name, "the record is damaged: " + e.getMessage());
    }
  }

  private ZipEntry entry(String name) {
    ZipEntry entry = zip.getEntry(root + name);
    if (entry == null) {
      throw new BadInputException(path.toString(), "it has no record " + name);
    }
    return entry;
  }

  private BadInputException bad(String name, String problem) {
    return new BadInputException(path + ", record " + name, problem);
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
