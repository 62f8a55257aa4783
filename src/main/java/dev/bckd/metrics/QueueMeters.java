package dev.bckd.metrics;

import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.JournalUnavailableException;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/**
 * Upgrades that wait for a worker or have one. Asked of the journal at each scrape; while it does
 * not answer, the metrics are absent, not zero.
 */
public final class QueueMeters {
  private final Journal journal;
  private final Clock clock;

  public QueueMeters(PrometheusRegistry registry, Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
    register(
        registry,
        "bckd_queue_depth",
        "Upgrades that have not ended and are not held.",
        Journal.Queue::depth);
    register(
        registry,
        "bckd_queue_oldest_age_seconds",
        "Age of the oldest of them; 0 when there is none.",
        this::oldest);
  }

  private void register(
      PrometheusRegistry registry,
      String name,
      String help,
      ToDoubleFunction<Journal.Queue> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(
            callback -> {
              try {
                callback.call(value.applyAsDouble(journal.queue()));
              } catch (JournalUnavailableException e) {
                // No sample: what is not known is not zero. The readiness probe tells why.
                return;
              }
            })
        .register(registry);
  }

  private double oldest(Journal.Queue queue) {
    return queue
        .oldest()
        .map(since -> Duration.between(since, clock.instant()).toMillis() / 1e3)
        .orElse(0.0);
  }
}
