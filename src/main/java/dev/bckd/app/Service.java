package dev.bckd.app;

import dev.bckd.demo.shop.ShopWorld;
import dev.bckd.model.BadInputException;
import dev.bckd.model.UnavailableException;
import dev.bckd.process.Children;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Starts the service: what it stands on first, then the service itself, and stops them the other
 * way round, whether it is told to by a signal or comes to its end.
 */
@QuarkusMain
public final class Service {
  /** The service's own end may take so long before what it stands on is taken away. */
  private static final long PATIENCE_SECONDS = 20;

  /** Development mode runs this again in the same process; what it started before still runs. */
  private static final String RUNNING = "bckd.foundations.running";

  private Service() {}

  /**
   * Runs until the service has stopped.
   *
   * @param arguments {@code serve} or {@code demo} first; {@code serve} where there are none
   */
  public static void main(String... arguments) {
    if (System.getProperty(RUNNING) != null) {
      Quarkus.run(ServiceApplication.class, arguments);
      return;
    }
    try {
      Settings settings = Settings.of(System.getenv());
      // Only to refuse now what cannot be used.
      new Children(ChildSettings.of(System.getenv()).isolation(), line -> {});
      boolean demo = arguments.length > 0 && arguments[0].equals(DemoForeground.COMMAND);
      if (demo) {
        DemoForeground.checked(List.of(arguments).subList(1, arguments.length));
        System.err.println("bckd demo: starting broker and database in " + settings.home());
      }
      Foundations foundations = Foundations.start(settings);
      foundations.configuration().forEach(System::setProperty);
      if (demo) {
        prepareDemo(settings, foundations);
      }
      System.setProperty(RUNNING, "true");
      run(foundations, arguments);
    } catch (BadInputException e) {
      end(StartFailure.BAD_INPUT, String.valueOf(e.getMessage()));
    } catch (UnavailableException e) {
      end(StartFailure.UNAVAILABLE, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      end(StartFailure.DEFECT, "a defect of bckd: " + e + "; the stack trace is in " + logged(e));
    }
  }

  /** Appends a stack trace to a file, since logging is not set up yet; says where that is. */
  private static String logged(RuntimeException error) {
    Path log = Settings.of(System.getenv()).home().resolve("log");
    Path file = log.resolve("start.log");
    StringWriter trace = new StringWriter();
    error.printStackTrace(new PrintWriter(trace));
    try {
      Files.createDirectories(log);
      Files.writeString(
          file, trace.toString(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return file.toString();
    } catch (IOException e) {
      return "no file: " + file + " cannot be written";
    }
  }

  /** The demo's shop must be on disk before the service reads its policies and models. */
  private static void prepareDemo(Settings settings, Foundations foundations) {
    try {
      ShopWorld world =
          DemoShop.prepare(
              settings.home(),
              ChildSettings.of(System.getenv()),
              line -> System.err.println("bckd demo: " + line));
      System.setProperty("bckd.policies", world.policies().toString());
    } catch (RuntimeException e) {
      foundations.close();
      throw e;
    }
    // The demo tells of each stage itself; the service's own lines are in its log file.
    System.setProperty("quarkus.log.console.level", "WARN");
  }

  private static void run(Foundations foundations, String... arguments) {
    CountDownLatch stopped = new CountDownLatch(1);
    AtomicInteger status = new AtomicInteger();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> closeAfter(stopped, foundations)));
    Quarkus.run(
        ServiceApplication.class,
        (code, failure) -> {
          status.set(failure == null ? code : explained(failure));
          stopped.countDown();
        },
        arguments);
    System.exit(status.get());
  }

  private static void closeAfter(CountDownLatch stopped, Foundations foundations) {
    try {
      if (!stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("bckd: the service did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    foundations.close();
  }

  private static int explained(Throwable failure) {
    StartFailure why =
        StartFailure.of(failure, String.valueOf(System.getProperty("quarkus.log.file.path")));
    System.err.println("bckd: " + why.line());
    return why.exit();
  }

  private static void end(int code, String line) {
    System.err.println("bckd: " + line);
    System.exit(code);
  }
}
