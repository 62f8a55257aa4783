package dev.bckd.app;

import dev.bckd.metrics.QueueMeters;
import dev.bckd.metrics.RequestMeters;
import dev.bckd.metrics.UpgradeMeters;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.Progress;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the meters, and who is told of progress. */
@Singleton
public class MeterWiring {
  @Produces
  @Singleton
  PrometheusRegistry registry(
      @ConfigProperty(name = "quarkus.application.version") String version) {
    PrometheusRegistry registry = new PrometheusRegistry();
    JvmMetrics.builder().register(registry);
    Info.builder()
        .name("bckd_build_info")
        .help("The program.")
        .labelNames("version")
        .register(registry)
        .addLabelValues(version);
    return registry;
  }

  @Produces
  @Singleton
  @Typed(UpgradeMeters.class)
  UpgradeMeters upgrades(PrometheusRegistry registry) {
    return new UpgradeMeters(registry);
  }

  @Produces
  @Singleton
  RequestMeters requests(PrometheusRegistry registry) {
    return new RequestMeters(registry);
  }

  /** Nobody calls it: it asks the journal when it is scraped. */
  @Produces
  @Singleton
  @Startup
  QueueMeters queue(PrometheusRegistry registry, Journal journal, Clock clock) {
    return new QueueMeters(registry, journal, clock);
  }

  @Produces
  @Singleton
  Progress progress(UpgradeMeters meters) {
    return new ProgressToAll(List.of(new LoggedProgress(), meters));
  }
}
