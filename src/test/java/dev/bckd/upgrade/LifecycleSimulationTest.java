package dev.bckd.upgrade;

import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The way of upgrades in many worlds in which everything goes wrong, the same ones each time. */
class LifecycleSimulationTest {
  private static final int WORLDS = Integer.getInteger("bckd.worlds", 100_000);
  private static final int TICKS = 12;

  @Test
  void keepsItsPromisesInEveryWorld() {
    ScheduledThreadPoolExecutor unused = new ScheduledThreadPoolExecutor(1);
    unused.setRemoveOnCancelPolicy(true);
    try {
      LongStream.range(0, WORLDS)
          .forEach(
              seed ->
                  assertThatNoException()
                      .as("world %d", seed)
                      .isThrownBy(() -> new SimulatedWorld(seed, unused).run(TICKS)));
    } finally {
      unused.shutdownNow();
    }
  }
}
