package dev.bckd.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** A web server on the loopback interface, with a certificate of its own for localhost. */
public final class HttpsFiles implements AutoCloseable {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final HttpsServer server;
  private final SSLContext trusted;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private HttpsFiles(HttpsServer server, SSLContext trusted) {
    this.server = server;
    this.trusted = trusted;
  }

  /**
   * Starts it.
   *
   * @param folder takes the certificate
   */
  public static HttpsFiles start(Path folder) throws IOException, GeneralSecurityException {
    SSLContext context = context(certificate(folder));
    HttpsServer server = HttpsServer.create(new InetSocketAddress("localhost", 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    HttpsFiles files = new HttpsFiles(server, context);
    server.setExecutor(files.threads);
    server.start();
    return files;
  }

  /** What it answers at a path. */
  public void at(String path, HttpHandler handler) {
    server.createContext(path, handler);
  }

  /** Serves some bytes with their length. */
  public void at(String path, byte[] content) {
    at(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content);
          exchange.close();
        });
  }

  /** Sends the client elsewhere. */
  public void redirect(String path, String location) {
    at(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Location", location);
          answer(exchange, 302);
        });
  }

  /** Answers with a status and nothing else. */
  public static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  /** Its name and port. */
  public String authority() {
    return "localhost:" + server.getAddress().getPort();
  }

  public URI uri(String path) {
    return URI.create("https://" + authority() + path);
  }

  /** Trusts its certificate and no other. */
  public SSLSocketFactory sockets() {
    return trusted.getSocketFactory();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static SSLContext context(Path certificate) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(certificate)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static Path certificate(Path folder) {
    Path file = folder.resolve("localhost.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String options =
        "-genkeypair -alias localhost -keyalg EC -dname CN=localhost -validity 2"
            + " -ext san=dns:localhost,ip:127.0.0.1 -storetype PKCS12 -storepass changeit -keystore";
    List<String> command =
        Stream.of(List.of(keytool), List.of(options.split(" ")), List.of(file.toString()))
            .flatMap(List::stream)
            .toList();
    ProgramRun run = ProgramRun.of(folder, Map.of(), command);
    if (run.exit() != 0) {
      throw new IllegalStateException(run.out() + run.err());
    }
    return file;
  }
}
