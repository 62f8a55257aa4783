package dev.bckd.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends an upgrade whose rollout has not begun. */
@Command(
    name = "abort",
    mixinStandardHelpOptions = true,
    description = "Ends an upgrade whose rollout has not begun.")
final class AbortCommand implements Callable<Integer> {
  @Parameters(paramLabel = "UPGRADE", description = "Id of the upgrade.")
  private String upgrade = "";

  @Mixin private TellOptions tell = new TellOptions();

  @Override
  public Integer call() {
    return tell.post("upgrades", upgrade, "abort");
  }
}
