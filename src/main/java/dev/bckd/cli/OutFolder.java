package dev.bckd.cli;

import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Digest;
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
 * The folder that one upgrade's results go to. Models are read where they are.
 *
 * @param folder made when the first result is stored
 */
record OutFolder(Path folder) implements Artifacts {
  private static final List<String> RESULTS =
      Stream.concat(ReportFiles.NAMES.stream(), Stream.of("student.pt")).toList();

  @Override
  public Path fetch(Artifact artifact) {
    Path file = Path.of(artifact.uri());
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
   * @param read files that are still needed
   * @throws BadInputException if one of them would be removed
   */
  void clear(Collection<Path> read) {
    Set<Path> results = RESULTS.stream().map(this::absolute).collect(Collectors.toSet());
    for (Path file : read) {
      if (results.contains(file.toAbsolutePath().normalize())) {
        throw new BadInputException(
            file.toString(), "is where a result goes; expected a model outside of " + folder);
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
