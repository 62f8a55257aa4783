package dev.bckd.distillation;

import dev.bckd.distillation.recipe.Needs;
import dev.bckd.distillation.recipe.Recipes;
import dev.bckd.history.Column;
import dev.bckd.history.HistorySource;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.model.TaskType;
import dev.bckd.policy.UpgradePolicy;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Reads the rows at hand, finds out what the teacher knows of them, and asks both models. */
final class Preparation {
  private final UpgradePolicy policy;
  private final ScoringModel teacher;
  private final ModelAnswers answers;
  private final History history;
  private final Optional<Catalogue> catalogue;

  /**
   * Reads the rows.
   *
   * @throws BadInputException if they do not fit the policy or the models
   */
  Preparation(
      HistorySource source, UpgradePolicy policy, ScoringModel teacher, ScoringModel incoming) {
    int shared = SharedClasses.of(policy, teacher.width(), incoming.width());
    boolean binary = policy.task() == TaskType.BINARY;
    this.policy = policy;
    this.teacher = teacher;
    this.answers = new ModelAnswers(teacher, incoming, binary ? 2 : shared);
    Set<String> stored = Needs.of(Recipes.terms(policy)).stored();
    History read = new HistoryReader(source, policy, binary ? 2 : incoming.width(), stored).read();
    Optional<String> input = Catalogue.input(policy);
    this.history =
        input.isPresent() && policy.history().teacherKnows().isEmpty()
            ? read.knowing(known(read, input.get()))
            : read;
    this.catalogue =
        input.map(name -> Catalogue.of(history, name)).filter(found -> found.items().length > 0);
  }

  /** Which rows have an item that the teacher does not answer like one out of range. */
  private boolean[] known(History read, String input) {
    long[] ids = read.inputs().column(input, Column.Longs.class).values();
    long[] items = Arrays.stream(ids).sorted().distinct().toArray();
    boolean[] knows = new Vocabulary(teacher, input).knows(items, read.inputs());
    boolean[] known = new boolean[ids.length];
    for (int row = 0; row < known.length; row++) {
      known[row] = read.known()[row] && knows[Arrays.binarySearch(items, ids[row])];
    }
    return known;
  }

  /** The rows at hand. */
  History history() {
    return history;
  }

  /** Whether rows can be made. */
  boolean hasCatalogue() {
    return catalogue.isPresent();
  }

  /**
   * The rows with the models' answers, and rows made of some of them.
   *
   * @param requests rows that others are made of; not empty
   * @param made rows to make, for each labelled one among the requests; nothing without a catalogue
   */
  Material with(int[] requests, double made) {
    TrainingRows rows = answers.to(history);
    int labelled = (int) Arrays.stream(requests).filter(history::labelled).count();
    int count = (int) Math.min(Integer.MAX_VALUE, Math.round(made * labelled));
    if (catalogue.isEmpty() || count == 0) {
      return new Material(history, rows);
    }
    History more =
        MadeRows.of(catalogue.get(), history, requests, count, policy.distillation().seed());
    return new Material(history, rows.append(answers.to(more)));
  }

  /** All rows. */
  int[] all() {
    return IntStream.range(0, history.size()).toArray();
  }
}
