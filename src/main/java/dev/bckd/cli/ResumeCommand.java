package dev.bckd.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets a paused model's upgrades go on. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = "Lets a paused model's upgrades go on.")
final class ResumeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", description = "Name of the model.")
  private String model = "";

  @Mixin private TellOptions tell = new TellOptions();

  @Override
  public Integer call() {
    return tell.post("models", model, "resume");
  }
}
