package dev.bckd.distillation;

import dev.bckd.distillation.recipe.CandidateLists;
import dev.bckd.distillation.recipe.Needs;
import dev.bckd.distillation.recipe.Recipes;
import dev.bckd.history.Column;
import dev.bckd.history.HistorySource;
import dev.bckd.history.Table;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.model.TaskType;
import dev.bckd.policy.UpgradePolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads the rows at hand, finds out what the teacher knows of them, and asks both models. */
final class Preparation {
  private final HistorySource source;
  private final UpgradePolicy policy;
  private final ScoringModel teacher;
  private final ScoringModel incoming;
  private final int shared;
  private final ModelAnswers answers;
  private final History history;
  private final CandidateLists lists;
  private final Optional<String> item;
  private final Optional<Catalogue> catalogue;

  /**
   * Reads the rows.
   *
   * @throws BadInputException if they do not fit the policy or the models
   */
  Preparation(
      HistorySource source, UpgradePolicy policy, ScoringModel teacher, ScoringModel incoming) {
    boolean binary = policy.task() == TaskType.BINARY;
    int classes = SharedClasses.of(policy, teacher.width(), incoming.width());
    this.source = source;
    this.policy = policy;
    this.teacher = teacher;
    this.incoming = incoming;
    this.shared = binary ? 2 : classes;
    this.answers = new ModelAnswers(teacher, incoming, shared);
    Needs needs = Needs.of(Recipes.terms(policy));
    this.lists = needs.lists();
    this.item = Catalogue.input(policy);
    if (lists.count() > 0 && item.isEmpty()) {
      throw bad(
          "a loss over candidates of one request needs a ranking suite in spec.gates.suites, whose"
              + " candidates go to an input of one int64 id a row");
    }
    History read =
        new HistoryReader(source, policy, binary ? 2 : incoming.width(), needs.stored()).read();
    this.history =
        policy.history().teacherKnows().isEmpty() ? read.knowing(known(read.inputs())) : read;
    this.catalogue =
        item.map(name -> Catalogue.of(history, name)).filter(found -> found.items().length > 0);
    int items = catalogue.map(found -> found.items().length).orElse(0);
    if (lists.count() > 0 && items < lists.length()) {
      throw bad(
          "candidates are items that the teacher knows: %d of the history, and a list has %d"
              .formatted(items, lists.length()));
    }
  }

  private BadInputException bad(String problem) {
    return new BadInputException(policy.file() + ": spec.distillation.recipe", problem);
  }

  /**
   * Which rows have only ids that the teacher takes, and an item that it does not answer like one
   * out of range.
   */
  private boolean[] known(Table rows) {
    boolean[] known = new TakenIds(teacher, policy.signature()).in(rows, input -> true);
    int[] taken = IntStream.range(0, known.length).filter(row -> known[row]).toArray();
    if (item.isEmpty() || taken.length == 0) {
      return known;
    }
    long[] ids = rows.column(item.get(), Column.Longs.class).values();
    long[] items = Arrays.stream(ids).sorted().distinct().toArray();
    int[] few = Arrays.copyOf(taken, Math.min(taken.length, Vocabulary.TRIED));
    boolean[] knows = new Vocabulary(teacher, item.get()).knows(items, rows.select(few));
    for (int row : taken) {
      known[row] = knows[Arrays.binarySearch(items, ids[row])];
    }
    return known;
  }

  /**
   * Which rows have only ids that the teacher takes, their items aside: what can be shown to it
   * with another item.
   */
  boolean[] shown() {
    return new TakenIds(teacher, policy.signature())
        .in(
            history.inputs(),
            input -> catalogue.isPresent() && !input.name().equals(catalogue.get().input()));
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
   * The rows with the models' answers, and rows made of some of them: with items of the catalogue,
   * or, of several classes, mixed of two that the teacher knows; then the lists that the recipe
   * asks for.
   *
   * @param requests rows that others are made of; not empty
   * @param made rows to make, for each labelled one among the requests; of a binary task nothing
   *     without a catalogue
   */
  Material with(int[] requests, double made) {
    TrainingRows rows = answered();
    int labelled = (int) Arrays.stream(requests).filter(history::labelled).count();
    int count = (int) Math.min(Integer.MAX_VALUE, Math.round(made * labelled));
    Optional<Table> more =
        catalogue.isPresent()
            ? madeOf(catalogue.get(), requests, count)
            : mixed(rows, requests, count);
    return more.map(table -> rows.append(answers.to(MadeRows.of(table))).in(lists))
        .map(all -> new Material(history, all))
        .orElseGet(() -> new Material(history, rows));
  }

  private TrainingRows answered() {
    try {
      return answers.to(history);
    } catch (BadInputException e) {
      int[] asked =
          Arrays.stream(all())
              .filter(row -> history.known()[row] && history.labels()[row] < shared)
              .toArray();
      throw unknown()
          .refusal(e, "the teacher", teacher, asked)
          .or(() -> unknown().refusal(e, "the incoming model", incoming, all()))
          .orElse(e);
    }
  }

  /** What is to be said of the rows and of what is known of them. Ask after they were answered. */
  List<String> remarks() {
    return Stream.of(
            unknown().remarks(incoming, item), new SuiteOverlap(source, policy).remarks(history))
        .flatMap(List::stream)
        .toList();
  }

  private UnknownIds unknown() {
    return new UnknownIds(policy.history(), policy.signature(), history);
  }

  private Optional<Table> madeOf(Catalogue items, int[] requests, int count) {
    boolean[] shown = shown();
    int[] used = Arrays.stream(requests).filter(row -> shown[row]).toArray();
    if (used.length == 0 || count + lists.count() == 0) {
      return Optional.empty();
    }
    long seed = policy.distillation().seed();
    Table singles = items.make(history.inputs(), used, count, seed);
    return Optional.of(singles.append(items.lists(history.inputs(), used, lists, seed)));
  }

  private Optional<Table> mixed(TrainingRows rows, int[] requests, int count) {
    int[] known = Arrays.stream(requests).filter(row -> history.known()[row]).toArray();
    int[] from =
        Arrays.stream(known).filter(row -> rows.asked()[row] && history.labelled(row)).toArray();
    if (policy.task() != TaskType.MULTICLASS || from.length == 0 || count == 0) {
      return Optional.empty();
    }
    long seed = policy.distillation().seed();
    return Optional.of(
        new MixedRows(history.inputs(), from, known, seed).make(policy.signature(), count));
  }

  /** All rows. */
  int[] all() {
    return IntStream.range(0, history.size()).toArray();
  }
}
