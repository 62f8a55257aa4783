package dev.bckd.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What Prometheus scrapes: text, or OpenMetrics for who asks for it. */
@Path("/q/metrics")
public class MetricsResource {
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final PrometheusRegistry registry;

  MetricsResource(PrometheusRegistry registry) {
    this.registry = registry;
  }

  @GET
  @Blocking
  @Operation(hidden = true)
  public Response scrape(@HeaderParam("Accept") Optional<String> accept) throws IOException {
    ExpositionFormatWriter writer = formats.findWriter(accept.orElse(""));
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    writer.write(page, registry.scrape());
    return Response.ok(page.toByteArray()).type(writer.getContentType()).build();
  }
}
