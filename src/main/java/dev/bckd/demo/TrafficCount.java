package dev.bckd.demo;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What became of the live requests.
 *
 * @param answered answers by the version that gave them
 * @param failed requests without a usable answer
 * @param firstFailure what was wrong with the first of them; empty: none failed
 */
record TrafficCount(Map<String, Long> answered, long failed, Optional<String> firstFailure) {
  /** Before the first request. */
  static final TrafficCount NONE = new TrafficCount(Map.of(), 0, Optional.empty());

  TrafficCount {
    answered = Map.copyOf(answered);
  }

  /** With one more answer. */
  TrafficCount plusAnswer(String version) {
    Map<String, Long> more = new TreeMap<>(answered);
    more.merge(version, 1L, Long::sum);
    return new TrafficCount(more, failed, firstFailure);
  }

  /** With one more failure. */
  TrafficCount plusFailure(String what) {
    return new TrafficCount(answered, failed + 1, firstFailure.or(() -> Optional.of(what)));
  }

  /** Answers of all versions. */
  long answers() {
    return answered.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether a version gave any answer. */
  boolean answeredBy(String version) {
    return answered.containsKey(version);
  }
}
