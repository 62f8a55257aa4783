package dev.bckd.cli;

import dev.bckd.model.BadInputException;
import dev.bckd.policy.yaml.PolicyReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks policies and suites without running anything. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = "Checks policies and suites; of each wrong file the first error.")
final class ValidateCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Policies or suites.")
  private List<Path> files = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    int status = ExitCode.DONE;
    for (Path file : files) {
      try {
        out.println(file + ": " + PolicyReader.check(file));
      } catch (BadInputException e) {
        err.println("bckd: " + e.getMessage());
        status = ExitCode.BAD_INPUT;
      }
    }
    out.flush();
    err.flush();
    return status;
  }
}
