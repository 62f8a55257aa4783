package dev.bckd.app;

import dev.bckd.upgrade.Progress;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Progress as lines of the log. */
final class LoggedProgress implements Progress {
  private static final Logger LOG = Logger.getLogger("dev.bckd.upgrade");

  @Override
  public void says(String stage, String line) {
    LOG.infof("%s: %s", stage, line);
  }

  @Override
  public void stepped(Upgrade upgrade, Step step, Duration took) {
    LOG.infof(
        "%s is %s%s",
        upgrade.version(),
        upgrade.state(),
        upgrade.reason().map(reason -> ": " + reason).orElse(""));
  }

  @Override
  public void wentWrong(Upgrade upgrade, Throwable defect) {
    LOG.errorf(defect, "upgrade %s could not be carried out", upgrade.id());
  }
}
