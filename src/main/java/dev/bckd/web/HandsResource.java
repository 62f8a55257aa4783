package dev.bckd.web;

import dev.bckd.upgrade.Hands;
import dev.bckd.upgrade.Instruction;
import dev.bckd.upgrade.RefusedException;
import dev.bckd.upgrade.UnknownUpgradeException;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.UpgradeSnapshot;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** What a person tells an upgrade to do: recorded with who, when and why. */
@Path("/api/v1/upgrades/{id}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class HandsResource {
  private final Hands hands;

  HandsResource(Hands hands) {
    this.hands = hands;
  }

  /** Lets what is held go on; never what was rejected. */
  @POST
  @Path("approve")
  public UpgradeSnapshot approve(@PathParam("id") String id, @Nullable Telling telling) {
    return tell(id, telling, hands::approve);
  }

  /** Ends an upgrade whose rollout has not begun. */
  @POST
  @Path("abort")
  public UpgradeSnapshot abort(@PathParam("id") String id, @Nullable Telling telling) {
    return tell(id, telling, hands::abort);
  }

  /** Does a failed, rejected or aborted upgrade again from the start. */
  @POST
  @Path("retry")
  public UpgradeSnapshot retry(@PathParam("id") String id, @Nullable Telling telling) {
    return tell(id, telling, hands::retry);
  }

  /** Gives the traffic back to the version that this upgrade has replaced. */
  @POST
  @Path("rollback")
  public UpgradeSnapshot rollBack(@PathParam("id") String id, @Nullable Telling telling) {
    return tell(id, telling, hands::rollBack);
  }

  private static UpgradeSnapshot tell(
      String id, @Nullable Telling telling, BiFunction<UUID, Instruction, Upgrade> what) {
    if (telling == null) {
      throw new BadRequestException("expected a body {\"by\": \"who\", \"why\": \"why\"}");
    }
    try {
      return UpgradeSnapshot.of(what.apply(UUID.fromString(id), telling.instruction()));
    } catch (IllegalArgumentException | UnknownUpgradeException e) {
      throw new NotFoundException("there is no upgrade " + id, e);
    }
  }

  @ServerExceptionMapper
  public Response refused(RefusedException refusal) {
    return Problem.response(Response.Status.CONFLICT, String.valueOf(refusal.getMessage()));
  }
}
