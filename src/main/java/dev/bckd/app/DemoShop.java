package dev.bckd.app;

import dev.bckd.demo.shop.ShopWorld;
import dev.bckd.process.ChildProcess;
import dev.bckd.process.ChildSpec;
import dev.bckd.process.ChildStarter;
import dev.bckd.process.Children;
import dev.bckd.process.Gpus;
import dev.bckd.process.Lines;
import dev.bckd.worker.PreparedChildren;
import dev.bckd.worker.ShopWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes the demo's shop, in a child process: it trains two models. */
final class DemoShop {
  private static final int LONGEST_LINE = 1000;

  private DemoShop() {}

  /**
   * The shop in a home folder, made where it is not there yet.
   *
   * @param says told what is being done, a line each
   */
  static ShopWorld prepare(Path home, ChildSettings settings, Consumer<String> says) {
    ChildStarter children =
        new PreparedChildren(new Children(settings.isolation(), line -> {}), home);
    ChildSpec spec =
        new ChildSpec(
            ShopWorker.class.getName(),
            settings.stage(Gpus.FIRST),
            home.resolve("work"),
            List.of(home.resolve("demo"), home.resolve("cache").resolve("rows")),
            settings.with("-Dbckd.home=" + home));
    try (ChildProcess child = children.start(spec)) {
      Lines lines = new Lines(child.output(), LONGEST_LINE);
      for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
        says.accept(line.get());
      }
      if (child.ending().exit() != 0) {
        throw new IllegalStateException("the shop cannot be made: " + child.ending().describe());
      }
      return ShopWorld.in(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
