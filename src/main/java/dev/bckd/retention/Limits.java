package dev.bckd.retention;

import dev.bckd.model.BadInputException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept. The journal is kept for ever and has no limit here.
 *
 * @param reports how long a report is kept after it was written
 * @param promotions of how many of a model's last promotions the files are kept; 1 at least, which
 *     is what is served
 * @param rest how long what nobody needs is kept: students that were not promoted, copies of what
 *     was served before, work that was given up
 */
public record Limits(Duration reports, int promotions, Duration rest) {
  /** Where nothing is said. */
  public static final Limits DEFAULT = new Limits(Duration.ofDays(90), 5, Duration.ofDays(7));

  /** A file may be needed before the journal says so: it is stored first. */
  private static final Duration SHORTEST = Duration.ofDays(1);

  /**
   * Reads the environment.
   *
   * @param environment {@code BCKD_RETENTION_REPORTS}, {@code BCKD_RETENTION_PROMOTIONS}, {@code
   *     BCKD_RETENTION_REST}
   * @throws BadInputException if a value cannot be used; the message names the variable
   */
  public static Limits of(Map<String, String> environment) {
    return new Limits(
        time(environment, "BCKD_RETENTION_REPORTS", DEFAULT.reports),
        text(environment, "BCKD_RETENTION_PROMOTIONS")
            .map(Limits::number)
            .orElse(DEFAULT.promotions),
        time(environment, "BCKD_RETENTION_REST", DEFAULT.rest));
  }

  private static Duration time(Map<String, String> environment, String name, Duration otherwise) {
    return text(environment, name).map(text -> time(name, text)).orElse(otherwise);
  }

  private static Duration time(String name, String text) {
    try {
      Duration time = Duration.parse(text);
      if (time.compareTo(SHORTEST) >= 0) {
        return time;
      }
    } catch (DateTimeParseException e) {
      throw new BadInputException(name, expected(text));
    }
    throw new BadInputException(name, expected(text));
  }

  private static String expected(String text) {
    return "expected a time such as P90D, a day at least, got '" + text + "'";
  }

  private static int number(String text) {
    if (!text.matches("[1-9]\\d{0,5}")) {
      throw new BadInputException(
          "BCKD_RETENTION_PROMOTIONS", "expected a number from 1 on, got '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  private static Optional<String> text(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }
}
