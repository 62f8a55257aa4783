package dev.bckd.distillation;

import java.util.ArrayList;
import java.util.List;

/** Passes everything on and keeps what a report has to say too. */
final class NotingListener implements DistillationListener {
  private final DistillationListener listener;
  private final List<String> notes = new ArrayList<>();

  NotingListener(DistillationListener listener) {
    this.listener = listener;
  }

  @Override
  public void says(String line) {
    listener.says(line);
  }

  @Override
  public void notes(String line) {
    notes.add(line);
    listener.notes(line);
  }

  @Override
  public void trained(String training, EpochLoss loss) {
    listener.trained(training, loss);
  }

  /** What was noted, in order. */
  List<String> noted() {
    return List.copyOf(notes);
  }
}
