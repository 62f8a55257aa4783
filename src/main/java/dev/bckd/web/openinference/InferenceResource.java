package dev.bckd.web.openinference;

import dev.bckd.model.BadInputException;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.UnavailableException;
import dev.bckd.serving.LoadedModels;
import dev.bckd.serving.LoadedModels.Borrowed;
import dev.bckd.serving.ModelServer;
import dev.bckd.web.openinference.InferenceTally.Outcome;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Live requests, answered by the version that has the traffic, or by a version asked for by name.
 *
 * @see <a href="https://github.com/kserve/open-inference-protocol">Open Inference Protocol 2</a>
 */
@Path("/v2/models/{model}")
@Produces(MediaType.APPLICATION_JSON)
public class InferenceResource {
  private static final Logger LOG = Logger.getLogger(InferenceResource.class);
  private static final String STABLE = "stable";

  /** A loaded version without all the traffic: one on its way. */
  private static final String CANARY = "canary";

  private final Inference inference = new Inference();
  private final LoadedModels models;
  private final ModelServer server;
  private final InferenceTally tally;

  InferenceResource(LoadedModels models, ModelServer server, InferenceTally tally) {
    this.models = models;
    this.server = server;
    this.tally = tally;
  }

  /** The protocol's form of an error. */
  public record Failure(String error) {}

  /** Whether a model answers. */
  public record ModelReady(String name, boolean ready) {}

  @GET
  public Response metadata(@PathParam("model") String model) {
    return described(models.borrowStable(model), model);
  }

  @GET
  @Path("versions/{version}")
  public Response metadata(@PathParam("model") String model, @PathParam("version") String version) {
    return described(models.borrow(new ModelVersion(model, version)), model + " " + version);
  }

  @GET
  @Path("ready")
  public Response ready(@PathParam("model") String model) {
    return ready(models.borrowStable(model), model);
  }

  @GET
  @Path("versions/{version}/ready")
  public Response ready(@PathParam("model") String model, @PathParam("version") String version) {
    return ready(models.borrow(new ModelVersion(model, version)), model);
  }

  @POST
  @Path("infer")
  @Consumes(MediaType.WILDCARD)
  public Response infer(@PathParam("model") String model, byte[] body) {
    return answer(models.borrowStable(model), model, STABLE, body);
  }

  @POST
  @Path("versions/{version}/infer")
  @Consumes(MediaType.WILDCARD)
  public Response infer(
      @PathParam("model") String model, @PathParam("version") String version, byte[] body) {
    ModelVersion asked = new ModelVersion(model, version);
    return answer(models.borrow(asked), asked.toString(), variant(asked), body);
  }

  private Response answer(Optional<Borrowed> found, String asked, String variant, byte[] body) {
    long begun = System.nanoTime();
    if (found.isEmpty()) {
      tally.answered("unknown", variant, Outcome.CLIENT_ERROR, since(begun));
      return notLoaded(asked);
    }
    try (Borrowed borrowed = found.get()) {
      Response answer = answer(borrowed, variant, body);
      tally.answered(borrowed.version().model(), variant, outcome(answer), since(begun));
      return answer;
    }
  }

  private Response answer(Borrowed borrowed, String variant, byte[] body) {
    try {
      return stamped(Response.ok(inference.answer(borrowed, body)), borrowed, variant);
    } catch (BadInputException e) {
      return stamped(
          failure(Response.Status.BAD_REQUEST, String.valueOf(e.getMessage())), borrowed, variant);
    } catch (UnavailableException e) {
      LOG.warn(e.getMessage());
      return stamped(
          failure(Response.Status.SERVICE_UNAVAILABLE, "the model does not answer now; try again"),
          borrowed,
          variant);
    } catch (RuntimeException e) {
      LOG.errorf(e, "%s could not answer", borrowed.version());
      return stamped(
          failure(Response.Status.INTERNAL_SERVER_ERROR, "the model could not answer"),
          borrowed,
          variant);
    }
  }

  private static Response stamped(
      Response.ResponseBuilder response, Borrowed borrowed, String variant) {
    return response
        .header("bckd-variant", variant)
        .header("bckd-version", borrowed.version().version())
        .header("bckd-request", UUID.randomUUID())
        .build();
  }

  private String variant(ModelVersion version) {
    return server.stable(version.model()).filter(version::equals).isPresent() ? STABLE : CANARY;
  }

  private Response described(Optional<Borrowed> found, String asked) {
    if (found.isEmpty()) {
      return notLoaded(asked);
    }
    try (Borrowed borrowed = found.get()) {
      return Response.ok(ModelMetadata.of(borrowed, models.loaded(borrowed.version().model())))
          .build();
    }
  }

  private static Response ready(Optional<Borrowed> found, String model) {
    found.ifPresent(Borrowed::close);
    return Response.status(found.isPresent() ? Response.Status.OK : Response.Status.NOT_FOUND)
        .entity(new ModelReady(model, found.isPresent()))
        .build();
  }

  private static Response notLoaded(String asked) {
    return failure(Response.Status.NOT_FOUND, "model " + asked + " is not loaded").build();
  }

  private static Response.ResponseBuilder failure(Response.Status status, String message) {
    return Response.status(status).entity(new Failure(message));
  }

  private static Outcome outcome(Response answer) {
    return switch (answer.getStatusInfo().getFamily()) {
      case SUCCESSFUL -> Outcome.OK;
      case SERVER_ERROR -> Outcome.SERVER_ERROR;
      default -> Outcome.CLIENT_ERROR;
    };
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
