package dev.bckd.inference.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.process.ChildLimits;
import dev.bckd.process.ChildSpec;
import dev.bckd.process.Children;
import dev.bckd.process.Isolation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A served version whose process does not even read what it is asked. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ModelChildTest {
  /** Far more than a pipe holds. */
  private static final byte[] LARGE = new byte[1 << 20];

  @TempDir private Path folder;

  @Test
  void endsAChildThatDoesNotReadAndFreesAllThatAskedIt() {
    ModelChild deaf = new ModelChild(new Children(Isolation.AUTO, line -> {}).start(stays()));

    assertThat(Stream.generate(() -> deaf).limit(3).parallel().map(ModelChildTest::asked).toList())
        .containsOnly("it did not answer within PT1S and was ended");
    assertThatThrownBy(() -> deaf.ask(Frame.Kind.SCORE, LARGE, Duration.ofSeconds(1)))
        .isInstanceOf(ModelChild.LostException.class);
  }

  private static String asked(ModelChild child) {
    try {
      return child.ask(Frame.Kind.SCORE, LARGE, Duration.ofSeconds(1)).toString();
    } catch (ModelChild.LostException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** A program that hears nothing: neither its input nor that it should end. */
  private ChildSpec stays() {
    return new ChildSpec(
        "dev.bckd.process.Probe",
        ChildLimits.ofHeap(32L << 20),
        folder,
        List.of(),
        List.of("-Dprobe=mute"));
  }
}
