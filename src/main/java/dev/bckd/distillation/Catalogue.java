package dev.bckd.distillation;

import dev.bckd.distillation.recipe.CandidateLists;
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

  /**
   * Lists made by chance: each a logged request with candidates of which no two are the same. The
   * request's own item is a candidate no more often than others: what is to be ranked are items
   * that the user has not met.
   *
   * @param requests where the other inputs come from
   * @param rows which of them may be used; not empty
   * @param lists how many, and how long; there are at least so many items
   * @param seed of the drawing
   * @see <a href="https://arxiv.org/abs/1809.07428">Tang and Wang, KDD 2018 (the teacher ranks
   *     unlabelled documents)</a>
   */
  Table lists(Table requests, int[] rows, CandidateLists lists, long seed) {
    long start = SplitMix64.mix(seed ^ 0x6C69737473L);
    int[] drawn = new int[lists.rows()];
    long[] ids = new long[lists.rows()];
    for (int list = 0; list < lists.count(); list++) {
      int from = list * lists.length();
      int request = rows[below(rows.length, SplitMix64.at(start, 2L * list))];
      Arrays.fill(drawn, from, from + lists.length(), request);
      long[] candidates = candidates(lists.length(), SplitMix64.at(start, 2L * list + 1));
      System.arraycopy(candidates, 0, ids, from, lists.length());
    }
    return requests.select(drawn).with(input, new Column.Longs(ids, 1));
  }

  private long[] candidates(int length, long start) {
    return IntStream.iterate(0, draw -> draw + 1)
        .map(draw -> below(items.length, SplitMix64.at(start, draw)))
        .distinct()
        .limit(length)
        .mapToLong(item -> items[item])
        .toArray();
  }

  private static int below(int bound, long bits) {
    return (int) (SplitMix64.uniform(bits) * bound);
  }

  /** Whether an item is in it. */
  boolean has(long item) {
    return Arrays.binarySearch(items, item) >= 0;
  }
}
