package dev.bckd.policy.yaml;

import dev.bckd.policy.DataSet;
import java.util.Optional;

/**
 * The rows of a suite and what their columns mean.
 *
 * @param data the rows
 * @param label column of the right answer
 * @param group column of what belongs together
 * @param id column that names the event
 * @param weight column of a row's cost
 */
record SuiteRows(
    DataSet data,
    Optional<String> label,
    Optional<String> group,
    Optional<String> id,
    Optional<String> weight) {

  /**
   * Rows of files.
   *
   * @param labelled whether they need a label
   */
  static SuiteRows read(YamlValue value, boolean labelled) {
    YamlMap map = value.map();
    if (labelled) {
      map.required("label");
    }
    SuiteRows rows = of(DataReader.rows(map), map);
    map.end();
    return rows;
  }

  /** Rows that are queries; only their columns can be named. */
  static SuiteRows ofQueries(Optional<YamlValue> value, DataSet queries) {
    if (value.isEmpty()) {
      return new SuiteRows(
          queries, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
    YamlMap map = value.get().map();
    SuiteRows rows = of(queries, map);
    map.end();
    return rows;
  }

  private static SuiteRows of(DataSet data, YamlMap map) {
    return new SuiteRows(
        data,
        map.optional("label").map(YamlValue::text),
        map.optional("group").map(YamlValue::text),
        map.optional("id").map(YamlValue::text),
        map.optional("weight").map(YamlValue::text));
  }
}
