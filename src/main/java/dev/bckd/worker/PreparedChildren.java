package dev.bckd.worker;

import dev.bckd.process.ChildLimits;
import dev.bckd.process.ChildProcess;
import dev.bckd.process.ChildSpec;
import dev.bckd.process.ChildStarter;
import dev.bckd.process.ProgramClassPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Starts children, the first of them one that unpacks PyTorch's libraries: it alone may write where
 * they are, and sees no model.
 */
public final class PreparedChildren implements ChildStarter {
  private static final long HEAP = 128L << 20;

  /** Another version of these brings other libraries. */
  private static final Pattern PYTORCH = Pattern.compile(".*pytorch.*");

  private final ChildStarter children;
  private final Path home;
  private boolean unpacked;

  /**
   * @param home {@code BCKD_HOME}
   */
  public PreparedChildren(ChildStarter children, Path home) {
    this.children = children;
    this.home = home;
  }

  @Override
  public ChildProcess start(ChildSpec spec) {
    unpack();
    return children.start(spec);
  }

  private synchronized void unpack() {
    if (unpacked) {
      return;
    }
    Path libraries =
        Optional.ofNullable(System.getenv("DJL_CACHE_DIR"))
            .map(Path::of)
            .orElse(home.resolve("cache").resolve("djl"));
    String jars = String.join(" ", ProgramClassPath.here().names(PYTORCH));
    Path done = libraries.resolve("unpacked-" + Integer.toHexString(jars.hashCode()));
    if (!Files.exists(done)) {
      unpackTo(libraries);
      write(done);
    }
    unpacked = true;
  }

  private void unpackTo(Path libraries) {
    ChildSpec spec =
        new ChildSpec(
            Unpacking.class.getName(),
            ChildLimits.ofHeap(HEAP),
            home.resolve("work"),
            List.of(libraries),
            List.of("-Dbckd.home=" + home));
    try (ChildProcess child = children.start(spec)) {
      child.output().readAllBytes();
      if (child.ending().exit() != 0) {
        throw new IllegalStateException(
            "PyTorch cannot be unpacked to " + libraries + ": " + child.ending().describe());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path done) {
    try {
      Files.writeString(done, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
