package dev.bckd.inference.djl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which PyTorch a folder of libraries is from, as the file beside it says: {@code version.py} of
 * the Python package, {@code build-version} of the archive for C++.
 *
 * @param version such as 2.7.1
 * @param flavor such as cu128 or cpu; empty where the file does not say
 */
record InstalledTorch(String version, Optional<String> flavor) {
  private static final Pattern VERSION =
      Pattern.compile("(\\d+\\.\\d+\\.\\d+)(?:\\+(cpu|cu\\d+))?");

  /** That of the libraries in a folder; empty where no file says it. */
  static Optional<InstalledTorch> of(Path libraries) {
    Path besides = libraries.toAbsolutePath().normalize().resolveSibling("version.py");
    return Stream.of(besides, besides.resolveSibling("build-version"))
        .filter(Files::isRegularFile)
        .flatMap(file -> read(file).stream())
        .findFirst();
  }

  private static Optional<InstalledTorch> read(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(
              line -> line.contains("__version__ =") || Character.isDigit((line + " ").charAt(0)))
          .map(VERSION::matcher)
          .filter(Matcher::find)
          .map(found -> new InstalledTorch(found.group(1), Optional.ofNullable(found.group(2))))
          .findFirst();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** Whether what is said of it is not so. A flavor may have an ending for the compiler's ABI. */
  boolean contradicts(String saidVersion, String saidFlavor) {
    return !version.equals(saidVersion)
        || flavor.filter(own -> !own.equals(saidFlavor.split("-", -1)[0])).isPresent();
  }

  @Override
  public String toString() {
    return version + flavor.map(own -> ", " + own).orElse("");
  }
}
