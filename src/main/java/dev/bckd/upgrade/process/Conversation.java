package dev.bckd.upgrade.process;

import dev.bckd.model.BadInputException;
import dev.bckd.process.ChildProcess;
import dev.bckd.process.Lines;
import dev.bckd.upgrade.Progress;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.WorkerLostException;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The parent's side: lets a child do the stages of one upgrade, one after the other. */
final class Conversation implements AutoCloseable {
  /** A step with the losses of a thousand epochs is far below; a child that floods is cut. */
  private static final int LONGEST_LINE = 64 << 20;

  private static final int AHEAD = 64;

  private final ChildProcess child;
  private final Progress progress;
  private final MessageCodec codec = new MessageCodec();

  /** What the child said; empty: it says nothing more. */
  private final BlockingQueue<Optional<String>> said = new ArrayBlockingQueue<>(AHEAD);

  /** Done when the child, or the pipe to it, has what it was told last. */
  private CompletableFuture<Void> told = CompletableFuture.completedFuture(null);

  Conversation(ChildProcess child, Progress progress) {
    this.child = child;
    this.progress = progress;
    Thread listener = new Thread(this::listen, "child-" + child.pid() + "-messages");
    listener.setDaemon(true);
    listener.start();
  }

  /** Whether it can be asked for more. */
  boolean alive() {
    return child.alive();
  }

  @Override
  public void close() {
    child.close();
  }

  /**
   * Lets the child do a stage.
   *
   * @param stage its name, for messages
   * @param limit how long it may take
   */
  Step carryOut(String stage, Message.Begin begin, Questions questions, Duration limit) {
    try {
      return step(begin, questions, System.nanoTime() + limit.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException(stage + " was stopped");
    } catch (TimeoutException e) {
      throw new WorkerLostException(
          "the process for " + stage + ": it took longer than " + limit + " and was ended");
    } catch (DiedException | GarbledException e) {
      throw new WorkerLostException("the process for " + stage + ": " + e.getMessage());
    }
  }

  private Step step(Message.Begin begin, Questions questions, long end)
      throws InterruptedException, TimeoutException, DiedException, GarbledException {
    tell(begin, end);
    while (true) {
      Message message = next(end);
      if (message instanceof Message.Done done) {
        return codec.step(done.step());
      }
      if (Questions.asks(message)) {
        tell(questions.answer(message), end);
      } else {
        heard(message);
      }
    }
  }

  /** A child that never stops talking has its time, too. */
  private Message next(long end)
      throws InterruptedException, TimeoutException, DiedException, GarbledException {
    long left = end - System.nanoTime();
    Optional<String> line = left > 0 ? said.poll(left, TimeUnit.NANOSECONDS) : null;
    if (line == null) {
      throw new TimeoutException();
    }
    return codec.read(line.orElseThrow(this::ended));
  }

  private DiedException ended() {
    return new DiedException(child.ending().describe());
  }

  private void heard(Message message) throws DiedException, GarbledException {
    if (message instanceof Message.BadInput bad) {
      throw badInput(bad.line());
    }
    if (message instanceof Message.Broken broken) {
      throw new DiedException(broken.problem());
    }
    report(message);
  }

  private void report(Message message) throws GarbledException {
    if (message instanceof Message.Says says) {
      progress.says(says.stage(), says.line());
    } else if (message instanceof Message.Trained trained) {
      progress.trained(trained.model(), trained.term(), trained.value());
    } else if (message instanceof Message.Distilled distilled) {
      progress.distilled(distilled.model(), distilled.samplesSeen());
    } else if (message instanceof Message.Judged judged) {
      progress.judged(judged.model(), judged.outcomes());
    } else {
      throw new GarbledException(message.toString());
    }
  }

  /**
   * Tells, on another thread: who writes to a child that does not read can neither be interrupted
   * nor look at the time.
   *
   * @param end until when the child may take what it was told before
   */
  private void tell(Message message, long end) throws InterruptedException, TimeoutException {
    byte[] line = (codec.write(message) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      told.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      // It is gone; the listener hears that, too.
      return;
    }
    told = CompletableFuture.runAsync(() -> write(line), this::onAThreadOfItsOwn);
  }

  private void onAThreadOfItsOwn(Runnable task) {
    Thread thread = new Thread(task, "child-" + child.pid() + "-told");
    thread.setDaemon(true);
    thread.start();
  }

  private void write(byte[] line) {
    try {
      child.input().write(line);
      child.input().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void listen() {
    try {
      Lines lines = new Lines(child.output(), LONGEST_LINE);
      Optional<String> line;
      do {
        line = lines.next();
        said.put(line);
      } while (line.isPresent());
    } catch (IOException | InterruptedException e) {
      // The stream was closed under it: whoever did that knows why.
      said.offer(Optional.empty());
    }
  }

  /** It will say nothing more. */
  private static final class DiedException extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    DiedException(String how) {
      super(how);
    }
  }

  /** Where and what are in one line by now; any place to part them makes the same line. */
  private static BadInputException badInput(String line) {
    int end = Math.max(0, line.indexOf(": "));
    return new BadInputException(
        line.substring(0, end), line.substring(Math.min(end + 2, line.length())));
  }
}
