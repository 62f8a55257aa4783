package dev.bckd.demo.shop;

import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Which rows of the log are for what. Whole visits are dealt, so that no visit is both trained and
 * judged on.
 *
 * @param trainOld what the teacher learned from
 * @param historical the part of it that the shop has kept: the history of the old tasks
 * @param trainNew what the incoming model learned from, and the history of the new tasks
 * @param holdoutOld winter visits that nobody trains on
 * @param holdoutNew spring visits that nobody trains on
 */
record Split(
    List<Impression> trainOld,
    List<Impression> historical,
    List<Impression> trainNew,
    List<Impression> holdoutOld,
    List<Impression> holdoutNew) {
  /** Share of the winter's visits that is held out. */
  private static final double HELD_OUT_WINTER = 0.18;

  /** Share of the spring's visits that is held out. */
  private static final double HELD_OUT_SPRING = 0.25;

  /** Share of the teacher's training visits that was kept. */
  private static final double KEPT = 0.5;

  Split {
    trainOld = List.copyOf(trainOld);
    historical = List.copyOf(historical);
    trainNew = List.copyOf(trainNew);
    holdoutOld = List.copyOf(holdoutOld);
    holdoutNew = List.copyOf(holdoutNew);
  }

  /** Deals the visits of a log. */
  static Split of(ShopPlan plan, List<Impression> log) {
    RandomGenerator random = plan.random("split");
    int visits = log.stream().mapToInt(Impression::visit).max().orElse(0);
    double[] luck = random.doubles(visits + 1L).toArray();
    double kept = HELD_OUT_WINTER + KEPT * (1 - HELD_OUT_WINTER);
    return new Split(
        rows(log, Season.WINTER, row -> luck[row.visit()] >= HELD_OUT_WINTER),
        rows(log, Season.WINTER, row -> within(luck[row.visit()], HELD_OUT_WINTER, kept)),
        rows(log, Season.SPRING, row -> luck[row.visit()] >= HELD_OUT_SPRING),
        rows(log, Season.WINTER, row -> luck[row.visit()] < HELD_OUT_WINTER),
        rows(log, Season.SPRING, row -> luck[row.visit()] < HELD_OUT_SPRING));
  }

  private static boolean within(double value, double low, double high) {
    return value >= low && value < high;
  }

  private static List<Impression> rows(
      List<Impression> log, Season season, Predicate<Impression> wanted) {
    return log.stream().filter(row -> row.season() == season).filter(wanted).toList();
  }
}
