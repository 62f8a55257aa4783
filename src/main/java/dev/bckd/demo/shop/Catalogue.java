package dev.bckd.demo.shop;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the shop sells, and how often each item is put on a shelf: a Zipf law in each season. */
final class Catalogue {
  /** Days over which the new items arrive, from the first day of spring. */
  private static final int ARRIVALS = 20;

  /** Share of the shelf filled by popularity; the rest is any item, so that every one is seen. */
  private static final double POPULAR_SHARE = 0.7;

  /** Spread of the items' appeal, log-odds. */
  private static final double APPEAL = 1.0;

  private final List<Item> items;
  private final Popularity winter;
  private final Popularity spring;

  private Catalogue(List<Item> items, Popularity winter, Popularity spring) {
    this.items = List.copyOf(items);
    this.winter = winter;
    this.spring = spring;
  }

  /** The catalogue of a plan. */
  static Catalogue of(ShopPlan plan) {
    RandomGenerator random = plan.random("catalogue");
    List<Item> items = new ArrayList<>();
    for (int id = 1; id <= plan.items(); id++) {
      items.add(item(plan, id, random));
    }
    List<Double> fame = normals(items.size(), random);
    List<Double> mood = normals(plan.categories(), random);
    List<Double> springFame =
        IntStream.range(0, items.size())
            .mapToObj(
                i ->
                    0.5 * fame.get(i)
                        + mood.get(items.get(i).category())
                        + 0.5 * random.nextGaussian())
            .toList();
    return new Catalogue(
        items, Popularity.zipf(fame.subList(0, plan.winterItems())), Popularity.zipf(springFame));
  }

  private static Item item(ShopPlan plan, int id, RandomGenerator random) {
    int launch = id <= plan.winterItems() ? 0 : plan.winterDays() + random.nextInt(ARRIVALS);
    double appeal = random.nextGaussian();
    return new Item(
        id,
        random.nextInt(plan.categories()),
        random.nextGaussian(),
        launch,
        APPEAL * appeal,
        APPEAL * (0.8 * appeal + 0.6 * random.nextGaussian()));
  }

  private static List<Double> normals(int count, RandomGenerator random) {
    return Stream.generate(random::nextGaussian).limit(count).toList();
  }

  /** All items, in the order of their ids. */
  List<Item> items() {
    return items;
  }

  /** The item of an id. */
  Item item(int id) {
    return items.get(id - 1);
  }

  /** How often an item is chosen by popularity, relative to the others of the season. */
  double popularity(Season season, int id) {
    return popularity(season).weight(id - 1);
  }

  private Popularity popularity(Season season) {
    return season == Season.WINTER ? winter : spring;
  }

  /** An item for the shelf on a day. */
  Item onShelf(Season season, int day, RandomGenerator random) {
    while (true) {
      Item item =
          random.nextDouble() < POPULAR_SHARE
              ? items.get(popularity(season).draw(random))
              : items.get(random.nextInt(items.size()));
      if (item.launch() <= day) {
        return item;
      }
    }
  }
}
