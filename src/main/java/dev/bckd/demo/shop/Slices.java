package dev.bckd.demo.shop;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The groups of rows that the regression suites look at on their own. */
final class Slices {
  private static final int LOYAL_DAYS = 60;
  private static final int LOYAL_CLICKS = 20;
  private static final double HEAD_SHARE = 0.1;
  private static final double TAIL_SHARE = 0.5;

  private final ShopPlan plan;
  private final Set<Integer> head;
  private final Set<Integer> tail;

  Slices(ShopPlan plan, Catalogue catalogue) {
    this.plan = plan;
    List<Integer> byPopularity =
        catalogue.items().stream()
            .filter(item -> item.id() <= plan.winterItems())
            .map(Item::id)
            .sorted(
                Comparator.comparingDouble(
                    (Integer id) -> -catalogue.popularity(Season.WINTER, id)))
            .toList();
    int count = byPopularity.size();
    this.head = new HashSet<>(byPopularity.subList(0, (int) (count * HEAD_SHARE)));
    this.tail = new HashSet<>(byPopularity.subList((int) (count * (1 - TAIL_SHARE)), count));
  }

  /** Known for at least 60 days and at least 20 clicks. */
  boolean loyalCustomer(Impression row) {
    return row.daysKnown() >= LOYAL_DAYS && row.clicksBefore() >= LOYAL_CLICKS;
  }

  /** Among the tenth of the winter's items that was shown most. */
  boolean headItem(Impression row) {
    return head.contains(row.item());
  }

  /** Among the half of the winter's items that was shown least. */
  boolean tailItem(Impression row) {
    return tail.contains(row.item());
  }

  /** An item that the deployed ranker has never seen. */
  boolean newItem(Impression row) {
    return row.item() > plan.winterItems();
  }
}
