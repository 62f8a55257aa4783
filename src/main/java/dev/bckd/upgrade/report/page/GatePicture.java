package dev.bckd.upgrade.report.page;

import dev.bckd.gates.GateResult;
import dev.bckd.stats.Interval;
import dev.bckd.upgrade.report.picture.IntervalPlot;
import dev.bckd.upgrade.report.picture.LimitLine;
import dev.bckd.upgrade.report.picture.Scale;
import dev.bckd.upgrade.report.picture.Tag;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** What a gate measured beside its limit. */
final class GatePicture {
  private static final int TICKS = 4;

  private GatePicture() {}

  /** The picture; empty where nothing was measured. */
  static Optional<IntervalPlot> of(GateResult result) {
    GateWords words = new GateWords(result);
    return words
        .measured()
        .map(
            measured ->
                new IntervalPlot(
                    scale(measured.interval(), words.lines()),
                    TICKS,
                    List.of(
                        new IntervalPlot.Dot(
                            result.judged(),
                            measured.interval().estimate(),
                            Optional.of(measured.interval()))),
                    words.lines(),
                    "%s %s, limit: %s"
                        .formatted(
                            words.estimate().orElse(""), words.ends().orElse(""), words.limit())));
  }

  static Tag axis(IntervalPlot picture) {
    return IntervalPlot.axis(picture.scale(), TICKS);
  }

  private static Scale scale(Interval interval, List<LimitLine> limits) {
    return Scale.of(
        DoubleStream.concat(
            DoubleStream.of(interval.low(), interval.high()),
            limits.stream().mapToDouble(LimitLine::value)));
  }
}
