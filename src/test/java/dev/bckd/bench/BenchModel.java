package dev.bckd.bench;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.djl.Parameter;
import dev.bckd.inference.djl.TorchScriptArchive;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TaskType;
import dev.bckd.model.TensorSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A kind of model with a teacher and an incoming version, written from Java.
 *
 * @param classes logits a row
 */
record BenchModel(String name, Signature signature, TaskType task, int classes) {
  private static final int USERS = 50_000;
  private static final int ITEMS = 10_000;
  private static final int REAL = 784;

  /** 784 real inputs, 10 classes. */
  static final BenchModel MLP =
      new BenchModel(
          "MLP 784-512-256-10",
          new Signature(
              List.of(new TensorSpec("x", "x", ElementType.FLOAT32, List.of(REAL), 0)),
              List.of("logits")),
          TaskType.MULTICLASS,
          10);

  /** A user and an item, one logit. */
  static final BenchModel RECOMMENDER =
      new BenchModel(
          "recommender 50k + 10k x 32",
          new Signature(
              List.of(
                  new TensorSpec("user", "user", ElementType.INT64, List.of(), 0),
                  new TensorSpec("item", "item", ElementType.INT64, List.of(), 0)),
              List.of("logits")),
          TaskType.BINARY,
          1);

  void writeIncoming(Path file) {
    (task == TaskType.MULTICLASS ? mlp(512, 256) : recommender(32, 64)).write(file);
  }

  void writeTeacher(Path file) {
    (task == TaskType.MULTICLASS ? mlp(1024, 512) : recommender(64, 128)).write(file);
  }

  /** Random inputs. */
  Table rows(int rows) {
    SplittableRandom random = new SplittableRandom(5);
    if (task == TaskType.MULTICLASS) {
      float[] values = new float[rows * REAL];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextDouble();
      }
      return new Table(rows, Map.of("x", new Column.Floats(values, REAL)));
    }
    return new Table(
        rows,
        Map.of(
            "user", new Column.Longs(random.longs(rows, 0, USERS).toArray(), 1),
            "item", new Column.Longs(random.longs(rows, 0, ITEMS).toArray(), 1)));
  }

  private static TorchScriptArchive mlp(int first, int second) {
    return new TorchScriptArchive(
        "Mlp",
        """
          def forward(self, x: Tensor) -> Tensor:
            h = torch.relu(torch.linear(x, self.w1, self.b1))
            h = torch.relu(torch.linear(h, self.w2, self.b2))
            return torch.linear(h, self.w3, self.b3)
        """,
        List.of(
            weight("w1", first, REAL),
            weight("b1", first),
            weight("w2", second, first),
            weight("b2", second),
            weight("w3", 10, second),
            weight("b3", 10)));
  }

  private static TorchScriptArchive recommender(int width, int hidden) {
    return new TorchScriptArchive(
        "Recommender",
        """
          def forward(self, user: Tensor, item: Tensor) -> Tensor:
            u = torch.embedding(self.users, user)
            i = torch.embedding(self.items, item)
            x = torch.cat([u, i, torch.mul(u, i)], 1)
            h = torch.relu(torch.linear(x, self.w1, self.b1))
            return torch.linear(h, self.w2, self.b2)
        """,
        List.of(
            weight("users", USERS, width),
            weight("items", ITEMS, width),
            weight("w1", hidden, 3 * width),
            weight("b1", hidden),
            weight("w2", 1, hidden),
            weight("b2", 1)));
  }

  private static Parameter weight(String name, Integer... shape) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    float[] values = new float[List.of(shape).stream().reduce(1, Math::multiplyExact)];
    double scale = 2 / Math.sqrt(shape[shape.length - 1]);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (scale * (random.nextDouble() - 0.5));
    }
    return new Parameter(name, List.of(shape), values);
  }
}
