package dev.bckd.distillation;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.model.ElementType;
import dev.bckd.model.TaskType;
import dev.bckd.policy.RankingSpec;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.stats.SplitMix64;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The items of a recommender, and rows made of them: a logged request with an item of the catalogue
 * in place of its own. Such rows have no label; the models' answers are all there is to learn.
 *
 * @param input the model input that takes the item, one id a row
 * @param items ids that the teacher knows, rising, each once
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record Catalogue(String input, long[] items) {
  /**
   * The input that takes items: the one a ranking suite of the policy names.
   *
   * @return empty where there is no ranking suite, or its input is no single id
   */
  static Optional<String> input(UpgradePolicy policy) {
    if (policy.task() != TaskType.BINARY) {
      return Optional.empty();
    }
    return policy.gates().suites().stream()
        .map(RegressionSuite::ranking)
        .flatMap(Optional::stream)
        .map(RankingSpec::input)
        .filter(
            name ->
                policy.signature().inputs().stream()
                    .anyMatch(
                        input ->
                            input.name().equals(name)
                                && input.width() == 1
                                && input.type() == ElementType.INT64))
        .findFirst();
  }

  /** The items of rows that the teacher knows, each once. */
  static Catalogue of(History history, String input) {
    long[] ids = history.inputs().column(input, Column.Longs.class).values();
    return new Catalogue(
        input,
        IntStream.range(0, history.size())
            .filter(row -> history.known()[row])
            .mapToLong(row -> ids[row])
            .sorted()
            .distinct()
            .toArray());
  }

  /**
   * Rows made by chance.
   *
   * @param requests where the other inputs come from
   * @param rows which of them may be used; not empty
   * @param count how many to make
   * @param seed of the drawing
   */
  Table make(Table requests, int[] rows, int count, long seed) {
    long start = SplitMix64.mix(seed ^ 0x6D61646550L);
    int[] drawn = new int[count];
    long[] ids = new long[count];
    for (int i = 0; i < count; i++) {
      drawn[i] = rows[below(rows.length, SplitMix64.at(start, 2L * i))];
      ids[i] = items[below(items.length, SplitMix64.at(start, 2L * i + 1))];
    }
    return requests.select(drawn).with(input, new Column.Longs(ids, 1));
  }

  private static int below(int bound, long bits) {
    return (int) (SplitMix64.uniform(bits) * bound);
  }

  /** Whether an item is in it. */
  boolean has(long item) {
    return Arrays.binarySearch(items, item) >= 0;
  }
}
