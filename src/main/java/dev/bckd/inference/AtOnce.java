package dev.bckd.inference;

import dev.bckd.history.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;

/**
 * Asks several models at the same time. One alone leaves processors idle: copying rows, and
 * operators too small to be split, take one thread. What each answers is the same as one by one.
 */
public final class AtOnce {
  private static final Executor POOL = ForkJoinPool.commonPool();

  private AtOnce() {}

  /**
   * What models answer to the same rows. A model that plays several parts is asked once.
   *
   * @param models at least one
   * @return in the order of the models
   * @throws dev.bckd.model.BadInputException as {@link ScoringModel#score}, of the first model that
   *     refuses the rows
   */
  public static <K> Map<K, Scores> score(Map<K, ScoringModel> models, Table rows) {
    List<ScoringModel> asked = models.values().stream().distinct().toList();
    List<Scores> scores =
        ask(asked.stream().<Supplier<Scores>>map(model -> () -> model.score(rows)).toList());
    Map<K, Scores> answers = new LinkedHashMap<>();
    models.forEach((part, model) -> answers.put(part, scores.get(asked.indexOf(model))));
    return answers;
  }

  /**
   * Asks each.
   *
   * @param questions to models that are thread-safe, at least one
   * @return the answers, in the order of the questions
   * @throws RuntimeException that of the first question that fails, once all have ended
   */
  public static <T> List<T> ask(List<Supplier<T>> questions) {
    List<CompletableFuture<T>> asked = new ArrayList<>();
    // The pool is named: where it has one thread, the default would start one for each question.
    questions.stream().skip(1).map(question -> on(POOL, question)).forEach(asked::add);
    asked.add(0, on(Runnable::run, questions.get(0)));
    CompletableFuture<?> all = CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new));
    all.handle((nothing, failure) -> nothing).join();
    return asked.stream().map(AtOnce::answer).toList();
  }

  private static <T> CompletableFuture<T> on(Executor executor, Supplier<T> question) {
    return CompletableFuture.supplyAsync(question, executor);
  }

  private static <T> T answer(CompletableFuture<T> asked) {
    try {
      return asked.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      if (e.getCause() instanceof Error broken) {
        throw broken;
      }
      throw e;
    }
  }
}
