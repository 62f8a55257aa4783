package dev.bckd.coverage;

import dev.bckd.stats.Ends;
import dev.bckd.stats.Statistic;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/** Prints the tables of docs/coverage.md. */
public final class CoverageReport {
  private static final String HEAD =
      "| interval | design | effective | coverage | least | above | most | below | most |\n"
          + "|---|---|---|---|---|---|---|---|---|";

  private static final double[] SLOPES = {0, -0.3, 0.3};

  /** A flip rate passes by its high end, all else by its low one. */
  private final Intervals ofFlips = new Intervals(Ends.HIGH);

  private final Intervals intervals = new Intervals(Ends.LOW);
  private final Simulation simulation =
      new Simulation(Integer.getInteger("bckd.coverage.samples", 20_000));

  /** Each sample is resampled 2,000 times. */
  private final Simulation resampling = new Simulation(simulation.samples() / 4);

  private CoverageReport() {}

  /**
   * Prints the parts that are named, or all: rates, pairs, areas, means, grouped-areas, groups,
   * differences, weights, calibration, others.
   */
  public static void main(String[] arguments) {
    CoverageReport report = new CoverageReport();
    Map<String, Runnable> parts = new LinkedHashMap<>();
    parts.put("rates", report::rates);
    parts.put("pairs", report::pairs);
    parts.put("areas", report::areas);
    parts.put("means", report::means);
    parts.put("grouped-areas", report::groupedAreas);
    parts.put("groups", report::groups);
    parts.put("differences", report::differences);
    parts.put("weights", report::weights);
    parts.put("calibration", report::calibration);
    parts.put("others", report::others);
    Collection<String> asked = arguments.length == 0 ? parts.keySet() : List.of(arguments);
    System.out.println(HEAD);
    asked.forEach(part -> parts.get(part).run());
  }

  private void rates() {
    for (int rows : new int[] {50, 100, 200, 1_000, 10_000}) {
      for (String method :
          new String[] {"exact-for-max", "exact-for-min", "wilson", "clopper-pearson"}) {
        print(RateCoverage.of(method, rows, 2_000));
      }
    }
  }

  private void pairs() {
    for (int pairs : new int[] {30, 100, 300, 1_000}) {
      for (String method : new String[] {"tango-corrected", "tango"}) {
        print(new PairCoverage(method, pairs).of(0.5, 16, 0.5, 9));
      }
    }
  }

  private void areas() {
    for (int rows : new int[] {200, 1_000, 4_000}) {
      for (double scale : new double[] {1, 2, 0.5}) {
        for (double positive : scale == 1 ? new double[] {10.0 / rows, 0.5} : new double[] {0.1}) {
          for (double[] areas :
              new double[][] {{0.6, 0.55}, {0.75, 0.7}, {0.9, 0.85}, {0.97, 0.955}}) {
            double area = areas[0];
            ScoredRows equal = new ScoredRows(rows, positive, area, area, scale, 0.8);
            areas(equal, "delong, area", area, ScoredRows.Areas::first);
            areas(equal, "delong, difference", 0, ScoredRows.Areas::difference);
            areas(
                new ScoredRows(rows, positive, areas[1], area, scale, 0.95),
                "delong, difference",
                areas[1] - area,
                ScoredRows.Areas::difference);
          }
        }
      }
    }
  }

  private void areas(
      ScoredRows rows, String what, double truth, Function<ScoredRows.Areas, Statistic> statistic) {
    Tally found =
        simulation.tally(truth, random -> intervals.rows(statistic.apply(rows.sample(random))));
    print(new Case(what, rows.text(), OptionalDouble.of(rows.outOfOrder()), List.of(found)));
  }

  /** Models that are as good as the teacher, and worse. */
  private void groupedAreas() {
    for (int groups : new int[] {100, 400}) {
      for (double positive : new double[] {0.05, 0.5}) {
        for (double[] areas : new double[][] {{0.75, 0.7}, {0.9, 0.85}, {0.97, 0.955}}) {
          groupedAreas(new GroupedScores(groups, positive, areas[0], areas[0]));
          groupedAreas(new GroupedScores(groups, positive, areas[1], areas[0]));
        }
      }
    }
  }

