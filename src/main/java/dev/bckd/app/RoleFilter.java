package dev.bckd.app;

import dev.bckd.web.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Answers only requests that are for this process' roles. Health and metrics are for every role.
 */
public class RoleFilter {
  private static final Map<String, ServiceRole> FOLDERS =
      Map.of("api", ServiceRole.CONTROL, "v2", ServiceRole.ROUTER);

  private final Roles roles;

  RoleFilter(Roles roles) {
    this.roles = roles;
  }

  /** Empty: let it through. */
  @ServerRequestFilter(preMatching = true)
  public Optional<Response> refusal(ContainerRequestContext request) {
    String folder = request.getUriInfo().getPath().replaceFirst("^/", "").split("/", 2)[0];
    return Optional.ofNullable(FOLDERS.get(folder))
        .filter(role -> !roles.has(role))
        .map(
            role ->
                Problem.response(
                    Response.Status.NOT_FOUND,
                    "this replica has not the role " + role.name().toLowerCase(Locale.ROOT)));
  }
}
