package dev.bckd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Whatever goes wrong in a command, 1 is left to mean REJECT. */
class MainTest {
  @ParameterizedTest
  @MethodSource("defects")
  void aDefectIsOneLineAndExit70(Throwable thrown) {
    StringWriter err = new StringWriter();
    CommandLine bckd =
        Main.commandLine()
            .addSubcommand("breaking", new Breaking(thrown))
            .setErr(new PrintWriter(err, true));

    assertThat(Main.run(bckd, "breaking")).isEqualTo(ExitCode.DEFECT);

    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("bckd: a defect of bckd: ")
        .contains(thrown.getClass().getSimpleName(), "stack trace is in ");
  }

  static Stream<Throwable> defects() {
    return Stream.of(
        new IllegalStateException("no\nstate"),
        new ExceptionInInitializerError(new IllegalStateException("no engine")),
        new NoClassDefFoundError("dev/bckd/Nothing"),
        new StackOverflowError(),
        new AssertionError("never"));
  }

  @Command(name = "breaking")
  private record Breaking(Throwable thrown) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (Exception) thrown;
    }
  }
}
