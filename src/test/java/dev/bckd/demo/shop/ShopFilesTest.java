package dev.bckd.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopFilesTest {
  private static final ShopPlan SMALL = new ShopPlan(11, 60, 40, 10, 4, 20, 10, 5, 5);
  private static final Catalogue CATALOGUE = Catalogue.of(SMALL);
  private static final List<Impression> LOG = ShopLog.of(SMALL, CATALOGUE);

  @TempDir static Path folder;

  @BeforeAll
  static void writeTheFiles() throws Exception {
    ShopFiles files = new ShopFiles(folder, new Slices(SMALL, CATALOGUE));
    files.labelled("log.parquet", LOG);
    files.ranking("rank.parquet", RankingRequest.of(LOG, 25, 50, SMALL.random("test")));
  }

  @Test
  void labelledRowsComeBackAsTheyWere() throws Exception {
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = db.createStatement();
        ResultSet rows = sql.executeQuery("FROM '" + folder.resolve("log.parquet") + "'")) {
      for (Impression row : LOG) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getLong("event_id")).isEqualTo(row.event());
        assertThat(rows.getObject("ts", LocalDateTime.class)).isEqualTo(row.at());
        assertThat(rows.getInt("user_id")).isEqualTo(row.customer());
        assertThat(rows.getInt("item_id")).isEqualTo(row.item());
        assertThat(rows.getInt("label")).isEqualTo(row.clicked() ? 1 : 0);
        assertThat(list(rows.getArray("dense"))).isEqualTo(row.dense());
        List<?> hist = list(rows.getArray("hist"));
        int pad = ShopPlan.HISTORY - row.history().size();
        assertThat(hist.subList(pad, ShopPlan.HISTORY)).isEqualTo(row.history());
        assertThat(hist.subList(0, pad)).allMatch(id -> id.equals(0));
        assertThat(rows.getInt("s_new_item")).isEqualTo(row.item() > 40 ? 1 : 0);
      }
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void slicesHoldWhatTheirNamesSay() throws Exception {
    Map<Integer, Double> weight =
        CATALOGUE.items().stream()
            .filter(item -> item.id() <= 40)
            .collect(
                java.util.stream.Collectors.toMap(
                    Item::id, item -> CATALOGUE.popularity(Season.WINTER, item.id())));
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = db.createStatement();
        ResultSet rows =
            sql.executeQuery(
                "SELECT DISTINCT item_id, s_head_item, s_tail_item FROM '"
                    + folder.resolve("log.parquet")
                    + "' WHERE item_id <= 40")) {
      while (rows.next()) {
        double own = weight.get(rows.getInt(1));
        long above = weight.values().stream().filter(other -> other > own).count();
        assertThat(rows.getInt(2)).isEqualTo(above < 4 ? 1 : 0);
        assertThat(rows.getInt(3)).isEqualTo(above >= 20 ? 1 : 0);
      }
    }
  }

  @Test
  void aRankingRequestHoldsTheClickedItemOnceAtItsPosition() throws Exception {
    List<Impression> clicks = LOG.stream().filter(Impression::clicked).limit(25).toList();
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = db.createStatement();
        ResultSet rows = sql.executeQuery("FROM '" + folder.resolve("rank.parquet") + "'")) {
      for (Impression click : clicks) {
        assertThat(rows.next()).isTrue();
        List<?> candidates = list(rows.getArray("candidates"));
        assertThat(candidates).hasSize(RankingRequest.CANDIDATES).doesNotHaveDuplicates();
        assertThat(candidates.get(rows.getInt("pos_index"))).isEqualTo(click.item());
        assertThat(rows.getLong("event_id")).isEqualTo(click.event());
      }
      assertThat(rows.next()).isFalse();
    }
  }

  private static List<?> list(Array array) throws Exception {
    return Arrays.asList((Object[]) array.getArray());
  }
}
