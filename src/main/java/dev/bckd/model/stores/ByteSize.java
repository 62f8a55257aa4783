package dev.bckd.model.stores;

import dev.bckd.model.BadInputException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as people write them: {@code 500 MB}, {@code 2GiB}, {@code 4096}. */
final class ByteSize {
  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,15})\\s*([kmgt]?i?b?)");
  private static final Map<Character, Integer> POWERS = Map.of('k', 1, 'm', 2, 'g', 3, 't', 4);

  private ByteSize() {}

  /**
   * Reads it.
   *
   * @throws BadInputException if it is none, or 0
   */
  static long of(String setting, String text) {
    Matcher parts = WRITTEN.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (parts.matches()) {
      String unit = parts.group(2);
      int power = unit.isEmpty() ? 0 : POWERS.getOrDefault(unit.charAt(0), 0);
      double bytes = Double.parseDouble(parts.group(1)) * Math.pow(base(unit), power);
      if (bytes >= 1 && bytes < 1e18) {
        return (long) bytes;
      }
    }
    throw new BadInputException(
        setting, "expected a size such as 500 MB or 20 GiB, got '" + text + "'");
  }

  private static int base(String unit) {
    return unit.contains("i") ? 1024 : 1000;
  }
}
