package dev.bckd.model.https;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.model.UnavailableException;
import dev.bckd.model.cache.CachedFiles;
import dev.bckd.model.cache.ContentCache;
import dev.bckd.model.cache.Demands;
import dev.bckd.testing.HttpsFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads from a real web server that errs in every way it can. */
class HttpsSourceTest {
  private static final byte[] WEIGHTS = new byte[100_000];
  private static final long LIMIT = 150_000;
  private static final Duration PATIENCE = Duration.ofMillis(500);

  @TempDir private static Path certificates;
  private static HttpsFiles server;

  @TempDir private Path folder;

  @BeforeAll
  static void starts() throws Exception {
    server = HttpsFiles.start(certificates);
    server.at("/m.pt", WEIGHTS);
    server.at("/large.pt", new byte[(int) LIMIT + 1]);
  }

  @AfterAll
  static void stops() {
    server.close();
  }

  @Test
  void fetchesAFile() throws IOException {
    Path file = fetch("/m.pt");

    assertThat(file).hasBinaryContent(WEIGHTS).hasFileName("m.pt");
    nothingIsLeft(1);
  }

  @Test
  void followsARedirectToAHostThatIsAllowed() throws IOException {
    server.redirect("/moved.pt", "/m.pt");

    assertThat(fetch("/moved.pt")).hasBinaryContent(WEIGHTS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1:1/m.pt",
        "http://localhost/m.pt",
        "file:///etc/passwd",
        "https://user:secret@localhost/m.pt"
      })
  void doesNotFollowARedirectToAnythingElse(String location) {
    String path = "/moved-" + Integer.toHexString(location.hashCode());
    server.redirect(path, location);

    assertThatThrownBy(() -> fetch(path))
        .isInstanceOf(BadInputException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void doesNotFollowACircle() {
    server.redirect("/circle", "/circle");

    assertThatThrownBy(() -> fetch("/circle"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is redirected more than 5 times");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://example.org/m.pt", "http://localhost/m.pt", "https:/m.pt"})
  void asksNoOtherHost(String uri) {
    assertThatThrownBy(() -> files().fetch(new Artifact(URI.create(uri), Optional.empty())))
        .isInstanceOf(BadInputException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410, 403, 401, 400, 204})
  void takesARefusalForFinal(int status) {
    server.at("/refused-" + status, exchange -> HttpsFiles.answer(exchange, status));

    assertThatThrownBy(() -> fetch("/refused-" + status))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("the server answers " + status);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 429, 408})
  void takesAFaultForWhatMayPass(int status) throws IOException {
    AtomicInteger asked = new AtomicInteger();
    String path = "/faulty-" + status;
    server.at(
        path,
        exchange -> {
          if (asked.incrementAndGet() == 1) {
            HttpsFiles.answer(exchange, status);
          } else {
            exchange.sendResponseHeaders(200, WEIGHTS.length);
            exchange.getResponseBody().write(WEIGHTS);
            exchange.close();
          }
        });

    assertThatThrownBy(() -> fetch(path))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("the server answers " + status);
    assertThat(fetch(path)).hasBinaryContent(WEIGHTS);
  }

  @Test
  void noticesADownloadThatBreaksOff() throws IOException {
    server.at(
        "/short.pt",
        exchange -> {
          exchange.sendResponseHeaders(200, WEIGHTS.length);
          exchange.getResponseBody().write(WEIGHTS, 0, 1000);
          exchange.getResponseBody().flush();
          exchange.close();
        });

    assertThatThrownBy(() -> fetch("/short.pt"))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("/short.pt: ");
    nothingIsLeft(0);
  }

  @Test
  void doesNotWaitForEverForTheNextByte() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    server.at(
        "/stalled.pt",
        exchange -> {
          exchange.sendResponseHeaders(200, WEIGHTS.length);
          exchange.getResponseBody().write(WEIGHTS, 0, 50_000);
          exchange.getResponseBody().flush();
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });

    assertThatThrownBy(() -> fetch("/stalled.pt")).isInstanceOf(UnavailableException.class);
    end.countDown();
    nothingIsLeft(0);
  }

  @Test
  void refusesWhatSaysThatItIsTooLarge() throws IOException {
    assertThatThrownBy(() -> fetch("/large.pt"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("has 150001 bytes; expected at most 150000 bytes");
    nothingIsLeft(0);
  }

  @Test
  void refusesWhatDoesNotSayThatItIsTooLarge() throws IOException {
    AtomicInteger sent = new AtomicInteger();
    server.at(
        "/endless.pt",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (sent.addAndGet(WEIGHTS.length) < 1_000_000_000) {
            exchange.getResponseBody().write(WEIGHTS);
          }
        });

    assertThatThrownBy(() -> fetch("/endless.pt"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is larger than the limit");
    assertThat(sent.get()).isLessThan(1_000_000_000);
    nothingIsLeft(0);
  }

  @Test
  void trustsNoCertificateThatNobodyVouchesFor() {
    CachedFiles strangers =
        files(
            new HttpsSource(
                AllowedHosts.of("test", server.authority()),
                HttpsURLConnection.getDefaultSSLSocketFactory(),
                PATIENCE));

    assertThatThrownBy(() -> strangers.fetch(new Artifact(server.uri("/m.pt"), Optional.empty())))
        .isInstanceOf(UnavailableException.class);
  }

  private Path fetch(String path) {
    return files().fetch(new Artifact(server.uri(path), Optional.empty()));
  }

  private CachedFiles files() {
    return files(
        new HttpsSource(AllowedHosts.of("test", server.authority()), server.sockets(), PATIENCE));
  }

  private CachedFiles files(HttpsSource source) {
    return new CachedFiles(
        Map.of("https", source),
        new ContentCache(folder.resolve("cache"), 1 << 30, Clock.systemUTC()),
        new Demands(LIMIT, false, Optional.empty(), uri -> false));
  }

  private void nothingIsLeft(int entries) throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("cache"))) {
      List<Path> left = all.filter(path -> !path.endsWith("in-use")).toList();
      assertThat(left).hasSize(entries);
    }
  }
}
