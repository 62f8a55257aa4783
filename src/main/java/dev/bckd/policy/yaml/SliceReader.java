package dev.bckd.policy.yaml;

import dev.bckd.policy.SliceSpec;

/** Reads the parts of a suite that are looked at on their own. */
final class SliceReader {
  private SliceReader() {}

  static SliceSpec read(YamlValue value) {
    YamlMap map = value.map();
    SliceSpec slice =
        new SliceSpec(
            map.required("name").text(),
            map.required("where").text(),
            map.optional("minSamples")
                .map(v -> (int) v.whole(1, Integer.MAX_VALUE))
                .orElse(SliceSpec.DEFAULT_MIN_SAMPLES));
    map.end();
    return slice;
  }
}
