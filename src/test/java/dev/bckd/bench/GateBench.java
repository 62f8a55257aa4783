package dev.bckd.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bckd.evaluation.Examination;
import dev.bckd.evaluation.ScoredRows;
import dev.bckd.gates.Judge;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.model.Role;
import dev.bckd.stats.Bootstrap;
import dev.bckd.stats.Interval;
import dev.bckd.stats.RatioOfSums;
import dev.bckd.stats.SplitMix64;
import dev.bckd.stats.Units;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Every metric with its interval on many rows, and resampling beside NumPy's, row by row. */
final class GateBench {
  private static final List<Integer> SIZES = List.of(1_000_000, 3_000_000, 10_000_000);
  private static final int SLICES = 20;
  private static final int ROWS = 100_000;
  private static final int REPLICATES = 1_000;

  private final PythonPeer python;
  private final InTurn inTurn;
  private final Path folder;

  GateBench(PythonPeer python, InTurn inTurn, Path folder) {
    this.python = python;
    this.inTurn = inTurn;
    this.folder = folder;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int rows : SIZES) {
      PeakMemory.restart();
      Examination examination = ScoredRows.of(rows, SLICES);
      long start = System.nanoTime();
      SuiteJudgement judged = new Judge().judge(examination, Role.STUDENT);
      double seconds = (System.nanoTime() - start) / 1e9;
      long metrics = judged.metrics().stream().map(values -> values.metric()).distinct().count();
      long intervals =
          judged.metrics().stream().mapToLong(values -> values.intervals().size()).sum();
      lines.add(
          line(
              "%,11d rows, %d slices, %d metrics of two models, %d intervals: %6.1f s, %,5d MB at"
                  + " most",
              rows, SLICES, metrics, intervals, seconds, PeakMemory.megabytes()));
    }
    lines.addAll(beside());
    return lines;
  }

  /** The mean of one number a row, resampled by bucket here and by row there. */
  private List<String> beside() {
    float[] values = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      values[row] = (float) -Math.log(1 - SplitMix64.uniform(SplitMix64.at(9, row)));
    }
    Interval[] here = new Interval[1];
    Timed java =
        Timed.of(
            () ->
                here[0] =
                    new Bootstrap(1, REPLICATES)
                        .sums(
                            RatioOfSums.mean(ROWS, row -> values[row]),
                            Units.rows(ROWS),
                            "bootstrap")
                        .interval(0.95));
    Timed numpy =
        python.open(
            "bootstrap",
            "bootstrap",
            Map.of(
                "values",
                new RawFiles(folder).floats("values", values, List.of(ROWS)),
                "replicates",
                REPLICATES));
    double[] seconds = inTurn.mediansOfOne(List.of(java, numpy));
    JsonNode there = python.ask("result", Map.of("name", "bootstrap"));
    return List.of(
        line(
            "%,11d rows, mean, %d resamples: bckd %.3f s, NumPy by row %.3f s, %.0f times as long",
            ROWS, REPLICATES, seconds[0], seconds[1], seconds[1] / seconds[0]),
        line(
            "            interval: bckd [%.5f, %.5f], NumPy [%.5f, %.5f]",
            here[0].low(),
            here[0].high(),
            there.get("low").asDouble(),
            there.get("high").asDouble()));
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
