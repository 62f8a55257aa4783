package dev.bckd.policy.yaml;

import dev.bckd.policy.FreezeWindow;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads when no rollout begins: once, or on days of the week. */
final class FreezeReader {
  private FreezeReader() {}

  static List<FreezeWindow> read(YamlValue value) {
    return value.list().stream().map(FreezeReader::window).toList();
  }

  private static FreezeWindow window(YamlValue value) {
    YamlMap map = value.map();
    FreezeWindow window =
        map.optional("days").map(days -> weekly(days, map)).orElseGet(() -> once(map));
    map.end();
    return window;
  }

  private static FreezeWindow weekly(YamlValue days, YamlMap map) {
    Set<DayOfWeek> on =
        days.list().stream().map(day -> day.constant(DayOfWeek.class)).collect(Collectors.toSet());
    if (on.isEmpty()) {
      throw days.expected("at least one day, such as saturday");
    }
    String time = "a time of day such as \"18:00\"";
    return new FreezeWindow.Weekly(
        on,
        read(map.required("from"), LocalTime::parse, time),
        read(map.required("to"), LocalTime::parse, time),
        read(map.required("zone"), ZoneId::of, "a time zone such as Europe/Berlin"));
  }

  private static FreezeWindow once(YamlMap map) {
    Instant from = moment(map.required("from"));
    YamlValue end = map.required("to");
    Instant to = moment(end);
    if (!to.isAfter(from)) {
      throw end.expected("a time after 'from'");
    }
    return new FreezeWindow.Once(from, to);
  }

  private static Instant moment(YamlValue value) {
    return read(
        value, text -> OffsetDateTime.parse(text).toInstant(), "a time such as 2026-12-20T00:00Z");
  }

  private static <T> T read(YamlValue value, Function<String, T> parse, String expected) {
    try {
      return parse.apply(value.text());
    } catch (DateTimeException e) {
      throw value.expected(expected);
    }
  }
}
