package dev.bckd.app;

import dev.bckd.upgrade.GateOutcome;
import dev.bckd.upgrade.Progress;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import java.time.Duration;
import java.util.List;

/**
 * Tells several listeners.
 *
 * @param listeners in order
 */
record ProgressToAll(List<Progress> listeners) implements Progress {
  ProgressToAll {
    listeners = List.copyOf(listeners);
  }

  @Override
  public void says(String stage, String line) {
    listeners.forEach(listener -> listener.says(stage, line));
  }

  @Override
  public void stepped(Upgrade upgrade, Step step, Duration took) {
    listeners.forEach(listener -> listener.stepped(upgrade, step, took));
  }

  @Override
  public void wentWrong(Upgrade upgrade, Throwable defect) {
    listeners.forEach(listener -> listener.wentWrong(upgrade, defect));
  }

  @Override
  public void trained(String model, String term, double value) {
    listeners.forEach(listener -> listener.trained(model, term, value));
  }

  @Override
  public void distilled(String model, long samplesSeen) {
    listeners.forEach(listener -> listener.distilled(model, samplesSeen));
  }

  @Override
  public void judged(String model, List<GateOutcome> outcomes) {
    listeners.forEach(listener -> listener.judged(model, outcomes));
  }
}
