package dev.bckd.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void namesAreFlushLeftAndNumbersFlushRight() {
    List<String> lines =
        new TextTable(1)
            .row(List.of("metric", "a", "b"))
            .row(List.of("auc", "0.7832", "-"))
            .row(List.of("negative flips", "11.33 %"))
            .lines();

    assertThat(lines)
        .containsExactly(
            "metric                 a   b",
            "auc               0.7832   -",
            "negative flips   11.33 %");
  }

  @Test
  void aTableWithoutRowsHasNoLines() {
    assertThat(new TextTable(1).lines()).isEmpty();
  }
}
