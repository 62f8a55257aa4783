package dev.bckd.app;

import dev.bckd.model.BadInputException;
import dev.bckd.process.Isolation;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What child processes may do and use.
 *
 * @param isolation how much they are shut off
 * @param stageHeap bytes of Java heap for a stage of an upgrade
 * @param stageLimit time for a stage; a distillation gets its policy's budget besides
 * @param servingHeap bytes of Java heap for a served version
 * @param answerLimit time for an answer of a served version
 * @param options further options for their JVM
 */
record ChildSettings(
    Isolation isolation,
    long stageHeap,
    Duration stageLimit,
    long servingHeap,
    Duration answerLimit,
    List<String> options) {
  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,6})([mg])");

  ChildSettings {
    options = List.copyOf(options);
  }

  /**
   * Reads the environment.
   *
   * @throws BadInputException if a value cannot be used; the message names the variable
   */
  static ChildSettings of(Map<String, String> environment) {
    return new ChildSettings(
        Isolation.of(environment.getOrDefault(Isolation.VARIABLE, "auto")),
        size(environment, "BCKD_STAGE_HEAP", "2g"),
        time(environment, "BCKD_STAGE_LIMIT", "PT30M"),
        size(environment, "BCKD_SERVING_HEAP", "256m"),
        time(environment, "BCKD_ANSWER_LIMIT", "PT30S"),
        Stream.of(environment.getOrDefault("BCKD_CHILD_JAVA_OPTS", "").split("\\s+"))
            .filter(option -> !option.isEmpty())
            .toList());
  }

  /** The options, after others. */
  List<String> with(String... others) {
    return Stream.concat(Stream.of(others), options.stream()).toList();
  }

  private static long size(Map<String, String> environment, String name, String otherwise) {
    String value = environment.getOrDefault(name, otherwise);
    Matcher size = SIZE.matcher(value.toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      throw new BadInputException(name, "expected a size such as 512m or 2g, got '" + value + "'");
    }
    return Long.parseLong(size.group(1)) << (size.group(2).equals("g") ? 30 : 20);
  }

  private static Duration time(Map<String, String> environment, String name, String otherwise) {
    String value = environment.getOrDefault(name, otherwise);
    return parsed(value)
        .filter(time -> !time.isNegative() && !time.isZero())
        .orElseThrow(
            () ->
                new BadInputException(
                    name, "expected a time such as PT30M or PT20S, got '" + value + "'"));
  }

  private static Optional<Duration> parsed(String value) {
    try {
      return Optional.of(Duration.parse(value));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
