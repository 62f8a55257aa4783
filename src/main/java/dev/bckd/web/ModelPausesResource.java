package dev.bckd.web;

import dev.bckd.policy.Policies;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.upgrade.Hands;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Lets the upgrades of a model wait, and go on. */
@Path("/api/v1/models/{model}")
@Consumes(MediaType.APPLICATION_JSON)
public class ModelPausesResource {
  private final Policies policies;
  private final Hands hands;

  ModelPausesResource(Policies policies, Hands hands) {
    this.policies = policies;
    this.hands = hands;
  }

  /** Upgrades of the model wait from now on; a rollout that has begun goes on. */
  @POST
  @Path("pause")
  public void pause(@PathParam("model") String model, @Nullable Telling telling) {
    hands.pause(known(model), read(telling).instruction());
  }

  @POST
  @Path("resume")
  public void resume(@PathParam("model") String model, @Nullable Telling telling) {
    hands.resume(known(model), read(telling).instruction());
  }

  private String known(String model) {
    return policies.all().stream()
        .map(UpgradePolicy::model)
        .filter(model::equals)
        .findFirst()
        .orElseThrow(() -> new NotFoundException("no policy is for the model " + model));
  }

  private static Telling read(@Nullable Telling telling) {
    if (telling == null) {
      throw new BadRequestException("expected a body {\"by\": \"who\", \"why\": \"why\"}");
    }
    return telling;
  }
}
