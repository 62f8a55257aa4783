package dev.bckd.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.model.BadInputException;
import dev.bckd.process.ChildLimits;
import dev.bckd.process.Gpus;
import dev.bckd.process.Isolation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChildSettingsTest {
  private static final long GIB = 1L << 30;

  @Test
  void leavesTheServiceAQuarterOfTheMachine() {
    ChildSettings settings = ChildSettings.of(Map.of(), 16 * GIB);

    assertThat(settings.stage(Gpus.FIRST))
        .isEqualTo(new ChildLimits(2 * GIB, 12 * GIB, Optional.empty(), Gpus.FIRST));
    assertThat(settings.serving())
        .isEqualTo(new ChildLimits(GIB / 4, 8 * GIB, Optional.empty(), Gpus.NONE));
    assertThat(settings.stageLimit()).isEqualTo(Duration.ofMinutes(30));
    assertThat(settings.answerLimit()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void takesEveryVariable() {
    ChildSettings settings =
        ChildSettings.of(
            Map.of(
                "BCKD_ISOLATION", "none",
                "BCKD_STAGE_HEAP", "1g",
                "BCKD_STAGE_MEMORY", "3G",
                "BCKD_STAGE_PROCESSOR_TIME", "PT2H",
                "BCKD_STAGE_LIMIT", "PT1H",
                "BCKD_SERVING_HEAP", "512m",
                "BCKD_SERVING_MEMORY", "2g",
                "BCKD_ANSWER_LIMIT", "PT5S",
                "BCKD_CHILD_JAVA_OPTS", " -Xss1m  -ea "),
            16 * GIB);

    assertThat(settings)
        .isEqualTo(
            new ChildSettings(
                Isolation.NONE,
                GIB,
                3 * GIB,
                Optional.of(Duration.ofHours(2)),
                Duration.ofHours(1),
                GIB / 2,
                2 * GIB,
                Duration.ofSeconds(5),
                List.of("-Xss1m", "-ea")));
  }

  @ParameterizedTest
  @CsvSource({
    "BCKD_STAGE_MEMORY, much, a size such as 512m or 2g",
    "BCKD_SERVING_MEMORY, 0m, a size such as 512m or 2g",
    "BCKD_STAGE_PROCESSOR_TIME, 2h, a time such as PT30M or PT20S",
    "BCKD_STAGE_LIMIT, PT0S, a time such as PT30M or PT20S",
  })
  void namesTheVariableThatIsWrong(String name, String value, String expected) {
    assertThatThrownBy(() -> ChildSettings.of(Map.of(name, value), GIB))
        .isInstanceOf(BadInputException.class)
        .hasMessage(name + ": expected " + expected + ", got '" + value + "'");
  }

  @Test
  void asksTheMachineWhatItHas() {
    assertThat(Machine.memory()).isGreaterThan(GIB / 4);
  }
}
