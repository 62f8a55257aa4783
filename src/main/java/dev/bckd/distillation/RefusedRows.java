package dev.bckd.distillation;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TensorSpec;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Finds the id for which a model refuses rows, after it has refused some. */
final class RefusedRows {
  /** Rows that are asked about at once until the first is refused. */
  private static final int AT_ONCE = 1024;

  private final ScoringModel model;
  private final Signature signature;

  RefusedRows(ScoringModel model, Signature signature) {
    this.model = model;
    this.signature = signature;
  }

  /**
   * An id that a model does not take.
   *
   * @param input that it is given to
   * @param row of the table, from 0
   */
  record Refused(TensorSpec input, int row, long id) {}

  /**
   * The first row that the model refuses for an id.
   *
   * @param asked rows of the table, rising
   * @return empty where it refuses none, or not for a single id
   */
  Optional<Refused> first(Table rows, int[] asked) {
    for (int from = 0; from < asked.length; from += AT_ONCE) {
      int[] some = Arrays.copyOfRange(asked, from, Math.min(asked.length, from + AT_ONCE));
      if (!takes(rows, some)) {
        return refused(rows, firstOf(rows, some));
      }
    }
    return Optional.empty();
  }

  /** The first refused one among rows of which there is one. */
  private int firstOf(Table rows, int[] some) {
    int low = 0;
    int high = some.length;
    while (high - low > 1) {
      int middle = low + (high - low) / 2;
      if (takes(rows, Arrays.copyOfRange(some, low, middle))) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return some[low];
  }

  private Optional<Refused> refused(Table rows, int row) {
    TakenIds taken = new TakenIds(model, signature);
    for (TensorSpec input : signature.inputs()) {
      if (input.type() == ElementType.INT64 && taken.takes(input, input.pad())) {
        LongBuffer ids = rows.column(input.name(), Column.Longs.class).values(row, row + 1);
        while (ids.hasRemaining()) {
          long id = ids.get();
          if (!taken.takes(input, id)) {
            return Optional.of(new Refused(input, row, id));
          }
        }
      }
    }
    return Optional.empty();
  }

  private boolean takes(Table rows, int[] some) {
    try {
      return model.score(rows.select(some)).rows() == some.length;
    } catch (BadInputException refused) {
      return false;
    }
  }
}
