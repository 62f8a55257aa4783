package dev.bckd.upgrade.report.picture;

import dev.bckd.distillation.EpochLoss;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * One term of a loss from epoch to epoch.
 *
 * @param epochs the term in each epoch, in order, at least one
 */
public record LossCurve(List<EpochLoss> epochs) {
  public LossCurve {
    epochs = List.copyOf(epochs);
  }

  /** The picture. */
  public Tag drawn() {
    int last = epochs.get(epochs.size() - 1).epoch();
    Scale x = new Scale(0.5, last + 0.5, 1);
    double least = Math.min(0, values().min().orElse(0));
    Scale y = new Scale(least, Scale.of(DoubleStream.concat(DoubleStream.of(0), values())).to());
    Plot plot = new Plot(x, y, "epoch", "loss in nats, unweighted");
    Tag svg = plot.drawn(description());
    StringBuilder path = new StringBuilder();
    for (EpochLoss epoch : epochs) {
      path.append(path.isEmpty() ? 'M' : 'L')
          .append(Plot.place(plot.across(epoch.epoch())))
          .append(' ')
          .append(Plot.place(plot.up(epoch.value())));
    }
    svg.add(Tag.of("path", "curve student").with("d", path.toString()));
    for (EpochLoss epoch : epochs) {
      svg.add(
          plot.at(
              epoch.epoch(),
              epoch.value(),
              Tag.of("circle", "mark student")
                  .with("r", "3.5")
                  .add(
                      Tag.of("title")
                          .text("epoch " + epoch.epoch() + ": " + Numbers.four(epoch.value())))));
    }
    return svg;
  }

  private DoubleStream values() {
    return epochs.stream().mapToDouble(EpochLoss::value);
  }

  private String description() {
    EpochLoss first = epochs.get(0);
    EpochLoss last = epochs.get(epochs.size() - 1);
    return "%s from %s in epoch %d to %s in epoch %d"
        .formatted(
            first.term(),
            Numbers.four(first.value()),
            first.epoch(),
            Numbers.four(last.value()),
            last.epoch());
  }
}
