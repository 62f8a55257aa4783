package dev.bckd.demo.shop;

import java.time.LocalDate;
import java.util.random.RandomGenerator;

/**
 * Everything that fixes a simulated shop: the same plan gives the same log.
 *
 * @param seed of every random choice
 * @param customers people who visit
 * @param winterItems items in the catalogue from the first day; their ids are 1 to this
 * @param springItems items that arrive after the change of season; their ids follow
 * @param categories item {@code i} is in one of these
 * @param winterDays length of the old season, in days
 * @param springDays length of the new season, in days
 * @param winterVisits visits a day in the old season
 * @param springVisits visits a day in the new season
 */
record ShopPlan(
    long seed,
    int customers,
    int winterItems,
    int springItems,
    int categories,
    int winterDays,
    int springDays,
    int winterVisits,
    int springVisits) {
  /** First day of the log. */
  static final LocalDate OPENING = LocalDate.of(2025, 9, 1);

  /** Items shown on one visit. */
  static final int SHELF = 6;

  /** Earlier clicks a row carries. */
  static final int HISTORY = 10;

  /** The demo's shop: about 100,000 rows, simulated in about a second. */
  static final ShopPlan DEMO = new ShopPlan(7, 1200, 300, 60, 8, 181, 61, 60, 110);

  /** The same shop with other luck. */
  ShopPlan withSeed(long other) {
    return new ShopPlan(
        other,
        customers,
        winterItems,
        springItems,
        categories,
        winterDays,
        springDays,
        winterVisits,
        springVisits);
  }

  /** Length of the log, in days. */
  int days() {
    return winterDays + springDays;
  }

  /** Items of both seasons. */
  int items() {
    return winterItems + springItems;
  }

  /** The season of a day, 0 being the first. */
  Season seasonOf(int day) {
    return day < winterDays ? Season.WINTER : Season.SPRING;
  }

  /** Visits on a day. */
  int visitsOn(int day) {
    return seasonOf(day) == Season.WINTER ? winterVisits : springVisits;
  }

  /** A stream of random numbers of its own for each purpose, so that one cannot shift another. */
  RandomGenerator random(String purpose) {
    return new java.util.SplittableRandom(seed * 0x9E3779B97F4A7C15L + purpose.hashCode());
  }
}
