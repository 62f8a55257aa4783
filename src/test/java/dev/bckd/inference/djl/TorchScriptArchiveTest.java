package dev.bckd.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchScriptArchiveTest {
  @TempDir Path folder;

  @Test
  void equalArgumentsGiveEqualBytes() throws Exception {
    Path one = folder.resolve("one.pt");
    Path two = folder.resolve("two.pt");

    TinyModels.binary(0.5f).write(one);
    TinyModels.binary(0.5f).write(two);

    assertThat(one).hasSameBinaryContentAs(two);
    assertThat(Files.size(one)).isPositive();
  }

  @Test
  void refusesValuesThatDoNotFillTheShape() {
    assertThatThrownBy(() -> new Parameter("w", List.of(2, 3), new float[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2, 3]");
  }
}
