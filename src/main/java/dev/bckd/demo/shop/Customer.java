package dev.bckd.demo.shop;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Someone who visits the shop.
 *
 * @param id from 1
 * @param joined day of the first possible visit
 * @param activity how often they visit, relative to the others
 * @param thrift log-odds a click loses for each standard deviation of price
 * @param winterTaste log-odds a click gains in each category, in winter
 * @param springTaste the same in spring: part of it is the winter's, part is new, and part is the
 *     fashion of the season, which all customers share
 */
record Customer(
    int id,
    int joined,
    double activity,
    double thrift,
    List<Double> winterTaste,
    List<Double> springTaste) {
  /** Tastes have this many dimensions, so that who likes one category likes its neighbours. */
  private static final int DIMENSIONS = 3;

  /** Spread of tastes, log-odds. */
  private static final double TASTE = 1.5;

  /** Correlation of a customer's taste in spring with that in winter. */
  private static final double LOYALTY = 0.6;

  /** Spread of the season's fashion over the categories, log-odds. */
  private static final double FASHION = 1.0;

  Customer {
    winterTaste = List.copyOf(winterTaste);
    springTaste = List.copyOf(springTaste);
  }

  /** All customers of a plan. */
  static List<Customer> all(ShopPlan plan) {
    RandomGenerator random = plan.random("customers");
    List<List<Double>> places =
        Stream.generate(() -> normals(DIMENSIONS, random)).limit(plan.categories()).toList();
    List<Double> fashion = normals(plan.categories(), random);
    return IntStream.rangeClosed(1, plan.customers())
        .mapToObj(id -> one(plan, id, places, fashion, random))
        .toList();
  }

  private static Customer one(
      ShopPlan plan,
      int id,
      List<List<Double>> places,
      List<Double> fashion,
      RandomGenerator random) {
    List<Double> winter = normals(DIMENSIONS, random);
    List<Double> fresh = normals(DIMENSIONS, random);
    List<Double> spring = mix(LOYALTY, winter, fresh);
    return new Customer(
        id,
        joined(plan, random),
        StrictMath.exp(0.8 * random.nextGaussian()),
        1.0 + 0.4 * random.nextGaussian(),
        tastes(winter, places, 0, fashion),
        tastes(spring, places, FASHION, fashion));
  }

  /** Half are there from the start, a third comes during winter, the rest with spring. */
  private static int joined(ShopPlan plan, RandomGenerator random) {
    double luck = random.nextDouble();
    if (luck < 0.5) {
      return 0;
    }
    return luck < 0.85
        ? random.nextInt(plan.winterDays())
        : plan.winterDays() + random.nextInt(plan.springDays() / 2);
  }

  private static List<Double> mix(double share, List<Double> kept, List<Double> fresh) {
    double rest = StrictMath.sqrt(1 - share * share);
    return IntStream.range(0, kept.size())
        .mapToObj(i -> share * kept.get(i) + rest * fresh.get(i))
        .toList();
  }

  private static List<Double> tastes(
      List<Double> person, List<List<Double>> places, double weight, List<Double> fashion) {
    return IntStream.range(0, places.size())
        .mapToObj(c -> TASTE * cosine(person, places.get(c)) + weight * fashion.get(c))
        .toList();
  }

  /** The person's strength along the direction of a category. */
  private static double cosine(List<Double> person, List<Double> place) {
    double dot = 0;
    double square = 0;
    for (int i = 0; i < person.size(); i++) {
      dot += person.get(i) * place.get(i);
      square += place.get(i) * place.get(i);
    }
    return dot / StrictMath.sqrt(square);
  }

  private static List<Double> normals(int count, RandomGenerator random) {
    return Stream.generate(random::nextGaussian).limit(count).toList();
  }

  /** Log-odds that this customer clicks an item they are shown. */
  double logOdds(Item item, Season season) {
    List<Double> taste = season == Season.WINTER ? winterTaste : springTaste;
    return taste.get(item.category()) + item.appeal(season) - thrift * item.price();
  }
}
