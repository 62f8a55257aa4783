package dev.bckd.cli;

import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Fetcher;
import dev.bckd.model.Found;
import dev.bckd.upgrade.Artifacts;
import dev.bckd.upgrade.report.ReportFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder that one upgrade's results go to.
 *
 * @param folder made when the first result is stored
 * @param models gives the models that are read
 */
record OutFolder(Path folder, Fetcher models) implements Artifacts {
  private static final List<String> RESULTS =
      Stream.concat(ReportFiles.NAMES.stream(), Stream.of("student.pt")).toList();

  @Override
  public Path fetch(Artifact artifact) {
    return models.fetch(artifact);
  }

  @Override
  public URI store(String model, String version, Path file) {
    try {
      Files.createDirectories(folder);
      Path target = folder.resolve(file.getFileName());
      Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      return target.toUri();
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  /**
   * Removes an earlier upgrade's results, so that none is taken for this one's.
   *
   * @param read models that are still needed
   * @throws BadInputException if one of them would be removed
   */
  void clear(Collection<Artifact> read) {
    Set<Path> results = RESULTS.stream().map(this::absolute).collect(Collectors.toSet());
    for (Artifact model : read) {
      if (results.stream().map(Path::toUri).anyMatch(model.uri().normalize()::equals)) {
        throw new BadInputException(
            Found.place(model.uri()),
            "is where a result goes; expected a model outside of " + folder);
      }
    }
    try {
      for (Path result : results) {
        Files.deleteIfExists(result);
      }
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  private Path absolute(String result) {
    return folder.resolve(result).toAbsolutePath().normalize();
  }

  /** A folder for files in the making, gone when the process ends. */
  Path work() {
    try {
      Path work = Files.createTempDirectory("bckd-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(work)));
      return work;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The results that are there. */
  List<Path> files() {
    return RESULTS.stream().map(folder::resolve).filter(Files::exists).toList();
  }

  private BadInputException cannotWrite(IOException e) {
    return new BadInputException(
        folder.toString(), "cannot be written; expected a folder for the results: " + e);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      // The system clears its temporary folder itself.
      return;
    }
  }
}
