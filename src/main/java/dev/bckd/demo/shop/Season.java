package dev.bckd.demo.shop;

/** The two periods of the simulated shop. */
enum Season {
  /** What the deployed ranker learned from: the old tasks. */
  WINTER,
  /** After the change of tastes, popularity and catalogue: the new tasks. */
  SPRING
}
