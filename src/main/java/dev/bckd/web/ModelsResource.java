package dev.bckd.web;

import dev.bckd.model.ModelVersion;
import dev.bckd.policy.Policies;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.serving.LoadedModels;
import dev.bckd.serving.ModelServer;
import dev.bckd.upgrade.Deployed;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.Pauses;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The models that have a policy, and which version of each has the traffic. */
@Path("/api/v1/models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {
  private final Policies policies;
  private final Journal journal;
  private final ModelServer server;
  private final LoadedModels models;
  private final Pauses pauses;

  ModelsResource(
      Policies policies, Journal journal, ModelServer server, LoadedModels models, Pauses pauses) {
    this.journal = journal;
    this.pauses = pauses;
    this.policies = policies;
    this.server = server;
    this.models = models;
  }

  @GET
  public List<ModelSummary> list() {
    return policies.all().stream().map(this::summary).toList();
  }

  private ModelSummary summary(UpgradePolicy policy) {
    Optional<String> version = server.stable(policy.model()).map(ModelVersion::version);
    return new ModelSummary(
        policy.model(),
        policy.name(),
        policy.task().name().toLowerCase(Locale.ROOT),
        version,
        Deployed.of(policy, journal).map(Deployed::version),
        models.loaded(policy.model()).stream().map(ModelVersion::version).toList(),
        version.isPresent(),
        pauses.of(policy.model()).map(told -> "paused " + told));
  }
}
