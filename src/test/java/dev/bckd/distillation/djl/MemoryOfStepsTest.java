package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryOfStepsTest {
  @TempDir Path folder;

  /** The smallest leak of a batch's tensor would be 90 MiB. */
  @Test
  void fifteenHundredStepsTakeNoMoreMemoryThanAFew() throws Exception {
    assertThat(MemoryOfSteps.growth(1_500, folder)).as("MiB").isLessThan(60);
  }
}
