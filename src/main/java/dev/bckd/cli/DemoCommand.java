package dev.bckd.cli;

import dev.bckd.model.BadInputException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The help of {@code demo}. The launcher hands the command itself on to the service's own runner.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Upgrades the model of a simulated shop, start to end, on this machine.")
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--once",
      description = "End after the decision; without it the service stays up.")
  private boolean once;

  @Override
  public Integer call() {
    throw new BadInputException(
        once ? "demo --once" : "demo", "expected to be started by the script bckd");
  }
}
