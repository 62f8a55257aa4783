package dev.bckd.web;

import dev.bckd.upgrade.Instruction;
import jakarta.ws.rs.BadRequestException;
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
   * @throws BadRequestException if nobody says who tells, or a text is too long
   */
  Instruction instruction() {
    String who = by.map(String::strip).orElse("");
    String reason = why.map(String::strip).orElse("");
    if (who.isEmpty() || who.length() > LONGEST || reason.length() > LONGEST) {
      throw new BadRequestException(
          "expected {\"by\": \"who\", \"why\": \"why\"}, each of at most "
              + LONGEST
              + " characters");
    }
    return new Instruction(who, reason);
  }
}
