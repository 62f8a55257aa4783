package dev.bckd.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When no rollout begins. */
class FreezeWindowTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** Fridays from 18:00 to Saturday 08:00 in Berlin; summer time ends on 25 October 2026. */
  private static final FreezeWindow NIGHT =
      new FreezeWindow.Weekly(
          Set.of(DayOfWeek.FRIDAY), LocalTime.of(18, 0), LocalTime.of(8, 0), BERLIN);

  @ParameterizedTest
  @CsvSource({
    "2026-10-23T15:59:59Z, ",
    "2026-10-23T16:00:00Z, 2026-10-24T06:00:00Z",
    "2026-10-24T05:59:59Z, 2026-10-24T06:00:00Z",
    "2026-10-24T06:00:00Z, ",
    "2026-10-30T16:59:59Z, ",
    "2026-10-30T17:00:00Z, 2026-10-31T07:00:00Z",
    "2026-10-28T20:00:00Z, "
  })
  void holdsFromItsBeginToItsEndByTheClockOnTheWall(String moment, String end) {
    assertThat(NIGHT.endOf(Instant.parse(moment)))
        .isEqualTo(Optional.ofNullable(end).map(Instant::parse));
  }

  @Test
  void lastsAWholeDayFromMidnightToMidnight() {
    FreezeWindow sunday =
        new FreezeWindow.Weekly(
            Set.of(DayOfWeek.SUNDAY), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, ZoneId.of("UTC"));

    assertThat(sunday.endOf(Instant.parse("2026-11-22T23:59:59Z")))
        .contains(Instant.parse("2026-11-23T00:00:00Z"));
    assertThat(sunday.endOf(Instant.parse("2026-11-23T00:00:00Z"))).isEmpty();
  }

  @Test
  void waitsForTheLastOfSeveralThatOverlap() {
    Instant now = Instant.parse("2026-10-23T20:00:00Z");
    Instant end = Instant.parse("2026-11-01T00:00:00Z");
    RolloutPolicy policy =
        new RolloutPolicy(
            "embedded",
            Release.AT_ONCE,
            List.of(NIGHT, new FreezeWindow.Once(Instant.EPOCH, end)),
            0,
            0);

    assertThat(policy.frozenAt(now)).contains(end);
    assertThat(policy.frozenAt(end)).isEmpty();
  }
}
