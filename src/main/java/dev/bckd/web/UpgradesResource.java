package dev.bckd.web;

import dev.bckd.model.Artifact;
import dev.bckd.upgrade.Artifacts;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.UpgradeSnapshot;
import dev.bckd.upgrade.UpgradeState;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What became of the announcements. */
@Path("/api/v1/upgrades")
@Produces(MediaType.APPLICATION_JSON)
public class UpgradesResource {
  /** So many of the newest are looked through; older ones are found by their id. */
  private static final int HORIZON = 1000;

  private final Journal journal;
  private final Artifacts artifacts;

  UpgradesResource(Journal journal, Artifacts artifacts) {
    this.journal = journal;
    this.artifacts = artifacts;
  }

  /** The newest first, of one model or in one state where asked for. */
  @GET
  public List<UpgradeSnapshot> list(
      @QueryParam("model") Optional<String> model,
      @QueryParam("state") Optional<UpgradeState> state,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    return journal.newest(HORIZON).stream()
        .filter(upgrade -> model.map(upgrade.version().model()::equals).orElse(true))
        .filter(upgrade -> state.map(upgrade.state()::equals).orElse(true))
        .limit(Math.max(0, Math.min(limit, HORIZON)))
        .map(UpgradeSnapshot::of)
        .toList();
  }

  @GET
  @Path("{id}")
  public UpgradeSnapshot one(@PathParam("id") String id) {
    return UpgradeSnapshot.of(find(id));
  }

  /** The report as JSON. */
  @GET
  @Path("{id}/report")
  public File report(@PathParam("id") String id) {
    Upgrade upgrade = find(id);
    return upgrade
        .report()
        .map(uri -> artifacts.fetch(new Artifact(uri, Optional.empty())).toFile())
        .orElseThrow(
            () ->
                new NotFoundException(
                    "upgrade " + id + " has no report: it is " + upgrade.state()));
  }

  private Upgrade find(String id) {
    return uuid(id)
        .flatMap(journal::find)
        .orElseThrow(() -> new NotFoundException("there is no upgrade " + id));
  }

  private static Optional<UUID> uuid(String id) {
    try {
      return Optional.of(UUID.fromString(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
