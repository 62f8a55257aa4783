package dev.bckd.demo.shop;

import dev.bckd.inference.djl.Parameter;
import dev.bckd.inference.djl.TorchScriptArchive;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TensorSpec;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The shape of one of the shop's rankers: the mean of the clicked items' embeddings, the shown
 * item's, their product and the dense numbers, through two layers to one logit.
 *
 * @param vocabulary item ids it knows are 1 to this; any other counts as unknown
 * @param width elements of an item's embedding
 * @param hidden units of the first layer
 * @param features units of the second layer, which is also an output
 */
record ShopRanker(int vocabulary, int width, int hidden, int features) {
  /** Numbers a row carries besides ids. */
  static final int DENSE = 4;

  /** How every version is called; the policy says the same. */
  static final Signature SIGNATURE =
      new Signature(
          List.of(
              new TensorSpec("hist", "hist", ElementType.INT64, List.of(ShopPlan.HISTORY), 0),
              new TensorSpec("item", "item_id", ElementType.INT64, List.of(), 0),
              new TensorSpec("dense", "dense", ElementType.FLOAT32, List.of(DENSE), 0)),
          List.of(Signature.LOGITS, "embedding"));

  /** Standard deviation of an untrained embedding. */
  private static final double SPREAD = 0.1;

  private static final String FORWARD =
      """
        def forward(self, hist: Tensor, item: Tensor, dense: Tensor) -> Tuple[Tensor, Tensor]:
          rows = torch.size(self.items, 0)
          clicked = torch.mul(hist, torch.lt(hist, rows))
          shown = torch.mul(item, torch.lt(item, rows))
          known = torch.unsqueeze(torch.gt(clicked, 0), -1)
          count = torch.clamp_min(torch.sum(known, [1]), 1)
          taste = torch.div(torch.sum(torch.mul(torch.embedding(self.items, clicked), known), [1]), count)
          offer = torch.embedding(self.items, shown)
          x = torch.cat([taste, offer, torch.mul(taste, offer), dense], 1)
          h = torch.relu(torch.linear(x, self.w1, self.b1))
          e = torch.relu(torch.linear(h, self.w2, self.b2))
          return (torch.linear(e, self.w3, self.b3), e)
      """;

  /** A ranker that has learned nothing yet. Equal seeds give equal weights. */
  TorchScriptArchive untrained(long seed) {
    RandomGenerator random = new java.util.SplittableRandom(seed);
    int inputs = 3 * width + DENSE;
    return new TorchScriptArchive(
        "ShopRanker",
        FORWARD,
        List.of(
            embedding("items", vocabulary + 1, width, random),
            weights("w1", hidden, inputs, random),
            zeros("b1", hidden),
            weights("w2", features, hidden, random),
            zeros("b2", features),
            weights("w3", 1, features, random),
            zeros("b3", 1)));
  }

  private static Parameter embedding(String name, int rows, int width, RandomGenerator random) {
    float[] values = new float[rows * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (SPREAD * random.nextGaussian());
    }
    return new Parameter(name, List.of(rows, width), values);
  }

  /** Uniform in ±1/√inputs, as PyTorch's linear layers begin. */
  private static Parameter weights(String name, int units, int inputs, RandomGenerator random) {
    double bound = 1 / StrictMath.sqrt(inputs);
    float[] values = new float[units * inputs];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
    return new Parameter(name, List.of(units, inputs), values);
  }

  private static Parameter zeros(String name, int units) {
    return new Parameter(name, List.of(units), new float[units]);
  }
}
