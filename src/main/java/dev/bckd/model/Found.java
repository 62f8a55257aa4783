package dev.bckd.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file that a source has.
 *
 * @param uri where it is
 * @param size in bytes, where the source says so before it gives the content
 * @param revision another one whenever the content is; empty where the source tells of none
 */
public record Found(URI uri, OptionalLong size, Optional<String> revision) {
  /** A file of which nothing but the place is known. */
  public Found(URI uri) {
    this(uri, OptionalLong.empty(), Optional.empty());
  }

  /** Its place for messages: without a query, which may hold a secret. */
  public String place() {
    return place(uri);
  }

  /** A place for messages: a path, or a URI without user and query, which may hold secrets. */
  public static String place(URI uri) {
    try {
      if ("file".equalsIgnoreCase(uri.getScheme())) {
        return Path.of(uri).toString();
      }
      String host = uri.getAuthority();
      return host == null || uri.getPath() == null
          ? uri.toString()
          : new URI(
                  uri.getScheme(),
                  host.substring(host.lastIndexOf('@') + 1),
                  uri.getPath(),
                  null,
                  null)
              .toString();
    } catch (IllegalArgumentException | URISyntaxException e) {
      return uri.toString();
    }
  }
}
