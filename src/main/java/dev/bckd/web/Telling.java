package dev.bckd.web;

import static java.lang.Character.isISOControl;

import dev.bckd.upgrade.Instruction;
import jakarta.ws.rs.BadRequestException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The body of a request that tells an upgrade or a model what to do.
 *
 * @param by who tells it
 * @param why for the journal; may be left out
 */
public record Telling(Optional<String> by, Optional<String> why) {
  private static final int LONGEST = 1000;

  /**
   * As an instruction.
   *
   * @throws BadRequestException if nobody says who tells, or a text is too long or cannot be kept
   */
  Instruction instruction() {
    String who = by.map(String::strip).orElse("");
    String reason = why.map(String::strip).orElse("");
    if (who.isEmpty() || !keepable(who) || !keepable(reason)) {
      throw new BadRequestException(
          "expected {\"by\": \"who\", \"why\": \"why\"}, each a text of at most "
              + LONGEST
              + " characters");
    }
    return new Instruction(who, reason);
  }

  /** By the journal, and for the eyes of people; lines may be broken. */
  private static boolean keepable(String text) {
    return text.length() <= LONGEST
        && text.chars().allMatch(c -> c == '\n' || c == '\r' || c == '\t' || !isISOControl(c))
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
