package dev.bckd.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.model.BadInputException;
import dev.bckd.model.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Digest SERVED = Digest.of("served".getBytes(StandardCharsets.UTF_8));
  private static final Digest OLD = Digest.of("old".getBytes(StandardCharsets.UTF_8));
  private static final Needed NEEDED =
      new Needed(Set.of("toy/42-bckd.1"), Set.of("toy/43-bckd.1"), Set.of(SERVED));

  private final Retention retention = new Retention(Limits.DEFAULT, NOW);

  @ParameterizedTest(name = "{0} of {1} days goes: {2}")
  @CsvSource({
    // Reports go by their age, unless their upgrade has not ended.
    "toy/41-bckd.1/report.json, 91, true",
    "toy/41-bckd.1/report.html, 89, false",
    "toy/42-bckd.1/junit.xml, 91, true",
    "toy/43-bckd.1/report.json, 400, false",
    // Students go when nobody needs them, but not at once.
    "toy/41-bckd.1/student.pt, 8, true",
    "toy/41-bckd.1/student.pt, 6, false",
    "toy/42-bckd.1/student.pt, 4000, false",
    "toy/41-bckd.1/.storing-1, 8, true",
    // What bckd did not write is not bckd's to delete.
    "toy/41/student.pt, 4000, false",
    "toy/41-bckd.1/notes.txt, 4000, false",
    "toy/41-bckd.1/deep/student.pt, 4000, false",
    "student.pt, 4000, false",
    ".kept/x/model.pt, 4000, false",
  })
  void decidesByNameAgeAndNeed(String name, int days, boolean goes) {
    assertThat(retention.lets(item(name, days), NEEDED)).isEqualTo(goes);
  }

  @Test
  void keepsCopiesOfWhatIsNeeded() {
    assertThat(retention.lets(item(".kept/" + SERVED.sha256() + "/model.pt", 4000), NEEDED))
        .isFalse();
    assertThat(retention.lets(item(".kept/" + OLD.sha256() + "/model.pt", 8), NEEDED)).isTrue();
    assertThat(retention.lets(item(".kept/" + OLD.sha256() + "/model.pt", 6), NEEDED)).isFalse();
  }

  @Test
  void keepsWhatIsFromTheFutureOfAClockThatJumped() {
    assertThat(retention.lets(item("toy/41-bckd.1/student.pt", -100), NEEDED)).isFalse();
  }

  @Test
  void readsTheEnvironment() {
    assertThat(Limits.of(Map.of())).isEqualTo(Limits.DEFAULT);
    assertThat(
            Limits.of(
                Map.of(
                    "BCKD_RETENTION_REPORTS", "P30D",
                    "BCKD_RETENTION_PROMOTIONS", "2",
                    "BCKD_RETENTION_REST", "PT36H")))
        .isEqualTo(new Limits(Duration.ofDays(30), 2, Duration.ofHours(36)));
  }

  @ParameterizedTest
  @CsvSource({
    "BCKD_RETENTION_REPORTS, 90 days",
    "BCKD_RETENTION_REPORTS, PT1H",
    "BCKD_RETENTION_REST, -P90D",
    "BCKD_RETENTION_PROMOTIONS, 0",
    "BCKD_RETENTION_PROMOTIONS, many",
  })
  void refusesAValueThatWouldDeleteTooMuch(String name, String value) {
    assertThatThrownBy(() -> Limits.of(Map.of(name, value)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(name + ": expected");
  }

  private static Item item(String name, int days) {
    return new Item(name, 1, NOW.minus(Duration.ofDays(days)));
  }
}
