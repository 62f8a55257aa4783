package dev.bckd.cli;

import dev.bckd.upgrade.Progress;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Progress as lines on stderr. */
final class ConsoleProgress implements Progress {
  private final PrintWriter err;

  ConsoleProgress(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void says(String stage, String line) {
    err.println("bckd " + stage + ": " + line);
    err.flush();
  }

  @Override
  public void stepped(Upgrade upgrade, Step step, Duration took) {
    if (step instanceof Step.Fetched) {
      says("fetch", "both models answer as the policy says" + seconds(took));
    } else if (step instanceof Step.Distilled distilled) {
      says("distil", distilled.training().recipe() + seconds(took));
    } else if (step instanceof Step.Judged judged) {
      says("judge", judged.judged().label() + ": " + judged.decision() + seconds(took));
    }
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, " (%.1f s)", took.toMillis() / 1e3);
  }
}
