package dev.bckd.app;

import dev.bckd.model.BadInputException;
import dev.bckd.process.ChildLimits;
import dev.bckd.process.Gpus;
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
 * @param stageMemory bytes of memory for it, the heap among them
 * @param stageProcessorTime processor time for the stages of an upgrade that share a process
 * @param stageLimit time for a stage; a distillation gets its policy's budget besides
 * @param servingHeap bytes of Java heap for a served version
 * @param servingMemory bytes of memory for it, the heap among them
 * @param answerLimit time for an answer of a served version
 * @param options further options for their JVM
 */
record ChildSettings(
    Isolation isolation,
    long stageHeap,
    long stageMemory,
    Optional<Duration> stageProcessorTime,
    Duration stageLimit,
    long servingHeap,
    long servingMemory,
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
    return of(environment, Machine.memory());
  }

  /**
   * @param machine bytes of memory that the machine or the container has
   */
  static ChildSettings of(Map<String, String> environment, long machine) {
    return new ChildSettings(
        Isolation.of(environment.getOrDefault(Isolation.VARIABLE, "auto")),
        size(environment, "BCKD_STAGE_HEAP").orElse(2L << 30),
        size(environment, "BCKD_STAGE_MEMORY").orElse(machine / 4 * 3),
        time(environment, "BCKD_STAGE_PROCESSOR_TIME"),
        time(environment, "BCKD_STAGE_LIMIT").orElse(Duration.ofMinutes(30)),
        size(environment, "BCKD_SERVING_HEAP").orElse(256L << 20),
        size(environment, "BCKD_SERVING_MEMORY").orElse(machine / 2),
        time(environment, "BCKD_ANSWER_LIMIT").orElse(Duration.ofSeconds(30)),
        Stream.of(environment.getOrDefault("BCKD_CHILD_JAVA_OPTS", "").split("\\s+"))
            .filter(option -> !option.isEmpty())
            .toList());
  }

  /** For the stages of an upgrade. */
  ChildLimits stage(Gpus gpus) {
    return new ChildLimits(stageHeap, stageMemory, stageProcessorTime, gpus);
  }

  /** For a served version, which is answered from the CPU. */
  ChildLimits serving() {
    return new ChildLimits(servingHeap, servingMemory, Optional.empty(), Gpus.NONE);
  }

  /** The options, after others. */
  List<String> with(String... others) {
    return Stream.concat(Stream.of(others), options.stream()).toList();
  }

  private static Optional<Long> size(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(value -> size(name, value));
  }

  private static long size(String name, String value) {
    Matcher size = SIZE.matcher(value.toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      throw new BadInputException(name, "expected a size such as 512m or 2g, got '" + value + "'");
    }
    return Long.parseLong(size.group(1)) << (size.group(2).equals("g") ? 30 : 20);
  }

  private static Optional<Duration> time(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(value -> time(name, value));
  }

  private static Duration time(String name, String value) {
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
