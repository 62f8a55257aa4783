package dev.bckd.policy.yaml;

import dev.bckd.policy.RankingSpec;
import dev.bckd.policy.RetrievalSpec;
import java.util.List;

/** Reads how a row is a question whose answer is a list: a ranking, or a search of an index. */
final class ListReader {
  private static final int LONGEST = 10_000;

  /** Their length unless said. */
  static final int USUAL = 10;

  private ListReader() {}

  static RankingSpec ranking(YamlValue value) {
    YamlMap map = value.map();
    YamlMap candidates = map.required("candidates").map();
    RankingSpec ranking =
        new RankingSpec(
            candidates.required("column").text(),
            candidates.required("input").text(),
            DataReader.column(map.required("relevant")),
            length(map));
    List.of(candidates, map).forEach(YamlMap::end);
    return ranking;
  }

  static RetrievalSpec retrieval(YamlValue value) {
    YamlMap map = value.map();
    RetrievalSpec retrieval =
        new RetrievalSpec(
            DataReader.rows(map.required("queries")),
            DataReader.rows(map.required("index")),
            DataReader.column(map.required("relevant")),
            length(map));
    map.end();
    return retrieval;
  }

  private static int length(YamlMap map) {
    return map.optional("k").map(k -> (int) k.whole(1, LONGEST)).orElse(USUAL);
  }
}
