package dev.bckd.model.https;

import dev.bckd.model.BadInputException;
import dev.bckd.model.Content;
import dev.bckd.model.Found;
import dev.bckd.model.Source;
import dev.bckd.model.UnavailableException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Files of web servers.
 *
 * <p>Only {@code https:}, and only hosts that are allowed, redirects included. {@link
 * HttpURLConnection}, not the newer client, for its time limit on each read: a server that stalls
 * in the midst of a file must not hold an upgrade for ever.
 */
public final class HttpsSource implements Source {
  private static final int REDIRECTS = 5;
  private static final Duration TO_CONNECT = Duration.ofSeconds(10);
  private static final Set<Integer> MAY_PASS = Set.of(408, 421, 425, 429);
  private static final Set<Integer> MOVED = Set.of(301, 302, 303, 307, 308);

  private final AllowedHosts hosts;
  private final SSLSocketFactory sockets;
  private final Duration patience;

  /**
   * @param sockets decides which certificates are trusted
   * @param patience longest time without a byte
   */
  public HttpsSource(AllowedHosts hosts, SSLSocketFactory sockets, Duration patience) {
    this.hosts = hosts;
    this.sockets = sockets;
    this.patience = patience;
  }

  /** Whether it is there turns out when it is opened: not every server answers HEAD. */
  @Override
  public Found find(URI uri) {
    checkAllowed(uri);
    return new Found(uri);
  }

  @Override
  public List<Found> matching(String pattern) {
    try {
      return List.of(find(URI.create(pattern)));
    } catch (IllegalArgumentException e) {
      throw new BadInputException(pattern, "expected a URI; files of web servers have no globs");
    }
  }

  @Override
  public Content open(Found found) {
    URI uri = found.uri();
    for (int hop = 0; hop <= REDIRECTS; hop++) {
      checkAllowed(uri);
      HttpURLConnection connection = asked(uri);
      int status = status(connection, uri);
      if (!MOVED.contains(status)) {
        return content(connection, status, uri);
      }
      uri = next(connection, uri);
    }
    throw new BadInputException(found.place(), "is redirected more than " + REDIRECTS + " times");
  }

  private void checkAllowed(URI uri) {
    if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
      throw new BadInputException(Found.place(uri), "expected https://host/path");
    }
    if (uri.getRawUserInfo() != null) {
      throw new BadInputException(Found.place(uri), "expected a URI without user and password");
    }
    if (!hosts.allow(uri)) {
      throw new BadInputException(
          Found.place(uri),
          "files are not fetched from "
              + uri.getAuthority()
              + "; expected a host that BCKD_HTTPS_HOSTS names");
    }
  }

  private HttpURLConnection asked(URI uri) {
    try {
      HttpsURLConnection connection = (HttpsURLConnection) uri.toURL().openConnection();
      connection.setSSLSocketFactory(sockets);
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout((int) TO_CONNECT.toMillis());
      connection.setReadTimeout((int) patience.toMillis());
      connection.setRequestProperty("Accept", "*/*");
      return connection;
    } catch (IOException e) {
      throw new BadInputException(Found.place(uri), "expected https://host/path: " + e);
    }
  }

  private static int status(HttpURLConnection connection, URI uri) {
    try {
      return connection.getResponseCode();
    } catch (IOException e) {
      connection.disconnect();
      throw new UnavailableException(Found.place(uri) + ": cannot be reached: " + e, e);
    }
  }

  private static Content content(HttpURLConnection connection, int status, URI uri) {
    if (status == HttpURLConnection.HTTP_OK) {
      try {
        long length = connection.getContentLengthLong();
        return new Content(
            connection.getInputStream(),
            length < 0 ? OptionalLong.empty() : OptionalLong.of(length));
      } catch (IOException e) {
        throw new UnavailableException(Found.place(uri) + ": cannot be read: " + e, e);
      }
    }
    connection.disconnect();
    String said = "the server answers " + status;
    if (status >= 500 || MAY_PASS.contains(status)) {
      throw new UnavailableException(Found.place(uri) + ": " + said);
    }
    throw new BadInputException(
        Found.place(uri),
        (status == 404 || status == 410 ? "no such file; " : "") + said + "; expected the file");
  }

  private static URI next(HttpURLConnection connection, URI uri) {
    @Nullable String location = connection.getHeaderField("Location");
    connection.disconnect();
    try {
      if (location != null) {
        return uri.resolve(location);
      }
    } catch (IllegalArgumentException e) {
      throw new BadInputException(Found.place(uri), "is redirected to what is no URI");
    }
    throw new BadInputException(Found.place(uri), "is redirected to nowhere");
  }
}
