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
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
  public Response receive(@Context HttpHeaders headers, byte @Nullable [] body) {
    WireHeaders wire = new WireHeaders(ATTRIBUTE);
    headers
        .getRequestHeaders()
        .forEach(
            (name, values) ->
                values.forEach(value -> wire.add(name.toLowerCase(Locale.ROOT), value)));
    UpgradeSnapshot snapshot =
        UpgradeSnapshot.of(receive(wire.event(body == null ? new byte[0] : body)));
    return Response.accepted(snapshot).location(URI.create(snapshot.links().self())).build();
  }

  private Upgrade receive(RawEvent event) {
    Receipt receipt = intake.receive(List.of(event)).get(0);
    if (receipt instanceof Receipt.Recorded recorded) {
      return recorded.acceptance().upgrade();
    }
    throw new BadRequestException(((Receipt.Refused) receipt).reason());
  }
}
