package dev.bckd.cli;

import dev.bckd.policy.yaml.Validation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks policies and suites without running anything. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = "Checks policies, with their suites, and suites; every error with its place.")
final class ValidateCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Policies or suites.")
  private List<Path> files = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    int status = ExitCode.DONE;
    Set<String> said = new HashSet<>();
    for (Path file : files) {
      List<String> problems = Validation.problems(file);
      if (problems.isEmpty()) {
        out.println(file + ": " + Validation.describe(file));
      } else {
        problems.stream().filter(said::add).forEach(problem -> err.println("bckd: " + problem));
        status = ExitCode.BAD_INPUT;
      }
    }
    out.flush();
    err.flush();
    return status;
  }
}
