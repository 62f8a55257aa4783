package dev.bckd.upgrade.process;

import dev.bckd.process.Lines;
import dev.bckd.process.ProtocolStreams;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.LockSupport;

/** The child's line to its parent. Thread-safe. When the parent has gone, so does this process. */
final class ParentLine {
  private static final int ORPHANED = 1;
  private static final Duration MOMENT = Duration.ofSeconds(3);

  private final OutputStream output;
  private final Lines lines;
  private final MessageCodec codec = new MessageCodec();
  private final SynchronousQueue<Message.Begin> begins = new SynchronousQueue<>();
  private final SynchronousQueue<Message> answers = new SynchronousQueue<>();

  ParentLine(ProtocolStreams streams) {
    this.output = streams.output();
    this.lines = new Lines(streams.input(), Integer.MAX_VALUE);
    Thread listener = new Thread(this::listen, "parent");
    listener.setDaemon(true);
    listener.start();
  }

  /** Waits until the parent asks for a stage. */
  Message.Begin begin() {
    try {
      Message.Begin begin = begins.take();
      if (begin.protocol() != Message.VERSION) {
        throw new IllegalStateException("the parent speaks another protocol");
      }
      return begin;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while it waited for its parent", e);
    }
  }

  /** Tells; where nobody listens any more, {@link #listen} ends this process. */
  void tell(Message message) {
    byte[] line = (codec.write(message) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      synchronized (output) {
        output.write(line);
        output.flush();
      }
    } catch (IOException parentHasGone) {
      return;
    }
  }

  /** Asks, and waits for the answer. */
  synchronized <A extends Message> A ask(Message question, Class<A> kind) {
    tell(question);
    try {
      return kind.cast(answers.take());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while it asked its parent", e);
    }
  }

  private void listen() {
    try {
      while (true) {
        Message message = next();
        if (message instanceof Message.Begin begin) {
          begins.put(begin);
        } else {
          answers.put(message);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is to be kept has a moment for that; nothing can take longer. */
  private static void end() {
    Thread last =
        new Thread(
            () -> {
              LockSupport.parkNanos(MOMENT.toNanos());
              Runtime.getRuntime().halt(ORPHANED);
            },
            "end");
    last.setDaemon(true);
    last.start();
    System.exit(ORPHANED);
  }

  private Message next() {
    try {
      Optional<String> line = lines.next();
      if (line.isEmpty()) {
        end();
      }
      return codec.read(line.orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
