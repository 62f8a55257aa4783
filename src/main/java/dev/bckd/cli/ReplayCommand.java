package dev.bckd.cli;

import dev.bckd.upgrade.report.Replay;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reproduces a verdict from its record. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = "Reaches a report's verdicts and decision again from the numbers in it.",
    footer = {
      "",
      "Exit codes: 0 the record holds, bit for bit; 64 it does not, each place on a line."
    })
final class ReplayCommand implements Callable<Integer> {
  @Parameters(paramLabel = "REPORT", description = "A report.json.")
  private Path report = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Replay replay = Replay.of(report);
    if (replay.differences().isEmpty()) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(replay.conclusion().decision() + "  " + replay.conclusion().reason());
      out.println("the record holds: %d verdicts and the decision".formatted(replay.gates()));
      out.flush();
      return ExitCode.DONE;
    }
    PrintWriter err = spec.commandLine().getErr();
    replay.differences().forEach(line -> err.println("bckd: " + report + line));
    err.flush();
    return ExitCode.BAD_INPUT;
  }
}
