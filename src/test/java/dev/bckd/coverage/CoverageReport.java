package dev.bckd.coverage;

import dev.bckd.stats.ClopperPearson;
import dev.bckd.stats.Wilson;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints the tables of docs/coverage.md. */
public final class CoverageReport {
  private static final String HEAD =
      "| interval | design | coverage | least | above | most | below | most |\n"
          + "|---|---|---|---|---|---|---|---|";

  private final Intervals intervals = new Intervals();
  private final Simulation simulation =
      new Simulation(Integer.getInteger("bckd.coverage.samples", 20_000));

  private CoverageReport() {}

  /** Prints the parts that are named, or all: rates, pairs, areas. */
  public static void main(String[] arguments) {
    CoverageReport report = new CoverageReport();
    Map<String, Runnable> parts = new LinkedHashMap<>();
    parts.put("rates", report::rates);
    parts.put("pairs", report::pairs);
    parts.put("areas", report::areas);
    Collection<String> asked = arguments.length == 0 ? parts.keySet() : List.of(arguments);
    System.out.println(HEAD);
    asked.forEach(part -> parts.get(part).run());
  }

  private void rates() {
    for (int rows : new int[] {50, 200, 1_000, 5_000}) {
      print(RateCoverage.of(Wilson.METHOD, Wilson::interval, rows, 400));
      print(RateCoverage.of(ClopperPearson.METHOD, ClopperPearson::interval, rows, 400));
    }
  }

  private void pairs() {
    for (int pairs : new int[] {30, 100, 300, 1_000}) {
      print(new PairCoverage(pairs).of(0.5, 8, 5));
    }
  }

  private void areas() {
    for (int rows : new int[] {200, 1_000}) {
      for (double positive : new double[] {10.0 / rows, 0.5}) {
        for (double area : new double[] {0.6, 0.75, 0.9, 0.97}) {
          areas(new ScoredRows(rows, positive, area, area, 0.8));
        }
      }
    }
  }

  private void areas(ScoredRows rows) {
    print(
        simulation.of(
            "delong, area",
            rows.text(),
            rows.first(),
            random -> intervals.rows(rows.sample(random).first())));
    print(
        simulation.of(
            "delong, difference",
            rows.text(),
            rows.first() - rows.second(),
            random -> intervals.rows(rows.sample(random).difference())));
  }

  private static void print(Case found) {
    System.out.println(found.row());
  }
}
