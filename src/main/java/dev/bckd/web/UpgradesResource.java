package dev.bckd.web;

import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.upgrade.Artifacts;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.UpgradeSnapshot;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What became of the announcements. */
@Path("/api/v1/upgrades")
@Produces(MediaType.APPLICATION_JSON)
public class UpgradesResource {
  private static final String MARKDOWN = "text/markdown";

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
      @QueryParam("state") Optional<String> state,
      @QueryParam("limit") @DefaultValue("50") String limit) {
    UpgradeFilter asked = UpgradeFilter.of(model, state, limit);
    return asked.of(journal.newest(UpgradeFilter.HORIZON)).map(UpgradeSnapshot::of).toList();
  }

  @GET
  @Path("{id}")
  public UpgradeSnapshot one(@PathParam("id") String id) {
    return UpgradeSnapshot.of(find(id));
  }

  /** All that was recorded of an upgrade: what, when, and by whom and why where a person spoke. */
  @GET
  @Path("{id}/journal")
  public List<JournalLine> journal(@PathParam("id") String id) {
    return JournalLine.of(journal.of(find(id).id()));
  }

  /** The report: JSON, or HTML, Markdown or JUnit XML where the request prefers it. */
  @GET
  @Path("{id}/report")
  @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML, MARKDOWN, MediaType.APPLICATION_XML})
  public Response report(@PathParam("id") String id, @Context Request request) {
    Variant preferred = request.selectVariant(ReportForm.variants());
    if (preferred == null) {
      throw new NotAcceptableException("a report is JSON, HTML, Markdown or JUnit XML");
    }
    Response report = report(id, ReportForm.of(preferred));
    return Response.fromResponse(report).header(HttpHeaders.VARY, HttpHeaders.ACCEPT).build();
  }

  /** The report in the form of its suffix. */
  @GET
  @Path("{id}/report.{suffix:json|html|md|xml}")
  @Produces(MediaType.WILDCARD)
  public Response report(@PathParam("id") String id, @PathParam("suffix") String suffix) {
    return report(id, ReportForm.of(suffix));
  }

  private Response report(String id, ReportForm form) {
    Upgrade upgrade = find(id);
    URI json =
        upgrade
            .report()
            .orElseThrow(
                () ->
                    new NotFoundException(
                        "upgrade " + id + " has no report: it is " + upgrade.state()));
    try {
      return form.answer(
          artifacts.fetch(new Artifact(form.beside(json), Optional.empty())).toFile());
    } catch (BadInputException e) {
      throw new NotFoundException("upgrade " + id + " has no report as " + form, e);
    }
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
