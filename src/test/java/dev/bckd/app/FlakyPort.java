package dev.bckd.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands before a server and passes on what comes, until it is told to fail or to hang. */
final class FlakyPort implements AutoCloseable {
  /** What happens to connections. */
  enum Mood {
    PASSES_ON,
    BREAKS_OFF,
    HANGS
  }

  private final ServerSocket port;
  private final URI server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Mood mood = Mood.PASSES_ON;

  private FlakyPort(ServerSocket port, URI server) {
    this.port = port;
    this.server = server;
  }

  static FlakyPort before(URI server) throws IOException {
    FlakyPort flaky =
        new FlakyPort(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), server);
    daemon(flaky::accept);
    return flaky;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port.getLocalPort());
  }

  /** From now on, for connections that are open, too. */
  void is(Mood next) {
    mood = next;
    if (next == Mood.BREAKS_OFF) {
      open.forEach(FlakyPort::close);
    }
  }

  @Override
  public void close() throws IOException {
    port.close();
    open.forEach(FlakyPort::close);
  }

  private void accept() {
    boolean closed = false;
    while (!closed) {
      try {
        take(port.accept());
      } catch (IOException e) {
        closed = port.isClosed();
      }
    }
  }

  /** Where the server is away, the client is turned away, too. */
  private void take(Socket client) throws IOException {
    if (mood == Mood.BREAKS_OFF) {
      client.close();
    } else {
      connect(client, new Socket(server.getHost(), server.getPort()));
    }
  }

  private void connect(Socket client, Socket behind) {
    open.add(client);
    open.add(behind);
    daemon(() -> pass(client, behind));
    daemon(() -> pass(behind, client));
  }

  private void pass(Socket from, Socket to) {
    byte[] buffer = new byte[16_384];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        if (mood != Mood.HANGS) {
          out.write(buffer, 0, length);
          out.flush();
        }
      }
    } catch (IOException e) {
      // Broken off; the other direction ends as well.
      close(to);
    } finally {
      open.remove(from);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "flaky-port");
    thread.setDaemon(true);
    thread.start();
  }
}
