package dev.bckd.model.https;

import dev.bckd.model.BadInputException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The hosts that files may be fetched from.
 *
 * @param patterns {@code host}, {@code host:port}, {@code *.domain} for all hosts below a domain,
 *     {@code *} for all; without a port it is 443, for {@code *} any
 */
public record AllowedHosts(List<String> patterns) {
  private static final Pattern PATTERN =
      Pattern.compile("[*]|([*][.])?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?");

  public AllowedHosts {
    patterns = List.copyOf(patterns);
  }

  /**
   * Reads a list between commas.
   *
   * @throws BadInputException if one of them is no host
   */
  public static AllowedHosts of(String setting, String text) {
    List<String> patterns =
        Stream.of(text.split(","))
            .map(part -> part.strip().toLowerCase(Locale.ROOT))
            .filter(part -> !part.isEmpty())
            .toList();
    for (String pattern : patterns) {
      if (!PATTERN.matcher(pattern).matches()) {
        throw new BadInputException(
            setting, "'" + pattern + "' is no host; expected host, host:port or *.domain");
      }
    }
    return new AllowedHosts(patterns);
  }

  boolean allow(URI uri) {
    String host = uri.getHost();
    if (host == null) {
      return false;
    }
    int port = uri.getPort() < 0 ? 443 : uri.getPort();
    String named = host.toLowerCase(Locale.ROOT);
    return patterns.stream().anyMatch(pattern -> matches(pattern, named, port));
  }

  private static boolean matches(String pattern, String host, int port) {
    if (pattern.equals("*")) {
      return true;
    }
    int colon = pattern.indexOf(':');
    String name = colon < 0 ? pattern : pattern.substring(0, colon);
    int expected = colon < 0 ? 443 : Integer.parseInt(pattern.substring(colon + 1));
    return port == expected
        && (name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name));
  }
}
