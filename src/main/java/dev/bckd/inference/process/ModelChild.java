package dev.bckd.inference.process;

import dev.bckd.model.BadInputException;
import dev.bckd.process.ChildProcess;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One child with a model in it, from its start to its end. Thread-safe. */
final class ModelChild implements AutoCloseable {
  private final ChildProcess child;
  private final DataOutputStream out;
  private final Map<Long, CompletableFuture<Frame>> asked = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();
  private final CompletableFuture<String> lost = new CompletableFuture<>();

  /** The child has ended, or was ended, before it answered. */
  static final class LostException extends Exception {
    private static final long serialVersionUID = 1L;

    LostException(String how) {
      super(how);
    }
  }

  ModelChild(ChildProcess child) {
    this.child = child;
    this.out = new DataOutputStream(child.input());
    Thread listener = new Thread(this::listen, "child-" + child.pid() + "-answers");
    listener.setDaemon(true);
    listener.start();
  }

  /**
   * Asks and waits.
   *
   * @param limit after which the child counts as stuck and is ended
   * @throws BadInputException as the child did
   * @throws IllegalStateException if the child has a defect
   */
  Frame ask(Frame.Kind kind, byte[] body, Duration limit) throws LostException {
    long id = ids.incrementAndGet();
    CompletableFuture<Frame> answer = new CompletableFuture<>();
    endIfLate(answer, limit);
    asked.put(id, answer);
    try {
      if (lost.isDone()) {
        lose(lost.join());
        throw new LostException(lost.join());
      }
      tell(new Frame(id, kind, body));
      return checked(answer.get());
    } catch (IOException e) {
      lose(child.ending().describe());
      throw new LostException(lost.join());
    } catch (ExecutionException e) {
      throw new LostException(lost.join());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a model answered", e);
    } finally {
      asked.remove(id);
      answer.cancel(false);
    }
  }

  /** From the first byte on: who asks a child that does not read never comes to wait for it. */
  private void endIfLate(CompletableFuture<Frame> answer, Duration limit) {
    CompletableFuture<Frame> unused =
        answer
            .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete(
                (frame, problem) -> {
                  if (problem instanceof TimeoutException) {
                    late(limit);
                  }
                });
  }

  /** Elsewhere, since all that is late shares a thread. */
  private void late(Duration limit) {
    CompletableFuture<Void> unused =
        CompletableFuture.runAsync(
            () -> lose("it did not answer within " + limit + " and was ended"));
  }

  /** Tells how it ended, once it has; before any request that was under way fails of that. */
  void whenLost(Consumer<String> told) {
    CompletableFuture<Void> unused = lost.thenAccept(told);
  }

  @Override
  public void close() {
    lose("it was closed");
  }

  private static Frame checked(Frame answer) {
    if (answer.kind() == Frame.Kind.BAD_INPUT) {
      throw badInput(Bodies.text(answer.body()));
    }
    if (answer.kind() == Frame.Kind.BROKEN) {
      throw new IllegalStateException(Bodies.text(answer.body()));
    }
    return answer;
  }

  /** Where and what are in one line by now; any place to part them makes the same line. */
  private static BadInputException badInput(String line) {
    int end = Math.max(0, line.indexOf(": "));
    return new BadInputException(
        line.substring(0, end), line.substring(Math.min(end + 2, line.length())));
  }

  private void tell(Frame frame) throws IOException {
    synchronized (out) {
      frame.write(out);
      out.flush();
    }
  }

  private void listen() {
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(child.output()))) {
      while (true) {
        Frame answer = Frame.read(in);
        CompletableFuture<Frame> waiting = asked.get(answer.id());
        if (waiting != null) {
          waiting.complete(answer);
        }
      }
    } catch (IOException e) {
      lose(lost.isDone() ? "" : child.ending().describe());
    }
  }

  private void lose(String how) {
    // Whoever comes second returns when those who are told first know.
    synchronized (lost) {
      lost.complete(how);
    }
    child.close();
    asked.values().forEach(waiting -> waiting.completeExceptionally(new LostException(how)));
  }
}
