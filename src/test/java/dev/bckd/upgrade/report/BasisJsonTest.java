package dev.bckd.upgrade.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bckd.model.BadInputException;
import dev.bckd.stats.AreaMoments;
import dev.bckd.stats.Basis;
import dev.bckd.stats.ClusterAreas;
import dev.bckd.stats.ClusterCounts;
import dev.bckd.stats.ClusterPairs;
import dev.bckd.stats.Ends;
import dev.bckd.stats.MeanPairs;
import dev.bckd.stats.MeanValues;
import dev.bckd.stats.Moments;
import dev.bckd.stats.PairedAreas;
import dev.bckd.stats.SignedGaps;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BasisJsonTest {
  private static final double[] TRIALS = {0.1, 2.7, 1 / 3.0, 5};
  private static final double[] SQUARES = {0.01, 4.1, 1 / 9.0, 13};

  static Stream<Basis> ofUnits() {
    return Stream.of(
        new ClusterCounts(new int[] {1, 0, 4}, new int[] {3, 1, 5}),
        new ClusterCounts(new double[] {0, 0.7, 1 / 3.0, 0}, TRIALS, SQUARES),
        new ClusterCounts(new int[] {1, 0, 2}, new int[] {3, 1, 5}).passingBy(Ends.HIGH),
        new ClusterCounts(new int[] {3, 0, 4}, new int[] {3, 1, 5}).passingBy(Ends.LOW),
        new ClusterPairs(new int[] {1, 0, -4}, new int[] {3, 1, 5}),
        new ClusterPairs(new double[] {0, -0.7, 1 / 3.0, 0}, TRIALS, SQUARES),
        new ClusterPairs(new int[] {1, 0, -4}, new int[] {3, 1, 5}).passingBy(Ends.LOW),
        new ClusterPairs(new double[] {0, -0.7, 1 / 3.0, 0}, TRIALS, SQUARES).passingBy(Ends.HIGH),
        new MeanValues("mean-wilson", new double[] {0, 0.7, 1 / 3.0, 0}, TRIALS),
        new MeanValues("cluster-mean-wilson", new double[] {0, -0.7, 1 / 3.0, 0}, TRIALS)
            .passingBy(Ends.HIGH),
        new MeanPairs("mean-tango", new double[] {0, -0.7, 1 / 3.0, 0}, TRIALS),
        new MeanPairs("cluster-mean-tango", new double[] {0, -0.7, 1 / 3.0, 0}, TRIALS)
            .passingBy(Ends.LOW));
  }

  static Stream<Basis> ofAreas() {
    Moments positives = new Moments(12, 0.93, 0.07);
    Moments negatives = new Moments(310, 0.93, 1.9);
    AreaMoments area = new AreaMoments(positives, negatives, Ends.NEITHER);
    PairedAreas difference =
        new PairedAreas(
            new Moments(12, -0.03, 0.07), new Moments(310, -0.03, 1.9), 0.1, 0.9, Ends.NEITHER);
    ClusterAreas grouped =
        ClusterAreas.of("cluster-delong", new double[] {-0.4, 0.1, 1 / 3.0}, difference);
    ClusterAreas weighted =
        ClusterAreas.of("weighted-delong", new double[] {0.4, 1, 1 / 3.0}, area);
    return Stream.of(area, difference, grouped, weighted)
        .flatMap(basis -> Stream.of(basis, basis.passingBy(Ends.LOW), basis.passingBy(Ends.HIGH)));
  }

  static Stream<Basis> ofCalibration() {
    double[][] covariance = {{9, 0.1, 1 / 3.0}, {0.1, 4, 0}, {1 / 3.0, 0, 2}};
    double[] totals = {3, -1 / 7.0, 100};
    return Stream.of(
        new SignedGaps("signed-gaps", 90, 1, totals, covariance, new double[] {2, 0}),
        new SignedGaps("cluster-signed-gaps", 30, 2, totals, covariance, new double[] {2, 0.3}));
  }

  @ParameterizedTest
  @MethodSource({"ofUnits", "ofAreas", "ofCalibration"})
  void leadsToTheSameIntervalBitForBit(Basis basis) {
    Basis read = BasisJson.read(json(basis), basis.method(), Optional.empty());

    assertThat(read.method()).isEqualTo(basis.method());
    assertThat(read.interval(0.95)).isEqualTo(basis.interval(0.95));
    assertThat(json(read)).isEqualTo(json(basis));
  }

  @Test
  void refusesSumsThatCannotBe() {
    ObjectNode json = json(new ClusterCounts(new double[] {0, 0.7, 0.2, 0}, TRIALS, SQUARES));
    json.set("hits", json.get("squares"));
    json.put("squares", Packed.doubles(1, place -> 1));

    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> BasisJson.read(json, "weighted-wilson", Optional.empty()));
  }

  @Test
  void refusesACovarianceOfOtherTotals() {
    ObjectNode json = json(ofCalibration().findFirst().orElseThrow());
    json.put("covariance", Packed.doubles(4, place -> 1));

    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> BasisJson.read(json, "signed-gaps", Optional.empty()))
        .withMessageContaining("9 numbers");
  }

  private static ObjectNode json(Basis basis) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    BasisJson.fill(json, basis);
    return json;
  }
}
