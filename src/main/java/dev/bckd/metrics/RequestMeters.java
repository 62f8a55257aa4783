package dev.bckd.metrics;

import dev.bckd.web.openinference.InferenceTally;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Locale;

/** Live requests. */
public final class RequestMeters implements InferenceTally {
  private final Counter requests;
  private final Histogram durations;

  public RequestMeters(PrometheusRegistry registry) {
    requests =
        Counter.builder()
            .name("bckd_router_requests_total")
            .help("Live requests, by how they ended.")
            .labelNames("model", "variant", "outcome")
            .register(registry);
    durations =
        Histogram.builder()
            .name("bckd_router_request_duration_seconds")
            .help("Time from a live request to its answer.")
            .labelNames("model", "variant")
            .register(registry);
  }

  @Override
  public void answered(String model, String variant, Outcome outcome, Duration took) {
    String label = outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    requests.labelValues(model, variant, label).inc();
    durations.labelValues(model, variant).observe(took.toNanos() / 1e9);
  }
}
