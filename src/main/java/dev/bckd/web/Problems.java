package dev.bckd.web;

import dev.bckd.model.BadInputException;
import dev.bckd.upgrade.JournalUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure of a request as a problem; never a stack trace. */
public class Problems {
  private static final Logger LOG = Logger.getLogger(Problems.class);

  @ServerExceptionMapper
  public Response wrong(BadInputException failure) {
    return Problem.response(Response.Status.BAD_REQUEST, String.valueOf(failure.getMessage()));
  }

  @ServerExceptionMapper
  public Response away(JournalUnavailableException failure) {
    LOG.warn(failure.getMessage());
    return Problem.response(Response.Status.SERVICE_UNAVAILABLE, "the database does not answer");
  }

  @ServerExceptionMapper
  public Response refused(WebApplicationException failure) {
    Response.StatusType status = failure.getResponse().getStatusInfo();
    String detail = Optional.ofNullable(failure.getMessage()).orElse(status.getReasonPhrase());
    return Problem.response(status, detail);
  }

  @ServerExceptionMapper
  public Response defect(RuntimeException failure) {
    LOG.error("a request failed", failure);
    return Problem.response(
        Response.Status.INTERNAL_SERVER_ERROR, "a defect of bckd; the log has the details");
  }
}
