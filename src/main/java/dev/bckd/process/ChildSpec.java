package dev.bckd.process;

import java.nio.file.Path;
import java.util.List;

/**
 * A child to be started.
 *
 * @param main its main class, of this program
 * @param limits what it may use
 * @param work in it a folder is made for the child's temporary files; that one and {@code writable}
 *     are all that it may write
 * @param writable further folders and files; made when it starts, those that are not there
 * @param options further options for its JVM
 */
public record ChildSpec(
    String main, ChildLimits limits, Path work, List<Path> writable, List<String> options) {
  public ChildSpec {
    writable = List.copyOf(writable);
    options = List.copyOf(options);
  }
}
