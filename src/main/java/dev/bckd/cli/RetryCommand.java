package dev.bckd.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Does a failed, rejected or aborted upgrade again from the start. */
@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    description = "Does a failed, rejected or aborted upgrade again from the start.")
final class RetryCommand implements Callable<Integer> {
  @Parameters(paramLabel = "UPGRADE", description = "Id of the upgrade.")
  private String upgrade = "";

  @Mixin private TellOptions tell = new TellOptions();

  @Override
  public Integer call() {
    return tell.post("upgrades", upgrade, "retry");
  }
}
