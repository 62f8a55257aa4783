package dev.bckd.inference;

import dev.bckd.history.Spill;
import dev.bckd.history.Table;
import dev.bckd.model.Digest;
import dev.bckd.model.Signature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Scores with another engine and remembers the answers, by digest of model, signature and rows: the
 * same question is computed once, also across upgrades. Thread-safe.
 */
public final class RememberingEngine implements ScoringEngine {
  /** Bytes of answers that a folder holds at most: 2 GiB. */
  public static final long MOST_BYTES = 2L << 30;

  private final ScoringEngine engine;
  private final AnswerStore store;

  /**
   * An engine that remembers in the cache of a home folder.
   *
   * @param engine computes what is not remembered
   * @param home {@code BCKD_HOME}
   */
  public static RememberingEngine in(ScoringEngine engine, Path home) {
    return new RememberingEngine(
        engine, home.resolve("cache").resolve("answers"), MOST_BYTES, Spill.in(home));
  }

  RememberingEngine(ScoringEngine engine, Path folder, long mostBytes, Spill spill) {
    this.engine = engine;
    this.store = new AnswerStore(folder, mostBytes, spill);
  }

  @Override
  public ScoringModel open(Path file, Signature signature) {
    ScoringModel model = engine.open(file, signature);
    return Files.isRegularFile(file)
        ? new Remembering(model, Digest.of(file), signature, store)
        : model;
  }

  private record Remembering(
      ScoringModel model, Digest digest, Signature signature, AnswerStore store)
      implements ScoringModel {
    @Override
    public Scores score(Table rows) {
      return kept(AnswerKey.of(digest, signature, rows), () -> model.score(rows));
    }

    @Override
    public Embeddings embeddings(Table rows) {
      Scores kept =
          kept(
              AnswerKey.ofEmbeddings(digest, signature, rows),
              () -> {
                Embeddings asked = model.embeddings(rows);
                return new Scores(asked.values(), asked.width());
              });
      return new Embeddings(kept.values(), kept.width());
    }

    private Scores kept(Digest key, Supplier<Scores> question) {
      return store
          .find(key)
          .orElseGet(
              () -> {
                Scores answers = question.get();
                store.keep(key, answers);
                return answers;
              });
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
