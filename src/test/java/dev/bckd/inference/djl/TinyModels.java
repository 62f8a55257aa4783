package dev.bckd.inference.djl;

import java.util.List;
import java.util.Random;

/** Models of a few hundred weights, authored by the tests themselves. */
public final class TinyModels {
  /** Rows of the embedding table of {@link #binary}. */
  public static final int ITEMS = 20;

  private TinyModels() {}

  /**
   * {@code forward(hist int64[B,3], item int64[B], dense float32[B,2]) -> (logits [B,1], h [B,4])}.
   *
   * @param bias of the logit
   */
  public static TorchScriptArchive binary(float bias) {
    Random random = new Random(7);
    return new TorchScriptArchive(
        "Ranker",
        """
          def forward(self, hist: Tensor, item: Tensor, dense: Tensor) -> Tuple[Tensor, Tensor]:
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
