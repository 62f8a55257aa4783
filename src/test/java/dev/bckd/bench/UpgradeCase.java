package dev.bckd.bench;

import dev.bckd.inference.djl.Parameter;
import dev.bckd.inference.djl.TorchScriptArchive;
import dev.bckd.testing.SharedData;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What is upgraded.
 *
 * @param files old rows, then new ones: Parquet with hist, item_id, dense and label
 * @param lastKnown the last item that the teacher knows
 */
record UpgradeCase(String name, List<Path> files, Path teacher, Path incoming, int lastKnown) {
  /** Items of a history. */
  static final int HISTORY = 20;

  private static final int ITEMS = 3466;

  /** MovieTweetings where it lies beside the repository, else rows and models made up. */
  static UpgradeCase find(Path folder) throws SQLException {
    return SharedData.present() ? movieTweetings() : made(folder);
  }

  private static UpgradeCase movieTweetings() {
    Path data = SharedData.folder().resolve("movietweetings");
    return new UpgradeCase(
        "MovieTweetings",
        List.of(data.resolve("historical.parquet"), data.resolve("train_new.parquet")),
        data.resolve("old_model.pt"),
        data.resolve("incoming_model.pt"),
        3337);
  }

  private static UpgradeCase made(Path folder) throws SQLException {
    UpgradeCase made =
        new UpgradeCase(
            "made data",
            List.of(folder.resolve("old.parquet"), folder.resolve("new.parquet")),
            folder.resolve("old.pt"),
            folder.resolve("new.pt"),
            3337);
    rows(made.files.get(0), 0, 71_000);
    rows(made.files.get(1), 71_000, 229_000);
    model(32, 64).write(made.teacher);
    model(48, 128).write(made.incoming);
    return made;
  }

  private static void rows(Path file, int from, int to) throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          """
          COPY (SELECT
            list_transform(range(%d), j -> (hash(i * 31 + j) %% %d)::INTEGER) AS hist,
            (hash(i * 7) %% %d)::INTEGER AS item_id,
            list_transform(range(4), j -> (hash(i * 13 + j) %% 1000)::FLOAT / 1000) AS dense,
            (hash(i * 3) %% 2)::TINYINT AS label
          FROM range(%d, %d) t(i)) TO '%s' (FORMAT PARQUET)
          """
              .formatted(HISTORY, ITEMS, ITEMS, from, to, file));
    }
  }

  private static TorchScriptArchive model(int width, int hidden) {
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
            normal("items", ITEMS, width),
            normal("w1", hidden, 3 * width + 4),
            normal("b1", hidden),
            normal("w2", 1, hidden),
            normal("b2", 1)));
  }

  private static Parameter normal(String name, Integer... shape) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    float[] values = new float[List.of(shape).stream().reduce(1, Math::multiplyExact)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.1 * random.nextGaussian());
    }
    return new Parameter(name, List.of(shape), values);
  }
}
