package dev.bckd.upgrade.process;

import dev.bckd.model.BadInputException;
import dev.bckd.process.ChildProcess;
import dev.bckd.process.Lines;
import dev.bckd.upgrade.Progress;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.WorkerLostException;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

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
    long end = System.nanoTime() + limit.toNanos();
    try {
      tell(begin);
      while (true) {
        Optional<String> line = said.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (line == null) {
          throw new DiedException("it took longer than " + limit + " and was ended");
        }
        Optional<Step> step = heard(line.orElseThrow(this::ended), questions);
        if (step.isPresent()) {
          return step.get();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException(stage + " was stopped");
    } catch (DiedException | GarbledException e) {
      throw new WorkerLostException("the process for " + stage + ": " + e.getMessage());
    } catch (IOException e) {
      throw new WorkerLostException("the process for " + stage + ": " + ended().getMessage());
    }
  }

  private DiedException ended() {
    return new DiedException(child.ending().describe());
  }

  /** The step, if that is what it said. */
  private Optional<Step> heard(String line, Questions questions) throws IOException {
    Message message = codec.read(line);
    if (message instanceof Message.Done done) {
      return Optional.of(codec.step(done.step()));
    }
    if (message instanceof Message.BadInput bad) {
      throw badInput(bad.line());
    }
    if (message instanceof Message.Broken broken) {
      throw new DiedException(broken.problem());
    }
    if (Questions.asks(message)) {
      tell(questions.answer(message));
    } else {
      report(message);
    }
    return Optional.empty();
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

  private void tell(Message message) throws IOException {
    child.input().write((codec.write(message) + "\n").getBytes(StandardCharsets.UTF_8));
    child.input().flush();
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
