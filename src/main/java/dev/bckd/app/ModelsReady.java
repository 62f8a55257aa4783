package dev.bckd.app;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when the deployed versions are loaded, where they are to be loaded at all. A model that
 * cannot be loaded is named and keeps nobody from the others; its own readiness is at {@code
 * /v2/models/{model}/ready}.
 */
@Readiness
public class ModelsReady implements HealthCheck {
  private final Roles roles;
  private final Deployment deployment;

  ModelsReady(Roles roles, Deployment deployment) {
    this.roles = roles;
    this.deployment = deployment;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("models").status(deployment.restored() || !roles.loadsModels());
    deployment.models().forEach(response::withData);
    return response.build();
  }
}
