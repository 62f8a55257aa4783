package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryOfStepsIT {
  @TempDir Path folder;

  /** Also a leak of 8 KiB a step, a number for each row, would be 160 MiB. */
  @Test
  void twentyThousandStepsTakeNoMoreMemoryThanAFew() throws Exception {
    assertThat(MemoryOfSteps.growth(20_000, folder)).as("MiB").isLessThan(60);
  }
}
