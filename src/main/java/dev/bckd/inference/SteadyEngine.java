package dev.bckd.inference;

import dev.bckd.history.Table;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Signature;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Opens models with another engine and refuses those that answer the same rows differently: with
 * random numbers, a memory of what they were asked, or statistics of the batch. What is kept of
 * such a model's answers would look steady. Thread-safe.
 *
 * <p>A model is tried as soon as it is open, on rows made up, and again on the first rows that it
 * is asked about, before it answers them.
 */
public final class SteadyEngine implements ScoringEngine {
  private final ScoringEngine engine;
  private final Function<Path, Optional<String>> suspect;

  /**
   * @param engine opens the models
   * @param suspect asked of a refused file: what in it may be the reason
   */
  public SteadyEngine(ScoringEngine engine, Function<Path, Optional<String>> suspect) {
    this.engine = engine;
    this.suspect = suspect;
  }

  /**
   * As the engine that it opens with.
   *
   * @throws BadInputException also if the model answers the same rows differently, naming the file;
   *     so do the calls that give it rows
   */
  @Override
  public ScoringModel open(Path file, Signature signature) {
    ScoringModel model = engine.open(file, signature);
    try {
      Steadiness steadiness = new Steadiness(model, signature);
      Steady steady = new Steady(model, steadiness, file, suspect, new AtomicInteger());
      steadiness.madeUp().ifPresent(steady::refuse);
      return steady;
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /**
   * A model that is tried on what it is asked about.
   *
   * @param tried the most rows that it was tried on so far
   */
  private record Steady(
      ScoringModel model,
      Steadiness steadiness,
      Path file,
      Function<Path, Optional<String>> suspect,
      AtomicInteger tried)
      implements ScoringModel {
    @Override
    public Scores score(Table rows) {
      tryOn(rows);
      return model.score(rows);
    }

    @Override
    public Embeddings embeddings(Table rows) {
      tryOn(rows);
      return model.embeddings(rows);
    }

    /** Single rows come first where ids are tried: those are not enough. */
    private void tryOn(Table rows) {
      int many = Math.min(rows.rows(), Steadiness.ROWS);
      if (many > tried.get()) {
        steadiness.of(rows).ifPresent(this::refuse);
        tried.accumulateAndGet(many, Math::max);
      }
    }

    private void refuse(String difference) {
      String named = suspect.apply(file).map(found -> " (" + found + ")").orElse("");
      throw new BadInputException(
          file.toString(),
          difference
              + named
              + "; was it saved in training mode? call eval() before torch.jit.trace or"
              + " torch.jit.script, and leave random numbers and counters out of forward()");
    }

    @Override
    public int width() {
      return model.width();
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
