package dev.bckd.worker;

import dev.bckd.demo.shop.ShopWorld;
import dev.bckd.distillation.Distiller;
import dev.bckd.distillation.djl.DjlTrainer;
import dev.bckd.history.duckdb.DuckDbHistory;
import dev.bckd.inference.djl.DjlScoringEngine;
import dev.bckd.process.ProtocolStreams;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The child that makes the demo's shop, which trains two models; tells what it does, a line each.
 */
public final class ShopWorker {
  private ShopWorker() {}

  /** Ends when the shop is there. */
  public static void main(String... arguments) {
    PrintStream told =
        new PrintStream(ProtocolStreams.take().output(), true, StandardCharsets.UTF_8);
    ShopWorld.prepare(Path.of(System.getProperty("bckd.home")), distiller(), told::println);
  }

  private static Distiller distiller() {
    return new Distiller(
        new DuckDbHistory(), new DjlScoringEngine(), new DjlTrainer(), Clock.systemUTC());
  }
}
