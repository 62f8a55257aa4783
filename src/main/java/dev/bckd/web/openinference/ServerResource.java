package dev.bckd.web.openinference;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The server itself, in the protocol's words. */
@Path("/v2")
@Produces(MediaType.APPLICATION_JSON)
public class ServerResource {
  private final String version;
  private final ServerReadiness readiness;

  ServerResource(
      @ConfigProperty(name = "quarkus.application.version") String version,
      ServerReadiness readiness) {
    this.version = version;
    this.readiness = readiness;
  }

  /** Name, version and extensions. */
  public record ServerMetadata(String name, String version, List<String> extensions) {}

  /** Whether it lives. */
  public record Live(boolean live) {}

  /** Whether it takes requests. */
  public record Ready(boolean ready) {}

  @GET
  public ServerMetadata metadata() {
    return new ServerMetadata("bckd", version, List.of());
  }

  @GET
  @Path("health/live")
  public Live live() {
    return new Live(true);
  }

  @GET
  @Path("health/ready")
  public Response ready() {
    boolean ready = readiness.ready();
    return Response.status(ready ? Response.Status.OK : Response.Status.SERVICE_UNAVAILABLE)
        .entity(new Ready(ready))
        .build();
  }
}
