package dev.bckd.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Who tells a running service what to do, and why: it is kept in the journal. */
final class TellOptions {
  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who says so; the name of the user, if left out.")
  private String by = System.getProperty("user.name", "");

  @Option(names = "--why", paramLabel = "TEXT", description = "Why.")
  private String why = "";

  @Mixin private ServiceOption service = new ServiceOption();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /** Tells it, and prints where that leads. */
  int post(String... path) {
    JsonNode answer = service.client().post(Map.of("by", by, "why", why), path);
    PrintWriter out = spec.commandLine().getOut();
    out.println(answer.has("id") ? StatusCommand.line(answer) : "done");
    out.flush();
    return ExitCode.DONE;
  }
}
