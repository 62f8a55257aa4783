package dev.bckd.inference.djl;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Models of a few hundred weights, authored by the tests themselves. */
public final class TinyModels {
  /** Rows of the embedding table of {@link #binary}. */
  public static final int ITEMS = 20;

  /** The signature of {@link #binary}. */
  public static final Signature BINARY =
      new Signature(
          List.of(
              new TensorSpec("hist", "hist", ElementType.INT64, List.of(3), 0),
              new TensorSpec("item", "item", ElementType.INT64, List.of(), 0),
              new TensorSpec("dense", "dense", ElementType.FLOAT32, List.of(2), 0)),
          List.of("logits", "embedding"));

  private TinyModels() {}

  /** Random rows for {@link #binary}; the first rows of a seed do not depend on how many follow. */
  public static Table rows(int rows, long seed) {
    Random random = new Random(seed);
    long[] hist = new long[rows * 3];
    long[] item = new long[rows];
    float[] dense = new float[rows * 2];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < 3; i++) {
        hist[row * 3 + i] = random.nextInt(ITEMS);
      }
      item[row] = random.nextInt(ITEMS);
      dense[row * 2] = random.nextFloat();
      dense[row * 2 + 1] = random.nextFloat();
    }
    return new Table(
        rows,
        Map.of(
            "hist", new Column.Longs(hist, 3),
            "item", new Column.Longs(item, 1),
            "dense", new Column.Floats(dense, 2)));
  }

  /**
   * {@code forward(hist int64[B,3], item int64[B], dense float32[B,2]) -> (logits [B,1], h [B,4])}.
   *
   * @param bias of the logit
   */
  public static TorchScriptArchive binary(float bias) {
    return ranker(bias, "");
  }

  /**
   * {@link #binary} that does something else first.
   *
   * @param first lines of TorchScript, indented by four
   */
  public static TorchScriptArchive ranker(String first) {
    return ranker(0, first);
  }

  private static TorchScriptArchive ranker(float bias, String first) {
    Random random = new Random(7);
    return new TorchScriptArchive(
        "Ranker",
        """
          def forward(self, hist: Tensor, item: Tensor, dense: Tensor) -> Tuple[Tensor, Tensor]:
        """
            + first
            + """
            u = torch.mean(torch.embedding(self.items, hist), [1])
            q = torch.embedding(self.items, item)
            x = torch.cat([u, q, torch.mul(u, q), dense], 1)
            h = torch.relu(torch.linear(x, self.w1, self.b1))
            return (torch.linear(h, self.w2, self.b2), h)
        """,
        List.of(
            normal(random, "items", ITEMS, 4),
            normal(random, "w1", 4, 14),
            normal(random, "b1", 4),
            normal(random, "w2", 1, 4),
            new Parameter("b2", List.of(1), new float[] {bias})));
  }

  private static Parameter normal(Random random, String name, Integer... shape) {
    List<Integer> dims = List.of(shape);
    float[] values = new float[dims.stream().reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.3 * random.nextGaussian());
    }
    return new Parameter(name, dims, values);
  }
}