  private void groupedAreas(GroupedScores scores) {
    if (scores.first() == scores.second()) {
      groupedAreas(scores, "grouped, area", scores.first(), GroupedScores.Sample::area);
    }
    groupedAreas(
        scores,
        "grouped, difference of areas",
        scores.first() - scores.second(),
        GroupedScores.Sample::difference);
  }

  private void groupedAreas(
      GroupedScores scores,
      String what,
      double truth,
      Function<GroupedScores.Sample, Statistic> statistic) {
    Tally found =
        resampling.tally(
            truth,
            random -> {
              GroupedScores.Sample sample = scores.sample(random);
              return intervals.groups(statistic.apply(sample), sample.units());
            });
    print(new Case(what, scores.text(), OptionalDouble.of(scores.outOfOrder()), List.of(found)));
  }

  private void groups() {
    for (GroupSizes sizes : EnumSet.complementOf(EnumSet.of(GroupSizes.SINGLE))) {
      for (int groups : new int[] {100, 400}) {
        for (int flips : new int[] {10, 20, 50, 200}) {
          groups(sizes, groups, flips);
        }
      }
    }
  }

  private void groups(GroupSizes sizes, int groups, int flips) {
    double rate = flips / (groups * sizes.mean());
    for (double slope : sizes == GroupSizes.HEAVY ? SLOPES : new double[] {0}) {
      flips(new GroupedRows(groups, sizes, rate, rate, 0.7, slope));
    }
    if (sizes == GroupSizes.GEOMETRIC) {
      flips(new GroupedRows(groups, sizes, rate, rate, 1.5, 0));
    }
  }

  private void flips(GroupedRows rows) {
    if (rows.rate() < 0.35) {
      flips(rows, "flips", GroupedRows.Sample::flips);
    }
  }

  /** Models that are as much worse as the negative flips exceed the positive ones. */
  private void differences() {
    for (int groups : new int[] {100, 400}) {
      for (GroupSizes sizes : GroupSizes.values()) {
        for (int[] flips : new int[][] {{10, 0}, {10, 10}, {20, 10}, {50, 25}, {200, 150}}) {
          double all = groups * sizes.mean();
          double back = flips[1] / all;
          if (flips[0] / all < 0.35) {
            gain(new GroupedRows(groups, sizes, flips[0] / all, back, 0.7, 0));
            if (sizes == GroupSizes.HEAVY) {
              gain(new GroupedRows(groups, sizes, flips[0] / all, back, 0.7, 0.3));
            }
          }
        }
      }
    }
  }

  private void gain(GroupedRows rows) {
    changes(rows, "difference", GroupedRows.Sample::gain);
  }

  /** Weights of rows are lognormal, and go with nothing else. */
  private void weights() {
    for (int groups : new int[] {100, 400}) {
      for (GroupSizes sizes : GroupSizes.values()) {
        for (int flips : new int[] {10, 20, 50, 200}) {
          double rate = flips / (groups * sizes.mean());
          if (rate < 0.35) {
            GroupedRows rows = new GroupedRows(groups, sizes, rate, rate / 2, 0.7, 0);
            flips(rows, "weighted flips", GroupedRows.Sample::weighedFlips);
            changes(rows, "weighted difference", GroupedRows.Sample::weighedGain);
          }
        }
      }
    }
  }

  /** Models of which some rows change, of lognormal sizes, one way or most of them. */
  private void means() {
    for (int rows : new int[] {200, 1_000}) {
      for (double changes : new double[] {10, 40, 120}) {
        for (double worse : new double[] {1, 0.67, 0.5}) {
          for (double spread : new double[] {0, 0.7, 1}) {
            ChangedRows design = new ChangedRows(rows, changes / rows, worse, spread);
            Tally found =
                simulation.tally(
                    design.difference(), random -> intervals.rows(design.sample(random)));
            print(
                new Case(
                    "difference of means",
                    design.text(),
                    OptionalDouble.of(design.effective()),
                    List.of(found)));
            if (worse == 1) {
              loss(design);
            }
          }
        }
      }
    }
  }

