package dev.bckd.demo.shop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A list that the ranker has to order: the item that was clicked among others that were not shown.
 *
 * @param clicked the row of the click
 * @param candidates item ids, each once
 * @param position 0-based index of the clicked item
 */
record RankingRequest(Impression clicked, List<Integer> candidates, int position) {
  /** Candidates of one request. */
  static final int CANDIDATES = 30;

  RankingRequest {
    candidates = List.copyOf(candidates);
  }

  /** One request for each of the first clicks among these rows, {@code count} at most. */
  static List<RankingRequest> of(
      List<Impression> rows, int count, int items, RandomGenerator random) {
    return rows.stream()
        .filter(Impression::clicked)
        .limit(count)
        .map(row -> of(row, items, random))
        .toList();
  }

  private static RankingRequest of(Impression row, int items, RandomGenerator random) {
    List<Integer> others =
        new ArrayList<>(
            IntStream.rangeClosed(1, items).filter(id -> id != row.item()).boxed().toList());
    for (int place = 0; place < CANDIDATES - 1; place++) {
      Collections.swap(others, place, place + random.nextInt(others.size() - place));
    }
    List<Integer> candidates = new ArrayList<>(others.subList(0, CANDIDATES - 1));
    int position = random.nextInt(CANDIDATES);
    candidates.add(position, row.item());
    return new RankingRequest(row, candidates, position);
  }
}
