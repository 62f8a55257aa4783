package dev.bckd.cli;

import dev.bckd.model.BadInputException;
import dev.bckd.model.UnavailableException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The program. */
@Command(
    name = "bckd",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Backward-compatible model upgrades: distil, gate, promote.",
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      UpgradeCommand.class,
      GateCommand.class,
      CompareCommand.class,
      ReplayCommand.class,
      ValidateCommand.class,
      StatusCommand.class,
      ApproveCommand.class,
      AbortCommand.class,
      RetryCommand.class,
      RollbackCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done (upgrade: PROMOTE), 1 REJECT, 2 INCONCLUSIVE, 64 wrong usage or bad",
      "input, 69 a needed service cannot be reached, 70 a defect of bckd, 130 interrupted."
    })
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String... arguments) {
    System.exit(run(commandLine(), arguments));
  }

  /**
   * An error that is no exception passes picocli by, and Java's own exit code for it is REJECT's.
   */
  static int run(CommandLine bckd, String... arguments) {
    try {
      return bckd.execute(arguments);
    } catch (Throwable error) {
      return defect(error, bckd.getErr());
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Main::wrongUsage)
        .setExecutionExceptionHandler(Main::failed)
        .setExitCodeExceptionMapper(error -> ExitCode.DEFECT);
  }

  private static int wrongUsage(ParameterException wrong, String... arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("bckd: " + String.valueOf(wrong.getMessage()).replaceAll("\\s*\\R\\s*", " "));
    err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return ExitCode.BAD_INPUT;
  }

  private static int failed(Exception error, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (error instanceof BadInputException || error instanceof UnavailableException) {
      err.println("bckd: " + error.getMessage());
      err.flush();
      return error instanceof BadInputException ? ExitCode.BAD_INPUT : ExitCode.UNAVAILABLE;
    }
    return defect(error, err);
  }

  private static int defect(Throwable error, PrintWriter err) {
    String what = error.toString().replaceAll("\\s*\\R\\s*", " ");
    err.println(
        "bckd: a defect of bckd: " + what + "; the stack trace is in " + ErrorLog.write(error));
    err.flush();
    return ExitCode.DEFECT;
  }
}
