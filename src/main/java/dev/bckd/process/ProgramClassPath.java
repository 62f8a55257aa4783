package dev.bckd.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the classes of this program are.
 *
 * @param entries jars and folders, in order
 */
public record ProgramClassPath(List<Path> entries) {
  private static final String RUNNER = "quarkus-run.jar";
  private static final Pattern JNA = Pattern.compile("(.*\\.)?jna-[0-9][^/]*\\.jar");
  private static final Pattern OWN = Pattern.compile("bckd-[^/]*\\.jar");

  public ProgramClassPath {
    entries = List.copyOf(entries);
  }

  /**
   * Of this process. The packaged service has but its runner there, which finds the jars beside it;
   * they are taken as the launcher takes them for the commands that need no service.
   */
  public static ProgramClassPath here() {
    List<Path> entries =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .map(Path::toAbsolutePath)
            .toList();
    return entries.stream()
        .filter(entry -> entry.endsWith(RUNNER))
        .findFirst()
        .map(runner -> new ProgramClassPath(packaged(runner.resolveSibling("."))))
        .orElseGet(() -> new ProgramClassPath(entries));
  }

  /** Only what calls of the operating system need: looking through all jars would take longer. */
  ProgramClassPath forCalls() {
    return new ProgramClassPath(
        entries.stream()
            .filter(entry -> Files.isDirectory(entry) || matches(entry, OWN) || matches(entry, JNA))
            .toList());
  }

  /** Names of the jars that match, sorted. */
  public List<String> names(Pattern pattern) {
    return entries.stream()
        .filter(entry -> matches(entry, pattern))
        .map(entry -> String.valueOf(entry.getFileName()))
        .sorted()
        .toList();
  }

  /** As the option of a JVM takes it. */
  String text() {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean matches(Path entry, Pattern pattern) {
    return pattern.matcher(String.valueOf(entry.getFileName())).matches();
  }

  /** Quarkus' own start-up jars stay out: by the service loader they would take over logging. */
  private static List<Path> packaged(Path app) {
    List<Path> all = new ArrayList<>(jars(app.resolve("app")));
    all.addAll(jars(app.resolve("lib").resolve("main")));
    jars(app.resolve("lib").resolve("boot")).stream()
        .filter(jar -> !String.valueOf(jar.getFileName()).startsWith("io.quarkus."))
        .forEach(all::add);
    return all;
  }

  private static List<Path> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder.normalize())) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }
}
