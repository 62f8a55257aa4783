package dev.bckd.app;

import dev.bckd.demo.Demo;
import dev.bckd.demo.shop.ShopWorld;
import dev.bckd.model.BadInputException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Runs the demo in front of the service. */
@Singleton
public class DemoForeground implements Foreground {
  static final String COMMAND = "demo";
  private static final String ONCE = "--once";

  private final Path home;
  private final int port;
  private final String broker;

  DemoForeground(
      @ConfigProperty(name = "bckd.home") String home,
      @ConfigProperty(name = "quarkus.http.port") int port,
      @ConfigProperty(name = "kafka.bootstrap.servers") String broker) {
    this.home = Path.of(home);
    this.port = port;
    this.broker = broker;
  }

  /**
   * The arguments after the command, if they are what the demo knows.
   *
   * @throws BadInputException if there is another
   */
  static List<String> checked(List<String> arguments) {
    for (String argument : arguments) {
      if (!argument.equals(ONCE)) {
        throw new BadInputException(
            COMMAND, "unknown argument '" + argument + "'; expected " + ONCE);
      }
    }
    return arguments;
  }

  @Override
  public String command() {
    return COMMAND;
  }

  @Override
  public int run(List<String> arguments) throws InterruptedException {
    URI base = URI.create("http://localhost:" + port);
    int code = new Demo(base, broker, ShopWorld.in(home), System.out, System.err).run();
    System.out.println(
        "files    " + home.resolve("store") + " (students, reports), " + home.resolve("demo"));
    if (checked(arguments).contains(ONCE)) {
      System.out.println("The service ends now; without --once it stays up at these addresses.");
    } else {
      System.err.println("bckd demo: the service stays up at " + base + "; Ctrl-C stops it");
      new CountDownLatch(1).await();
    }
    return code;
  }
}
