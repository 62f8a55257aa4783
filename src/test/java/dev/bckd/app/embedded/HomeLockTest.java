package dev.bckd.app.embedded;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.model.UnavailableException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {
  @TempDir Path folder;

  @Test
  void isTakenByOneAtATime() {
    Path home = folder.resolve("home");
    HomeLock first = HomeLock.take(home);

    assertThatThrownBy(() -> HomeLock.take(home))
        .isInstanceOf(UnavailableException.class)
        .hasMessageStartingWith(home + ": in use by another bckd");

    first.close();
    assertThatCode(() -> HomeLock.take(home).close()).doesNotThrowAnyException();
  }
}
