package dev.bckd.demo.shop;

/**
 * One thing the shop sells.
 *
 * @param id from 1; also its row in the models' embedding tables
 * @param category from 0
 * @param price logarithm of the price, standardised over the catalogue
 * @param launch first day on which it can be shown
 * @param winterAppeal log-odds it adds to any customer's click, in winter
 * @param springAppeal the same in spring
 */
record Item(
    int id, int category, double price, int launch, double winterAppeal, double springAppeal) {

  /** Log-odds it adds to any customer's click. */
  double appeal(Season season) {
    return season == Season.WINTER ? winterAppeal : springAppeal;
  }
}
