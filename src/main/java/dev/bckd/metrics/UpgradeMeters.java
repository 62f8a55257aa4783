package dev.bckd.metrics;

import dev.bckd.upgrade.GateOutcome;
import dev.bckd.upgrade.Progress;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.UpgradeState;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How upgrades get on. */
public final class UpgradeMeters implements Progress {
  private final Counter upgrades;
  private final Histogram durations;
  private final Gauge states;
  private final Gauge promotions;
  private final Counter verdicts;
  private final Gauge estimates;
  private final Counter samples;
  private final Gauge losses;

  public UpgradeMeters(PrometheusRegistry registry) {
    upgrades =
        Counter.builder()
            .name("bckd_upgrades_total")
            .help("Upgrades that have ended, by their final state.")
            .labelNames("model", "outcome")
            .register(registry);
    durations =
        Histogram.builder()
            .name("bckd_upgrade_duration_seconds")
            .help("Time that a stage of an upgrade took.")
            .labelNames("model", "stage")
            .classicUpperBounds(0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600)
            .register(registry);
    states =
        Gauge.builder()
            .name("bckd_upgrade_state")
            .help("1 for the state of the model's last upgrade, 0 for the others.")
            .labelNames("model", "state")
            .register(registry);
    promotions =
        Gauge.builder()
            .name("bckd_last_promotion_timestamp_seconds")
            .help("When a version of the model was last promoted.")
            .labelNames("model")
            .register(registry);
    verdicts =
        Counter.builder()
            .name("bckd_gate_verdicts_total")
            .help("Verdicts of gates, whole suites and slices.")
            .labelNames("model", "suite", "metric", "verdict")
            .register(registry);
    estimates =
        Gauge.builder()
            .name("bckd_gate_estimate_ratio")
            .help("Last estimate of a gate on its whole suite, in the metric's unit.")
            .labelNames("model", "suite", "metric")
            .register(registry);
    samples =
        Counter.builder()
            .name("bckd_distillation_samples_total")
            .help("Rows that distillations stepped on, repeats counted.")
            .labelNames("model")
            .register(registry);
    losses =
        Gauge.builder()
            .name("bckd_distillation_loss")
            .help("A term of the loss in the last epoch, mean over its steps, in nats.")
            .labelNames("model", "term")
            .register(registry);
  }

  @Override
  public void stepped(Upgrade upgrade, Step step, Duration took) {
    seen(upgrade);
    String model = upgrade.version().model();
    stage(step)
        .ifPresent(stage -> durations.labelValues(model, stage).observe(took.toNanos() / 1e9));
    if (upgrade.state().ended()) {
      upgrades.labelValues(model, label(upgrade.state())).inc();
    }
  }

  /** The state of a model's last upgrade, as the journal has it when the service starts. */
  public void seen(Upgrade upgrade) {
    String model = upgrade.version().model();
    for (UpgradeState state : UpgradeState.values()) {
      states.labelValues(model, label(state)).set(state == upgrade.state() ? 1 : 0);
    }
    if (upgrade.state() == UpgradeState.PROMOTED) {
      promotions.labelValues(model).set(upgrade.updatedAt().toEpochMilli() / 1e3);
    }
  }

  @Override
  public void trained(String model, String term, double value) {
    losses.labelValues(model, term).set(value);
  }

  @Override
  public void distilled(String model, long samplesSeen) {
    samples.labelValues(model).inc(samplesSeen);
  }

  @Override
  public void judged(String model, List<GateOutcome> outcomes) {
    for (GateOutcome outcome : outcomes) {
      verdicts
          .labelValues(
              model, outcome.suite(), outcome.metric(), outcome.verdict().toLowerCase(Locale.ROOT))
          .inc();
      if (outcome.slice().isEmpty()) {
        outcome
            .estimate()
            .ifPresent(
                estimate ->
                    estimates.labelValues(model, outcome.suite(), outcome.metric()).set(estimate));
      }
    }
  }

  private static Optional<String> stage(Step step) {
    if (step instanceof Step.Fetched) {
      return Optional.of("fetch");
    }
    if (step instanceof Step.Distilled) {
      return Optional.of("distil");
    }
    if (step instanceof Step.Judged) {
      return Optional.of("judge");
    }
    return step instanceof Step.RolledOut ? Optional.of("roll-out") : Optional.empty();
  }

  private static String label(UpgradeState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
