package dev.bckd.app.embedded;

import dev.bckd.model.UnavailableException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks PostgreSQL's programs from the class path, once. */
final class PostgresBinaries {
  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

  private PostgresBinaries() {}

  /**
   * Unpacks them where they are not there yet.
   *
   * @param folder made if it is not there; it is there only when all of it is
   * @return the folder of the programs
   */
  static Path unpack(Path folder) throws IOException {
    Path programs = folder.resolve("bin");
    if (Files.isDirectory(programs)) {
      return programs;
    }
    Path unfinished = Files.createTempDirectory(folder.toAbsolutePath().getParent(), "unpacking");
    try (InputStream archive = PostgresBinaries.class.getResourceAsStream(ARCHIVE)) {
      if (archive == null) {
        throw new UnavailableException(
            "no PostgreSQL for this platform is in the program; set BCKD_DATABASE_URL");
      }
      unpack(new XZInputStream(new BufferedInputStream(archive)), unfinished);
    }
    Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    return programs;
  }

  private static void unpack(InputStream tar, Path target) throws IOException {
    try (TarArchiveInputStream entries = new TarArchiveInputStream(tar)) {
      for (TarArchiveEntry entry = entries.getNextEntry();
          entry != null;
          entry = entries.getNextEntry()) {
        write(entry, entries, entry.resolveIn(target));
      }
    }
  }

  private static void write(TarArchiveEntry entry, InputStream content, Path file)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, file);
    if ((entry.getMode() & 0100) != 0) {
      Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      Files.setPosixFilePermissions(file, permissions);
    }
  }
}