  /** Of rows that lose what a model changes, and nothing else. */
  private void loss(ChangedRows design) {
    Tally found =
        simulation.tally(-design.difference(), random -> ofFlips.rows(design.losses(random)));
    print(new Case("mean", design.text(), OptionalDouble.of(design.effective()), List.of(found)));
  }

  /** Teachers that are calibrated and that are not, and models that are worse, or better. */
  private void calibration() {
    for (int rows : new int[] {500, 2_000, 10_000}) {
      for (int ofGroup : new int[] {1, 4}) {
        for (double[] scales : new double[][] {{1.2, 1}, {1.5, 1}, {1.6, 1.4}, {1.1, 1.4}}) {
          errors(PredictedRows.decided(rows, ofGroup, scales[0], 0, scales[1]));
        }
        errors(PredictedRows.decided(rows, ofGroup, 1, 0.6, 1));
        for (double[] times :
            new double[][] {{1.05, 1}, {1.2, 1}, {0.9, 1}, {1.21, 1.1}, {1, 1.1}, {0.9, 1.03}}) {
          distance(PredictedRows.rare(rows, ofGroup, times[0], times[1]));
        }
      }
    }
  }

  private void errors(PredictedRows rows) {
    calibration(
        rows, "calibration error, teacher's", rows.errorOfTeacher(), s -> s.errorOfTeacher());
    calibration(rows, "calibration error, difference", rows.error(), s -> s.error());
  }

  private void distance(PredictedRows rows) {
    calibration(rows, "distance of the ratio from 1", rows.distance(), s -> s.distance());
  }

  private void calibration(
      PredictedRows rows,
      String what,
      double truth,
      Function<PredictedRows.Sample, Statistic> statistic) {
    Tally found =
        resampling.tally(
            truth,
            random -> {
              PredictedRows.Sample sample = rows.sample(random);
              return intervals.groups(statistic.apply(sample), sample.units());
            });
    print(
        new Case(
            what,
            rows.text(),
            OptionalDouble.of(rows.positives() / rows.ofGroup()),
            List.of(found)));
  }

  private void others() {
    GroupedRows rows = GroupedRows.even(100, 0.05);
    double variance = 1 + rows.spread() * rows.spread();
    double area = ScoredRows.NORMAL.cumulativeProbability(1 / Math.sqrt(2 * variance));
    double mean = Math.exp(variance / 8);
    groups(
        rows,
        "skewed mean",
        mean,
        GroupedRows.Sample::loss,
        intervals,
        any -> OptionalDouble.empty());
    groups(rows, "area", area, GroupedRows.Sample::area, intervals, any -> OptionalDouble.empty());
  }

  /** Flips are worth as many independent ones as give their rate that variance. */
  private void flips(
      GroupedRows rows, String what, Function<GroupedRows.Sample, Statistic> statistic) {
    double rate = rows.rate();
    groups(
        rows,
        what,
        rate,
        statistic,
        ofFlips,
        variance -> OptionalDouble.of(rate * rate * (1 - rate) / variance));
  }

  /** So are changes, either way. */
  private void changes(
      GroupedRows rows, String what, Function<GroupedRows.Sample, Statistic> statistic) {
    double changes = rows.rate() + rows.positive();
    double truth = rows.positive() - rows.rate();
    groups(
        rows,
        what,
        truth,
        statistic,
        intervals,
        variance -> OptionalDouble.of(changes * (changes - truth * truth) / variance));
  }

  private void groups(
      GroupedRows rows,
      String what,
      double truth,
      Function<GroupedRows.Sample, Statistic> statistic,
      Intervals of,
      DoubleFunction<OptionalDouble> effective) {
    Tally found =
        resampling.tally(
            truth,
            random -> {
              GroupedRows.Sample sample = rows.sample(random);
              return of.groups(statistic.apply(sample), sample.units());
            });
    print(
        new Case(
            "grouped, " + what, rows.text(), effective.apply(found.variance()), List.of(found)));
  }

  private static void print(Case found) {
    System.out.println(found.row());
  }
}
