package dev.bckd.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShopLogTest {
  private static final ShopPlan PLAN = ShopPlan.DEMO.withSeed(99);
  private static final Catalogue CATALOGUE = Catalogue.of(PLAN);
  private static final List<Impression> LOG = ShopLog.of(PLAN, CATALOGUE);

  @Test
  void theSameSeedGivesTheSameLog() {
    assertThat(ShopLog.of(PLAN, Catalogue.of(PLAN))).isEqualTo(LOG);
  }

  @Test
  void anotherSeedGivesAnotherLog() {
    ShopPlan other = PLAN.withSeed(100);

    assertThat(ShopLog.of(other, Catalogue.of(other))).isNotEqualTo(LOG);
  }

  @Test
  void rowsAreNumberedInTheOrderOfTime() {
    for (int i = 1; i < LOG.size(); i++) {
      assertThat(LOG.get(i).event()).isEqualTo(LOG.get(i - 1).event() + 1);
      assertThat(LOG.get(i).at()).isAfterOrEqualTo(LOG.get(i - 1).at());
    }
  }

  @Test
  void popularityFallsAsAPowerOfTheRank() {
    List<Long> byRank =
        shown(row -> row.season() == Season.WINTER).values().stream()
            .sorted((a, b) -> Long.compare(b, a))
            .toList();

    // The uniform part of the shelf lifts the tail, so that the slope is flatter than the law's.
    assertThat(logLogSlope(byRank.subList(0, 50))).isBetween(-1.0, -0.6);
    assertThat(byRank).hasSize(PLAN.winterItems());
  }

  @Test
  void newItemsAreShownOnlyAfterTheChangeOfSeason() {
    for (Impression row : LOG) {
      if (row.item() > PLAN.winterItems()) {
        assertThat(row.season()).isEqualTo(Season.SPRING);
        assertThat(row.at().toLocalDate())
            .isAfterOrEqualTo(ShopPlan.OPENING.plusDays(CATALOGUE.item(row.item()).launch()));
      }
    }
    assertThat(shown(row -> row.item() > PLAN.winterItems())).hasSize(PLAN.springItems());
  }

  @Test
  void theChangeOfSeasonChangesWhatIsClicked() {
    Predicate<Impression> winter = row -> row.season() == Season.WINTER;
    Predicate<Impression> even = row -> row.visit() % 2 == 0;

    // Two halves of one season differ by chance alone: the mean of squared z scores is near one.
    assertThat(meanSquaredZ(winter.and(even), winter.and(even.negate()))).isBetween(0.6, 1.6);
    assertThat(meanSquaredZ(winter, winter.negate())).isGreaterThan(5);
  }

  @Test
  void theChangeOfSeasonChangesWhatIsPopular() {
    List<Integer> winter = mostShown(Season.WINTER, 30);
    List<Integer> spring = mostShown(Season.SPRING, 30);

    assertThat(spring.stream().filter(winter::contains)).hasSizeLessThan(20);
  }

  @Test
  void aRowCarriesTheClicksOfEarlierVisitsOnly() {
    Map<Integer, List<Impression>> byCustomer =
        LOG.stream().collect(Collectors.groupingBy(Impression::customer));
    List<Impression> one = byCustomer.get(LOG.get(5000).customer());

    for (Impression row : one) {
      List<Integer> before =
          one.stream()
              .filter(other -> other.visit() < row.visit() && other.clicked())
              .map(Impression::item)
              .toList();
      int from = Math.max(0, before.size() - ShopPlan.HISTORY);
      assertThat(row.history()).isEqualTo(before.subList(from, before.size()));
      assertThat(row.clicksBefore()).isEqualTo(before.size());
    }
  }

  @Test
  void theNumbersOfARowAreFinite() {
    assertThat(LOG).allSatisfy(row -> assertThat(row.dense()).hasSize(ShopRanker.DENSE));
    assertThat(LOG.stream().flatMap(row -> row.dense().stream())).allMatch(Float::isFinite);
  }

  private static Map<Integer, Long> shown(Predicate<Impression> rows) {
    return LOG.stream()
        .filter(rows)
        .collect(Collectors.groupingBy(Impression::item, Collectors.counting()));
  }

  private static List<Integer> mostShown(Season season, int count) {
    return shown(row -> row.season() == season).entrySet().stream()
        .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
        .limit(count)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Mean over items of the squared z score of the difference of two click rates. */
  private static double meanSquaredZ(Predicate<Impression> one, Predicate<Impression> other) {
    Map<Integer, Long> shownOne = shown(one);
    Map<Integer, Long> shownOther = shown(other);
    Map<Integer, Long> clickedOne = shown(one.and(Impression::clicked));
    Map<Integer, Long> clickedOther = shown(other.and(Impression::clicked));
    List<Double> squares = new ArrayList<>();
    new HashMap<>(shownOne)
        .forEach(
            (item, n) -> {
              double m = shownOther.getOrDefault(item, 0L);
              if (n >= 50 && m >= 50) {
                double a = clickedOne.getOrDefault(item, 0L);
                double b = clickedOther.getOrDefault(item, 0L);
                double pooled = (a + b) / (n + m);
                double variance = pooled * (1 - pooled) * (1.0 / n + 1 / m);
                squares.add((a / n - b / m) * (a / n - b / m) / variance);
              }
            });
    assertThat(squares).hasSizeGreaterThan(30);
    return squares.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private static double logLogSlope(List<Long> counts) {
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double sxy = 0;
    for (int i = 0; i < counts.size(); i++) {
      double x = Math.log(i + 1);
      double y = Math.log(counts.get(i));
      sx += x;
      sy += y;
      sxx += x * x;
      sxy += x * y;
    }
    int n = counts.size();
    return (n * sxy - sx * sy) / (n * sxx - sx * sx);
  }
}
