package dev.bckd.intake;

import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.UpgradeSnapshot;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Events by HTTP, in both modes of the CloudEvents binding. */
@Path("/api/v1/model-events")
public class HttpIntake {
  private static final String ATTRIBUTE = "ce-";

  private final Intake intake;

  HttpIntake(Intake intake) {
    this.intake = intake;
  }

  /** Answers 202 with the upgrade that the event makes, or has made before. */
  @POST
  @Produces(MediaType.APPLICATION_JSON)
  public Response receive(@Context HttpHeaders headers, byte[] body) {
    Map<String, String> attributes = new TreeMap<>();
    headers
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (lower.startsWith(ATTRIBUTE)) {
                attributes.put(lower.substring(ATTRIBUTE.length()), values.get(0));
              }
            });
    Optional<String> type = Optional.ofNullable(headers.getHeaderString(HttpHeaders.CONTENT_TYPE));
    UpgradeSnapshot snapshot = UpgradeSnapshot.of(receive(new RawEvent(attributes, type, body)));
    return Response.accepted(snapshot).location(URI.create(snapshot.links().self())).build();
  }

  private Upgrade receive(RawEvent event) {
    try {
      return intake.receive(event).upgrade();
    } catch (UnreadableEventException e) {
      throw new BadRequestException(e.getMessage(), e);
    }
  }
}
