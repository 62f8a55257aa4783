package dev.bckd.demo.shop;

import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Runs the shop day by day and writes down what was shown and clicked.
 *
 * <p>Clicks are drawn from the customers' own odds, so no ranker can be right on all rows. Click
 * rates are far above a real shop's, so that accuracy means something without resampling.
 */
final class ShopLog {
  /** Log-odds of a click on an item of no interest; sets the click rate near one half. */
  private static final double INTERCEPT = -0.2;

  private static final double DAYS_A_YEAR = 365.25;

  private final ShopPlan plan;
  private final Catalogue catalogue;
  private final List<Customer> customers;
  private final double[] activity;
  private final Map<Integer, Memory> memories = new HashMap<>();
  private final List<Impression> rows = new ArrayList<>();
  private int visits;

  private ShopLog(ShopPlan plan, Catalogue catalogue) {
    this.plan = plan;
    this.catalogue = catalogue;
    this.customers = Customer.all(plan);
    this.activity = new double[customers.size()];
    double sum = 0;
    for (int i = 0; i < activity.length; i++) {
      sum += customers.get(i).activity();
      activity[i] = sum;
    }
  }

  /** The log of a plan's shop, in the order of time. */
  static List<Impression> of(ShopPlan plan, Catalogue catalogue) {
    ShopLog log = new ShopLog(plan, catalogue);
    RandomGenerator random = plan.random("log");
    for (int day = 0; day < plan.days(); day++) {
      int[] seconds = random.ints(plan.visitsOn(day), 0, 86_400).sorted().toArray();
      for (int second : seconds) {
        log.visit(day, second, random);
      }
    }
    return log.rows;
  }

  private void visit(int day, int second, RandomGenerator random) {
    visits++;
    Customer customer = visitor(day, random);
    Memory memory = memories.computeIfAbsent(customer.id(), id -> new Memory(day));
    Memory before = memory.copy();
    LocalDateTime at = ShopPlan.OPENING.plusDays(day).atStartOfDay().plusSeconds(second);
    for (int place = 0; place < ShopPlan.SHELF; place++) {
      Item item = catalogue.onShelf(plan.seasonOf(day), day, random);
      boolean click = random.nextDouble() < clickRate(customer, item, day);
      rows.add(row(at, day, customer, item, click, before));
      if (click) {
        memory.add(item);
      }
    }
  }

  private double clickRate(Customer customer, Item item, int day) {
    double odds = INTERCEPT + customer.logOdds(item, plan.seasonOf(day));
    return 1 / (1 + StrictMath.exp(-odds));
  }

  private Impression row(
      LocalDateTime at, int day, Customer customer, Item item, boolean click, Memory before) {
    return new Impression(
        rows.size() + 1L,
        visits,
        at,
        plan.seasonOf(day),
        customer.id(),
        item.id(),
        click,
        List.copyOf(before.last),
        dense(before.clicks, item, day),
        before.clicks,
        day - before.firstDay);
  }

  private Customer visitor(int day, RandomGenerator random) {
    while (true) {
      double point = random.nextDouble() * activity[activity.length - 1];
      int found = Arrays.binarySearch(activity, point);
      Customer customer = customers.get(found < 0 ? -found - 1 : found);
      if (customer.joined() <= day) {
        return customer;
      }
    }
  }

  /**
   * The numbers a row carries besides ids: {@code log1p(clicks before) / 4}, the item's price as in
   * {@link Item#price}, and sine and cosine of the day of the year.
   */
  static List<Float> dense(int clicksBefore, Item item, int day) {
    double angle = 2 * StrictMath.PI * ShopPlan.OPENING.plusDays(day).getDayOfYear() / DAYS_A_YEAR;
    return List.of(
        (float) (StrictMath.log1p(clicksBefore) / 4),
        (float) item.price(),
        (float) StrictMath.sin(angle),
        (float) StrictMath.cos(angle));
  }

  /** What the shop knows of one customer. */
  private static final class Memory {
    private final int firstDay;
    private final Deque<Integer> last = new ArrayDeque<>();
    private int clicks;

    Memory(int firstDay) {
      this.firstDay = firstDay;
    }

    Memory copy() {
      Memory copy = new Memory(firstDay);
      copy.last.addAll(last);
      copy.clicks = clicks;
      return copy;
    }

    void add(Item item) {
      last.addLast(item.id());
      if (last.size() > ShopPlan.HISTORY) {
        last.removeFirst();
      }
      clicks++;
    }
  }
}
