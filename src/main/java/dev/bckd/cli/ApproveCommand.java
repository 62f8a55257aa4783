package dev.bckd.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets a held upgrade go on to its rollout; never one that was rejected. */
@Command(
    name = "approve",
    mixinStandardHelpOptions = true,
    description = "Lets a held upgrade go on to its rollout; never one that was rejected.")
final class ApproveCommand implements Callable<Integer> {
  @Parameters(paramLabel = "UPGRADE", description = "Id of the upgrade.")
  private String upgrade = "";

  @Mixin private TellOptions tell = new TellOptions();

  @Override
  public Integer call() {
    return tell.post("upgrades", upgrade, "approve");
  }
}
