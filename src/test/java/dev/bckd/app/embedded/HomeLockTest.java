package dev.bckd.app.embedded;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {
  @TempDir Path folder;

  @Test
  void isTakenByOneAtATime() {
    Path home = folder.resolve("home");
    try (HomeLock first = HomeLock.take(home)) {
      assertThatThrownBy(() -> HomeLock.take(home))
          .isInstanceOf(UnavailableException.class)
          .hasMessageStartingWith(home + ": in use by another bckd");
    }

    assertThatCode(() -> HomeLock.take(home).close()).doesNotThrowAnyException();
  }
}
