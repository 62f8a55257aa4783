package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryOfStepsIT {
  @TempDir Path folder;

  /** In 1,000 epochs. Also a number for each row, forgotten in each step, fails it. */
  @Test
  void twentyThousandStepsTakeNoMoreMemoryThanAFew() throws Exception {
    assertThat(MemoryOfSteps.growth(20_000, folder)).as("MiB").isLessThan(60);
  }
}
