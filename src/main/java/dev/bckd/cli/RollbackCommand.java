package dev.bckd.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives the traffic back to the version that an upgrade has replaced. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description = "Gives the traffic back to the version that an upgrade has replaced.")
final class RollbackCommand implements Callable<Integer> {
  @Parameters(paramLabel = "UPGRADE", description = "Id of the upgrade.")
  private String upgrade = "";

  @Mixin private TellOptions tell = new TellOptions();

  @Override
  public Integer call() {
    return tell.post("upgrades", upgrade, "rollback");
  }
}
