package dev.bckd.distillation;

import java.util.List;

/**
 * How a distillation went.
 *
 * @param recipe the recipe's name and terms, in words
 * @param epochs whole passes that the student made
 * @param seconds wall time of training
 * @param samplesSeen rows stepped on, repeats counted
 * @param device where it ran
 * @param budgetReached whether the time ceiling cut it short
 * @param losses each term, each epoch, of the student's training
 * @param others what else a search trained, in this order: a stand-in, the bar's control, students;
 *     empty where there was none
 * @param front the students that a search looked at; empty where there was none
 * @param notes what readers should know of rows and models
 */
public record Training(
    String recipe,
    int epochs,
    double seconds,
    long samplesSeen,
    String device,
    boolean budgetReached,
    List<EpochLoss> losses,
    List<OtherTraining> others,
    List<FrontPoint> front,
    List<String> notes) {
  public Training {
    losses = List.copyOf(losses);
    others = List.copyOf(others);
    front = List.copyOf(front);
    notes = List.copyOf(notes);
  }

  /** One without notes. */
  public Training(
      String recipe,
      int epochs,
      double seconds,
      long samplesSeen,
      String device,
      boolean budgetReached,
      List<EpochLoss> losses,
      List<OtherTraining> others,
      List<FrontPoint> front) {
    this(
        recipe,
        epochs,
        seconds,
        samplesSeen,
        device,
        budgetReached,
        losses,
        others,
        front,
        List.of());
  }

  /** The same with notes. */
  Training noting(List<String> said) {
    return new Training(
        recipe, epochs, seconds, samplesSeen, device, budgetReached, losses, others, front, said);
  }

  /** Whether a search found no student that keeps the bar, so that there is none. */
  public boolean nothingQualifies() {
    return !front.isEmpty() && front.stream().noneMatch(FrontPoint::chosen);
  }
}
