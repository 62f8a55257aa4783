package dev.bckd.demo.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Writes the shop's rows as Parquet files.
 *
 * <p>Columns: event_id BIGINT, ts TIMESTAMP (UTC), user_id INTEGER, item_id INTEGER, label TINYINT,
 * hist INTEGER[] (as long as {@link ShopPlan#HISTORY}, 0 on the left where there are fewer clicks),
 * dense FLOAT[], and the slices s_loyal_customer, s_head_item, s_tail_item, s_new_item TINYINT (0
 * or 1). Ranking files carry candidates INTEGER[] and pos_index INTEGER in place of item and label.
 */
final class ShopFiles {
  private static final String COMMON =
      "event_id BIGINT, ts TIMESTAMP, user_id INTEGER, hist INTEGER[], dense FLOAT[]";
  private static final String LABELLED =
      COMMON
          + ", item_id INTEGER, label TINYINT, s_loyal_customer TINYINT, s_head_item TINYINT,"
          + " s_tail_item TINYINT, s_new_item TINYINT";
  private static final String RANKING = COMMON + ", candidates INTEGER[], pos_index INTEGER";

  private final Path folder;
  private final Slices slices;

  /**
   * @param folder where the files go; made where it is missing
   */
  ShopFiles(Path folder, Slices slices) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.slices = slices;
  }

  /** Writes labelled rows, in their order. */
  void labelled(String name, List<Impression> rows) {
    write(
        name,
        LABELLED,
        appender -> {
          for (Impression row : rows) {
            common(appender.beginRow(), row)
                .append(row.item())
                .append(bit(row.clicked()))
                .append(bit(slices.loyalCustomer(row)))
                .append(bit(slices.headItem(row)))
                .append(bit(slices.tailItem(row)))
                .append(bit(slices.newItem(row)))
                .endRow();
          }
        });
  }

  /** Writes ranking requests, in their order. */
  void ranking(String name, List<RankingRequest> requests) {
    write(
        name,
        RANKING,
        appender -> {
          for (RankingRequest request : requests) {
            common(appender.beginRow(), request.clicked())
                .append(request.candidates())
                .append(request.position())
                .endRow();
          }
        });
  }

  private static DuckDBAppender common(DuckDBAppender row, Impression impression)
      throws SQLException {
    return row.append(impression.event())
        .append(impression.at())
        .append(impression.customer())
        .append(padded(impression.history()))
        .append(impression.dense());
  }

  /** The history at its full length, 0 on the left. */
  static List<Integer> padded(List<Integer> history) {
    Integer[] padded = new Integer[ShopPlan.HISTORY];
    Arrays.fill(padded, 0);
    for (int i = 0; i < history.size(); i++) {
      padded[padded.length - history.size() + i] = history.get(i);
    }
    return List.of(padded);
  }

  private static byte bit(boolean value) {
    return (byte) (value ? 1 : 0);
  }

  private void write(String name, String columns, Rows rows) {
    try (DuckDBConnection db =
            DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
        Statement sql = db.createStatement()) {
      sql.execute("CREATE TABLE log (" + columns + ")");
      try (DuckDBAppender appender = db.createAppender("log")) {
        rows.appendTo(appender);
      }
      String file = folder.resolve(name).toString().replace("'", "''");
      sql.execute("COPY log TO '" + file + "' (FORMAT parquet, COMPRESSION zstd)");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot write " + folder.resolve(name), e);
    }
  }

  /** Rows on their way into a table. */
  @FunctionalInterface
  private interface Rows {
    void appendTo(DuckDBAppender appender) throws SQLException;
  }
}
