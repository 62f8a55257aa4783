package dev.bckd.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Where the upgrades of a running service are; of one upgrade all that was recorded. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Lists the upgrades of a running service, or what was recorded of one.")
final class StatusCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "UPGRADE", description = "Id of an upgrade.")
  private String upgrade = "";

  @Mixin private ServiceOption service = new ServiceOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (upgrade.isEmpty()) {
      service.client().get("upgrades").forEach(one -> out.println(line(one)));
    } else {
      out.println(line(service.client().get("upgrades", upgrade)));
      service
          .client()
          .get("upgrades", upgrade, "journal")
          .forEach(
              entry ->
                  out.printf(
                      "  %s  %-16s %-12s %s%n",
                      entry.path("at").asText(),
                      entry.path("step").asText(),
                      entry.path("state").asText(),
                      entry.path("reason").asText("")));
    }
    out.flush();
    return ExitCode.DONE;
  }

  /** An upgrade in one line. */
  static String line(JsonNode upgrade) {
    return String.format(
        "%s  %s %s  %s  %s",
        upgrade.path("id").asText(),
        upgrade.path("model").asText(),
        upgrade.path("version").asText(),
        upgrade.path("state").asText(),
        upgrade.path("reason").asText(""));
  }
}
