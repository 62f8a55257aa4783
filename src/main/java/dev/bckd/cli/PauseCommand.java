package dev.bckd.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets a model's upgrades wait, but for a rollout that has begun. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    description = "Lets a model's upgrades wait, but for a rollout that has begun.")
final class PauseCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", description = "Name of the model.")
  private String model = "";

  @Mixin private TellOptions tell = new TellOptions();

  @Override
  public Integer call() {
    return tell.post("models", model, "pause");
  }
}
