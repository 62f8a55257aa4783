package dev.bckd.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged service while everything around it, and it itself, is killed, restarted, cut off and
 * hung, in an order that a seed gives. The long form: {@code -Dbckd.chaos.upgrades=300
 * -Dbckd.chaos.kills=60}.
 */
class ChaosIT {
  private static final int UPGRADES = Integer.getInteger("bckd.chaos.upgrades", 20);
  private static final int KILLS = Integer.getInteger("bckd.chaos.kills", 10);
  private static final long SEED = Long.getLong("bckd.chaos.seed", 1);

  @TempDir private Path folder;

  @Test
  void losesNothingAndServesNothingThatTheGatesDidNotPass() throws Exception {
    try (Chaos chaos = Chaos.in(folder, SEED)) {
      chaos.run(UPGRADES, KILLS);
      ChaosReport report = chaos.report();
      System.out.println(report.text());
      Files.writeString(
          Files.createDirectories(Path.of("target")).resolve("chaos.txt"), report.text());

      assertThat(report.upgradesByEvent())
          .as("each event has one upgrade")
          .hasSize(UPGRADES)
          .allSatisfy((event, upgrades) -> assertThat(upgrades).as(event).hasSize(1));
      assertThat(report.states()).as("each upgrade has ended").allMatch(state -> state.ended());
      assertThat(report.served())
          .as("what is served is what the journal says")
          .isEqualTo(report.deployed());
      assertThat(report.everServedUngated()).as("versions served without a passed gate").isEmpty();
      assertThat(report.untold()).as("upgrades whose end was not announced").isEmpty();
      assertThat(report.toldOutOfOrder()).as("entries announced before an earlier one").isEmpty();
      assertThat(report.promoted()).as("promotions, for the rest to mean something").isPositive();
    }
  }
}
