package dev.bckd.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PopularityTest {
  @Test
  void drawsInProportionToTheRankToThePower() {
    List<Double> fame = IntStream.range(0, 40).mapToObj(i -> -1.0 * ((i * 7) % 40)).toList();
    Popularity popularity = Popularity.zipf(fame);
    int draws = 200_000;
    int[] drawn = new int[40];
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < draws; i++) {
      drawn[popularity.draw(random)]++;
    }

    double sum = IntStream.rangeClosed(1, 40).mapToDouble(r -> Math.pow(r, -0.9)).sum();
    for (int i = 0; i < 40; i++) {
      int rank = (i * 7) % 40 + 1;
      double expected = draws * Math.pow(rank, -0.9) / sum;
      assertThat((double) drawn[i]).isCloseTo(expected, Offset.offset(5 * Math.sqrt(expected)));
    }
  }

  @Test
  void whatIsNotOnTheListHasNoWeight() {
    assertThat(Popularity.zipf(List.of(0.3, 0.9)).weight(2)).isZero();
    assertThat(Popularity.zipf(List.of(0.3, 0.9)).weight(1)).isEqualTo(1);
  }
}
