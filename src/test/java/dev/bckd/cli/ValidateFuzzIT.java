package dev.bckd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.model.BadInputException;
import dev.bckd.policy.yaml.FuzzedFiles;
import dev.bckd.policy.yaml.Validation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code bckd validate} of 1,000 files that chance changed: 0 or 64, and never a stack trace. */
class ValidateFuzzIT {
  @TempDir private Path folder;

  @Test
  void refusesWhatTheReaderRefusesAndNothingElse() throws IOException {
    FuzzedFiles files = new FuzzedFiles(64);
    files.right(folder);
    for (int i = 0; i < 1000; i++) {
      Path file = files.next(folder);
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      CommandLine bckd =
          Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

      int exit = bckd.execute("validate", file.toString());

      String context = "file %d:%n%s%n%s".formatted(i, err, Files.readString(file));
      assertThat(exit).as(context).isEqualTo(readable(file) ? 0 : 64);
      assertThat(out.toString().isEmpty()).as(context).isEqualTo(exit == 64);
      assertThat(err.toString().isEmpty()).as(context).isEqualTo(exit == 0);
      assertThat(err.toString().lines())
          .as(context)
          .allSatisfy(line -> assertThat(line).startsWith("bckd: " + folder));
    }
  }

  private static boolean readable(Path file) {
    try {
      Validation.describe(file);
      return true;
    } catch (BadInputException e) {
      return false;
    }
  }
}
