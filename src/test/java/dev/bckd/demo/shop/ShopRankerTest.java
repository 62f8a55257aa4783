package dev.bckd.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.ScoringModel;
import dev.bckd.inference.djl.DjlScoringEngine;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopRankerTest {
  private static final ShopRanker SHAPE = new ShopRanker(20, 4, 6, 5);

  /** A mean of three equal numbers is rounded. */
  private static final Offset<Float> ROUNDING = Offset.offset(1e-6f);

  @TempDir Path folder;

  @Test
  void isCalledAsItsSignatureSays() {
    try (ScoringModel model = open(1)) {
      assertThat(model.width()).isEqualTo(1);
      assertThat(model.score(rows(new long[] {0, 0, 3}, 4)).values()).hasSize(1).isNotNull();
    }
  }

  @Test
  void anItemItDoesNotKnowIsTheUnknownItem() {
    try (ScoringModel model = open(1)) {
      float[] unknown = model.score(rows(new long[] {0, 0, 3}, 0)).values();

      assertThat(model.score(rows(new long[] {0, 0, 3}, 21)).values()).isEqualTo(unknown);
      assertThat(model.score(rows(new long[] {0, 0, 3}, 20)).values()).isNotEqualTo(unknown);
    }
  }

  @Test
  void theTasteIsTheMeanOfTheKnownClicks() {
    try (ScoringModel model = open(1)) {
      float[] once = model.score(rows(new long[] {0, 0, 3}, 4)).values();

      assertThat(model.score(rows(new long[] {3, 3, 3}, 4)).values())
          .containsExactly(once, ROUNDING);
      assertThat(model.score(rows(new long[] {77, 3, 0}, 4)).values())
          .containsExactly(once, ROUNDING);
      assertThat(model.score(rows(new long[] {0, 5, 3}, 4)).values())
          .doesNotContain(once, ROUNDING);
    }
  }

  @Test
  void anotherSeedIsAnotherModel() {
    try (ScoringModel one = open(1);
        ScoringModel other = open(2)) {
      Table row = rows(new long[] {0, 0, 3}, 4);

      assertThat(one.score(row).values()).isNotEqualTo(other.score(row).values());
    }
  }

  private ScoringModel open(long seed) {
    Path file = folder.resolve("ranker-" + seed + ".pt");
    SHAPE.untrained(seed).write(file);
    return new DjlScoringEngine().open(file, ShopRanker.SIGNATURE);
  }

  /** One row whose last clicks are these. */
  private static Table rows(long[] last, long item) {
    long[] hist = new long[ShopPlan.HISTORY];
    System.arraycopy(last, 0, hist, hist.length - last.length, last.length);
    return new Table(
        1,
        Map.of(
            "hist", new Column.Longs(hist, ShopPlan.HISTORY),
            "item", new Column.Longs(new long[] {item}, 1),
            "dense", new Column.Floats(new float[] {0.1f, 0.2f, 0.3f, 0.4f}, 4)));
  }
}
