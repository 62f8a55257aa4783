package dev.bckd.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Says where the service is, runs what was asked to run in front of it, and waits for its end. */
public class ServiceApplication implements QuarkusApplication {
  private static final Logger LOG = Logger.getLogger(ServiceApplication.class);
  private static final String SERVE = "serve";
  private static final int WRONG_USAGE = 64;
  private static final int DEFECT = 70;

  private final Instance<Foreground> foregrounds;
  private final int port;
  private final AtomicInteger status = new AtomicInteger();

  ServiceApplication(
      @Any Instance<Foreground> foregrounds, @ConfigProperty(name = "quarkus.http.port") int port) {
    this.foregrounds = foregrounds;
    this.port = port;
  }

  @Override
  public int run(String... arguments) {
    List<String> words = Arrays.asList(arguments);
    String command = words.isEmpty() ? SERVE : words.get(0);
    LOG.infof("bckd is up: http://localhost:%d", port);
    if (command.equals(SERVE)) {
      Quarkus.waitForExit();
      return 0;
    }
    Optional<Foreground> foreground =
        foregrounds.stream().filter(task -> task.command().equals(command)).findFirst();
    if (foreground.isEmpty()) {
      LOG.errorf("'%s' is no command of the service; expected serve or demo", command);
      return WRONG_USAGE;
    }
    return run(foreground.get(), words.subList(1, words.size()));
  }

  /** On a thread of its own, so that a signal can end the service while it runs. */
  private int run(Foreground foreground, List<String> arguments) {
    Thread thread = new Thread(() -> runToEnd(foreground, arguments), foreground.command());
    thread.setDaemon(true);
    thread.start();
    Quarkus.waitForExit();
    thread.interrupt();
    return status.get();
  }

  private void runToEnd(Foreground foreground, List<String> arguments) {
    try {
      status.set(foreground.run(arguments));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.errorf(e, "%s ended by a defect", foreground.command());
      status.set(DEFECT);
    } finally {
      Quarkus.asyncExit(status.get());
    }
  }
}
