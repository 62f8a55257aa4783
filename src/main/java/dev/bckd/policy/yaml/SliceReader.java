package dev.bckd.policy.yaml;

import dev.bckd.policy.SliceSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the parts of a suite that are looked at on their own. */
final class SliceReader {
  private SliceReader() {}

  static List<SliceSpec> read(YamlMap spec) {
    List<SliceSpec> slices = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlValue value : spec.optional("slices").map(YamlValue::list).orElse(List.of())) {
      YamlMap map = value.map();
      YamlValue name = map.required("name");
      if (!names.add(name.text())) {
        throw name.expected("a name that no other slice has");
      }
      slices.add(
          new SliceSpec(
              name.text(),
              map.required("where").text(),
              map.optional("minSamples")
                  .map(v -> (int) v.whole(1, Integer.MAX_VALUE))
                  .orElse(SliceSpec.DEFAULT_MIN_SAMPLES)));
      map.end();
    }
    return slices;
  }
}
