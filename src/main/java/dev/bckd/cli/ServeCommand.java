package dev.bckd.cli;

import dev.bckd.model.BadInputException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * The help of {@code serve}. The launcher hands the command itself on to the service's own runner.
 */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Runs the service: listens for model events, upgrades, serves.")
final class ServeCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    throw new BadInputException("serve", "expected to be started by the script bckd");
  }
}
