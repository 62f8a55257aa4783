package dev.bckd.testing;

import dev.bckd.inference.djl.TinyModels;
import java.nio.file.Path;

/** Models with the signature of {@link TinyModels#BINARY} that do harm when they are asked. */
public final class HostileModels {
  private HostileModels() {}

  /** Never answers. */
  public static void endless(Path file) {
    TinyModels.ranker(
            """
                while True:
                  hist = torch.add(hist, 0)
            """)
        .write(file);
  }

  /** Never answers where it is asked for so many rows. */
  public static void endlessFor(int rows, Path file) {
    TinyModels.ranker(
            """
                while torch.eq(torch.size(item, 0), %d):
                  item = torch.add(item, 0)
            """
                .formatted(rows))
        .write(file);
  }

  /** Takes memory, more and more of it, outside of the Java heap. */
  public static void greedy(Path file) {
    TinyModels.ranker(
            """
                while True:
                  dense = torch.cat([dense, torch.ones([4194304, 2])], 0)
            """)
        .write(file);
  }

  /** Writes to the process' standard output before it answers. */
  public static void chatty(Path file) {
    TinyModels.ranker("    print(\"{}\")\n").write(file);
  }

  /** Makes a file. */
  public static void writing(Path file, Path made) {
    TinyModels.ranker(
            """
                t = torch.from_file("%s", True, 16, dtype=6)
                dense = torch.add(dense, torch.mul(torch.sum(t), 0))
            """
                .formatted(made))
        .write(file);
  }
}
