package dev.bckd.web;

import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;

/**
 * What went wrong with a request.
 *
 * @param type identifies the kind of problem; {@code about:blank} says that the status does
 * @param title the status in words
 * @param status HTTP status
 * @param detail one line for people
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public record Problem(String type, String title, int status, String detail) {
  private static final String MEDIA_TYPE = "application/problem+json";

  /** What breaks lines, moves a terminal's cursor or turns the order of letters round. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");

  /**
   * An answer that carries the problem.
   *
   * @param problem one line; what of it comes from the request need not be
   */
  public static Response response(Response.StatusType status, String problem) {
    String detail = UNSEEN.matcher(problem).replaceAll("?");
    return Response.status(status.getStatusCode())
        .type(MEDIA_TYPE)
        .entity(
            new Problem("about:blank", status.getReasonPhrase(), status.getStatusCode(), detail))
        .build();
  }
}
