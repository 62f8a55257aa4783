package dev.bckd.inference.process;

import dev.bckd.inference.ScoringEngine;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.Signature;
import dev.bckd.process.ChildSpec;
import dev.bckd.process.ChildStarter;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Loads each model in a child process of its own, so that a model which crashes, or takes all
 * memory, ends itself and nothing else; it is then started anew.
 */
public final class ChildScoringEngine implements ScoringEngine {
  private final ChildStarter children;
  private final ChildSpec spec;
  private final Duration limit;

  /**
   * @param spec of the child; its main class calls {@link ModelServing#serve}
   * @param limit for one answer; a child that takes longer is ended
   */
  public ChildScoringEngine(ChildStarter children, ChildSpec spec, Duration limit) {
    this.children = children;
    this.spec = spec;
    this.limit = limit;
  }

  @Override
  public ScoringModel open(Path file, Signature signature) {
    Bodies.Opening opening = new Bodies.Opening(file, signature);
    return new ChildScoringModel(opening, limit, () -> new ModelChild(children.start(spec)));
  }
}
