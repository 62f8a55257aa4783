package dev.bckd.distillation;

import dev.bckd.history.Column;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Signature;
import dev.bckd.policy.HistoryPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What is to be said of rows with ids that a model does not know. */
final class UnknownIds {
  /** Rows that may be asked about for a remark, where there are fewer at hand. */
  private static final int MOST_ASKED = 50_000;

  private final HistoryPolicy policy;
  private final Signature signature;
  private final History history;

  /**
   * @param history with what the teacher knows of it
   */
  UnknownIds(HistoryPolicy policy, Signature signature, History history) {
    this.policy = policy;
    this.signature = signature;
    this.history = history;
  }

  /**
   * The refusal of rows by a model, with the id that it is for.
   *
   * @param refusal as the model said it
   * @param who the model, in words
   * @param asked rows that it was asked about
   * @return empty where it takes these rows, or refuses them for another reason
   */
  Optional<BadInputException> refusal(
      BadInputException refusal, String who, ScoringModel model, int[] asked) {
    return new RefusedRows(model, signature)
        .first(history.inputs(), asked)
        .map(
            refused -> {
              HistoryRow row = HistoryRow.of(policy, history, refused.row());
              return new BadInputException(
                  row.files(),
                  "column '%s', row %d: id %d, which %s does not take (%s)"
                      .formatted(
                          refused.input().column(),
                          row.number(),
                          refused.id(),
                          who,
                          refusal.getMessage()));
            });
  }

  /**
   * A line for each model that does not know some of the ids.
   *
   * @param item input that takes one item a row, where there is one
   */
  List<String> remarks(ScoringModel incoming, Optional<String> item) {
    List<String> remarks = new ArrayList<>();
    long unknown = IntStream.range(0, history.size()).filter(row -> !history.known()[row]).count();
    if (unknown > 0) {
      remarks.add(
          "%d of %d rows hold ids that the teacher does not know%s; it is not asked about them"
              .formatted(
                  unknown,
                  history.size(),
                  policy.teacherKnows().map(where -> ", says teacherKnows").orElse("")));
    }
    long unlearned = item.map(input -> unlearned(incoming, input)).orElse(0L);
    if (unlearned > 0) {
      remarks.add(
          "%d of %d rows hold items that the incoming model does not know: it answers them like one"
                  .formatted(unlearned, history.size())
              + " out of range");
    }
    return remarks;
  }

  /** Rows whose item is to the incoming model like none. A huge catalogue is not tried. */
  private long unlearned(ScoringModel incoming, String item) {
    long[] ids = history.inputs().column(item, Column.Longs.class).values();
    long[] items = Arrays.stream(ids).sorted().distinct().toArray();
    if ((long) items.length * Vocabulary.TRIED > Math.max(history.size(), MOST_ASKED)) {
      return 0;
    }
    int[] few = IntStream.range(0, Math.min(Vocabulary.TRIED, history.size())).toArray();
    boolean[] knows = new Vocabulary(incoming, item).knows(items, history.inputs().select(few));
    return Arrays.stream(ids).filter(id -> !knows[Arrays.binarySearch(items, id)]).count();
  }
}
