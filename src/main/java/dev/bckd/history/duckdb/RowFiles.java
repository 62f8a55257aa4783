package dev.bckd.history.duckdb;

import dev.bckd.model.BadInputException;
import dev.bckd.model.LocalFile;
import dev.bckd.model.RemoteFiles;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of one query, in the order they are read: as named, those of a glob by name.
 *
 * @param files existing, readable files of one format
 * @param format what they are
 */
record RowFiles(List<LocalFile> files, Format format) {
  /** How rows are stored. */
  enum Format {
    PARQUET("read_parquet(%s, union_by_name = true)", "\\.parquet"),
    CSV("read_csv(%s, union_by_name = true)", "\\.(csv|tsv)(\\.gz|\\.zst)?"),
    JSON("read_json(%s, union_by_name = true)", "\\.(jsonl|ndjson|json)(\\.gz|\\.zst)?");

    private final String function;
    private final Pattern extension;

    Format(String function, String extension) {
      this.function = function;
      this.extension = Pattern.compile(".*" + extension);
    }

    private static Format of(LocalFile file) {
      String name = file.origin().toLowerCase(Locale.ROOT);
      return Stream.of(values())
          .filter(format -> format.extension.matcher(name).matches())
          .findFirst()
          .orElseThrow(
              () ->
                  new BadInputException(
                      file.origin(),
                      "expected a file ending in .parquet, .csv, .tsv, .jsonl, .ndjson or .json"));
    }
  }

  static RowFiles of(List<String> patterns, RemoteFiles remote) {
    List<LocalFile> files =
        patterns.stream()
            .flatMap(
                pattern ->
                    RemoteFiles.isRemote(pattern)
                        ? remote.fetch(pattern).stream()
                        : matches(pattern).stream().map(LocalFile::new))
            .toList();
    if (files.isEmpty()) {
      throw new BadInputException("files", "expected at least one file");
    }
    List<Format> formats = files.stream().map(Format::of).distinct().toList();
    if (formats.size() > 1) {
      throw new BadInputException(
          String.join(", ", patterns), "expected files of one format, got " + formats);
    }
    return new RowFiles(files, formats.get(0));
  }

  private static List<Path> matches(String pattern) {
    if (Files.isRegularFile(Path.of(pattern))) {
      return List.of(readable(Path.of(pattern)));
    }
    int glob = firstGlob(pattern);
    if (glob < 0) {
      throw new BadInputException(pattern, "no such file");
    }
    List<Path> found = walk(pattern, glob);
    if (found.isEmpty()) {
      throw new BadInputException(pattern, "no file matches");
    }
    return found;
  }

  private static int firstGlob(String pattern) {
    return Stream.of('*', '?', '[', '{')
        .mapToInt(pattern::indexOf)
        .filter(i -> i >= 0)
        .min()
        .orElse(-1);
  }

  private static List<Path> walk(String pattern, int glob) {
    Path folder = Path.of(pattern.substring(0, pattern.lastIndexOf('/', glob) + 1));
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> below = Files.walk(folder)) {
      return below
          .filter(path -> Files.isRegularFile(path) && matcher.matches(path))
          .sorted()
          .map(RowFiles::readable)
          .collect(Collectors.toCollection(ArrayList::new));
    } catch (IOException | DirectoryIteratorException e) {
      throw new BadInputException(pattern, "cannot list " + folder + ": " + e.getMessage());
    }
  }

  private static Path readable(Path file) {
    if (!Files.isReadable(file)) {
      throw new BadInputException(file.toString(), "the file cannot be read: permission denied");
    }
    return file;
  }

  /** The table function that reads all of them, columns matched by name. */
  String tableFunction() {
    return format.function.formatted(sqlList());
  }

  /** The files as an SQL list of strings. */
  String sqlList() {
    return files.stream()
        .map(file -> "'" + file.path().toString().replace("'", "''") + "'")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** For messages: the file, or the first and how many more. */
  String place() {
    String first = files.get(0).origin();
    return files.size() == 1 ? first : first + " and " + (files.size() - 1) + " more";
  }
}
