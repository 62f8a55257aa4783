package dev.bckd.evaluation;

import dev.bckd.model.Role;
import java.util.List;
import java.util.Map;

/**
 * What people look at to understand the figures of a suite. No verdict rests on it.
 *
 * @param flips of every model against the teacher, on the whole suite and then on each slice; none
 *     where there is no teacher
 * @param calibration of every model on the whole suite; none for requests
 * @param worst negative flips of the judged model, the worst first, at most twenty
 * @param broken behaviours that the judged model breaks, in the order of the suite
 * @param rowsShown whether rows may be shown; if not, there are neither worst flips nor broken
 *     behaviours here, whatever there is in the suite
 */
public record SuitePicture(
    List<Flips> flips,
    Map<Role, CalibrationCurve> calibration,
    List<Flip> worst,
    List<BrokenBehaviour> broken,
    boolean rowsShown) {
  /** Nothing to look at. */
  public static final SuitePicture NONE =
      new SuitePicture(List.of(), Map.of(), List.of(), List.of(), true);

  public SuitePicture {
    flips = List.copyOf(flips);
    calibration = Map.copyOf(calibration);
    worst = List.copyOf(worst);
    broken = List.copyOf(broken);
  }
}
