package dev.bckd.web;

import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.UpgradeState;
import jakarta.ws.rs.BadRequestException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which upgrades a request asks for.
 *
 * @param model of this model only
 * @param state in this state only
 * @param limit so many at the most
 */
record UpgradeFilter(Optional<String> model, Optional<UpgradeState> state, int limit) {
  /** So many of the newest are looked through; older ones are found by their id. */
  static final int HORIZON = 1000;

  private static final int DIGITS = 4;
  private static final int SHOWN = 40;

  /**
   * Reads the parameters of a request.
   *
   * @throws BadRequestException if one cannot be used; the message is one line
   */
  static UpgradeFilter of(Optional<String> model, Optional<String> state, String limit) {
    return new UpgradeFilter(model, state.map(UpgradeFilter::state), limit(limit));
  }

  /** Of the newest, newest first, those that are asked for. */
  Stream<Upgrade> of(List<Upgrade> newest) {
    return newest.stream()
        .filter(upgrade -> model.map(upgrade.version().model()::equals).orElse(true))
        .filter(upgrade -> state.map(upgrade.state()::equals).orElse(true))
        .limit(limit);
  }

  private static UpgradeState state(String text) {
    return Arrays.stream(UpgradeState.values())
        .filter(state -> state.name().equals(text))
        .findFirst()
        .orElseThrow(
            () -> wrong("state", "one of " + Arrays.toString(UpgradeState.values()), text));
  }

  private static int limit(String text) {
    if (text.length() <= DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int limit = text.isEmpty() ? 0 : Integer.parseInt(text);
      if (limit >= 1 && limit <= HORIZON) {
        return limit;
      }
    }
    throw wrong("limit", "a whole number from 1 to " + HORIZON, text);
  }

  private static BadRequestException wrong(String parameter, String expected, String got) {
    String shown = got.substring(0, Math.min(SHOWN, got.length())).replaceAll("[^\\p{Print}]", "?");
    return new BadRequestException(parameter + ": expected " + expected + ", got '" + shown + "'");
  }
}
