package dev.bckd.demo.shop;

import java.time.LocalDateTime;
import java.util.List;

/**
 * One row of the shop's log: an item was shown to a customer, who clicked it or did not.
 *
 * @param event number of the row, from 1
 * @param visit number of the visit it belongs to, from 1
 * @param at when, UTC
 * @param season of that time
 * @param customer who, from 1
 * @param item what, from 1
 * @param clicked the answer that the ranker predicts
 * @param history the last clicked items before this visit, the latest last, at most {@link
 *     ShopPlan#HISTORY}
 * @param dense see {@link ShopLog#dense}
 * @param clicksBefore the customer's clicks before this visit
 * @param daysKnown days since the customer's first visit
 */
record Impression(
    long event,
    int visit,
    LocalDateTime at,
    Season season,
    int customer,
    int item,
    boolean clicked,
    List<Integer> history,
    List<Float> dense,
    int clicksBefore,
    int daysKnown) {
  Impression {
    history = List.copyOf(history);
    dense = List.copyOf(dense);
  }
}
