package dev.bckd.policy.yaml;

import dev.bckd.policy.DataSet;
import java.util.List;

/** Reads which rows to take of which files. */
final class DataReader {
  private DataReader() {}

  /** Files and condition, and nothing else. */
  static DataSet rows(YamlValue value) {
    YamlMap map = value.map();
    DataSet rows = rows(map);
    map.end();
    return rows;
  }

  /** Files and condition among other keys. */
  static DataSet rows(YamlMap map) {
    YamlValue files = map.required("files");
    List<String> paths = files.list().stream().map(YamlValue::location).toList();
    if (paths.isEmpty()) {
      throw files.expected("a list of at least one file");
    }
    return new DataSet(paths, map.optional("where").map(YamlValue::text));
  }

  /** The name of the only column that a map holds. */
  static String column(YamlValue value) {
    YamlMap map = value.map();
    String column = map.required("column").text();
    map.end();
    return column;
  }
}
