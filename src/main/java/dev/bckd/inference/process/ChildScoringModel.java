package dev.bckd.inference.process;

import dev.bckd.history.Table;
import dev.bckd.inference.Embeddings;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.model.UnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A model in a child process. While the child is lost, another is started; a request under way is
 * asked once more, and waits a moment for that.
 */
final class ChildScoringModel implements ScoringModel {
  private static final System.Logger LOG = System.getLogger(ChildScoringModel.class.getName());

  /** A request waits so long for a child to be there. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** To start and to load takes longer than an answer. */
  private static final Duration LOADING = Duration.ofMinutes(2);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** A child that lived so long has not died of what the one before died of. */
  private static final Duration WELL = Duration.ofMinutes(1);

  private final Bodies.Opening opening;
  private final Duration limit;
  private final Supplier<ModelChild> start;
  private final int width;
  private final Object changes = new Object();
  private CompletableFuture<ModelChild> current = new CompletableFuture<>();
  private Duration pause = Duration.ZERO;
  private boolean closed;

  /**
   * Loads it.
   *
   * @throws BadInputException as the child does
   * @throws UnavailableException if the child ended while it did
   */
  ChildScoringModel(Bodies.Opening opening, Duration limit, Supplier<ModelChild> start) {
    this.opening = opening;
    this.limit = limit;
    this.start = start;
    try {
      Opened opened = opened();
      this.width = opened.width();
      serve(current, opened.child());
    } catch (ModelChild.LostException e) {
      throw unavailable("cannot be loaded", e);
    }
  }

  private record Opened(ModelChild child, int width) {}

  private Opened opened() throws ModelChild.LostException {
    ModelChild child = start.get();
    try {
      Frame answer = child.ask(Frame.Kind.OPEN, Bodies.opening(opening), LOADING);
      return new Opened(child, Bodies.numbers(answer.body()).width());
    } catch (BadInputException | IllegalStateException | ModelChild.LostException e) {
      child.close();
      throw e;
    }
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public Scores score(Table rows) {
    Bodies.Rows answer = ask(Frame.Kind.SCORE, rows);
    return new Scores(answer.values(), answer.width());
  }

  @Override
  public Embeddings embeddings(Table rows) {
    Bodies.Rows answer = ask(Frame.Kind.EMBED, rows);
    return new Embeddings(answer.values(), answer.width());
  }

  private Bodies.Rows ask(Frame.Kind kind, Table rows) {
    byte[] body = Bodies.table(rows, opening.signature());
    try {
      return rows(answer(kind, body), rows);
    } catch (ModelChild.LostException first) {
      try {
        return rows(answer(kind, body), rows);
      } catch (ModelChild.LostException second) {
        throw unavailable("does not answer", second);
      }
    }
  }

  private Frame answer(Frame.Kind kind, byte[] body) throws ModelChild.LostException {
    try {
      ModelChild child = current().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return child.ask(kind, body, limit);
    } catch (TimeoutException | ExecutionException e) {
      throw new ModelChild.LostException("it is being started again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a model was started", e);
    }
  }

  private static Bodies.Rows rows(Frame answer, Table asked) throws ModelChild.LostException {
    Bodies.Rows rows = Bodies.numbers(answer.body());
    if (rows.values().length != (long) rows.width() * asked.rows()) {
      throw new ModelChild.LostException("it answered " + rows.values().length + " numbers");
    }
    return rows;
  }

  @Override
  public void close() {
    synchronized (changes) {
      closed = true;
    }
    // One that never started has nothing to close.
    CompletableFuture<Void> unused = current().thenAccept(ModelChild::close);
  }

  private CompletableFuture<ModelChild> current() {
    synchronized (changes) {
      return current;
    }
  }

  /** From now on requests are answered by this child, until it is lost. */
  private void serve(CompletableFuture<ModelChild> waiting, ModelChild child) {
    long started = System.nanoTime();
    child.whenLost(how -> lost(waiting, how, Duration.ofNanos(System.nanoTime() - started)));
    waiting.complete(child);
    synchronized (changes) {
      if (closed) {
        child.close();
      }
    }
  }

  /** From now on requests wait, until there is another child. */
  private void lost(CompletableFuture<ModelChild> before, String how, Duration lived) {
    CompletableFuture<ModelChild> next = new CompletableFuture<>();
    Duration now;
    synchronized (changes) {
      if (closed || current != before) {
        return;
      }
      current = next;
      now = lived.compareTo(WELL) > 0 ? Duration.ZERO : pause;
      pause = longer(now);
    }
    LOG.log(System.Logger.Level.WARNING, "{0} is started again: {1}", opening.file(), how);
    Thread starter = new Thread(() -> startAgain(next, now), "restart-" + opening.file());
    starter.setDaemon(true);
    starter.start();
  }

  private void startAgain(CompletableFuture<ModelChild> next, Duration first) {
    try {
      for (Duration wait = first; !closed(); wait = longer(wait)) {
        TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        try {
          serve(next, opened().child());
          return;
        } catch (ModelChild.LostException | RuntimeException e) {
          LOG.log(System.Logger.Level.WARNING, "{0} cannot be started: {1}", opening.file(), e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean closed() {
    synchronized (changes) {
      return closed;
    }
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.isZero() ? Duration.ofSeconds(1) : pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  private UnavailableException unavailable(String what, ModelChild.LostException e) {
    return new UnavailableException(opening.file() + " " + what + ": " + e.getMessage());
  }
}
