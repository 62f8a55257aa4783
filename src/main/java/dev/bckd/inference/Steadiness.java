package dev.bckd.inference;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.model.BadInputException;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TensorSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Whether a model's answer to a row depends on nothing but the row. */
final class Steadiness {
  /** Rows that a model is tried on: dropout of one unit in a hundred shows on some of them. */
  static final int ROWS = 64;

  /** Rows that are asked alone, each a call of its own. */
  private static final int ALONE = 4;

  /**
   * Share of the largest answer that two calls may differ by: sums of float32 come out different in
   * the sixth digit where the memory of the rows is aligned differently.
   */
  private static final double ROUNDING = 1e-5;

  /**
   * Share of the span of the answers that those to a row alone and in a batch may differ by
   * besides. Weights quantised on the fly are scaled by the batch's largest number, which costs
   * about a hundredth; statistics of the batch as a layer's scale cost about the whole span.
   */
  private static final double SCALED = 0.05;

  /** Made-up ids: every table of ids has a few, and a model that has not is shown padding. */
  private static final int IDS = 8;

  private final ScoringModel model;
  private final Signature signature;

  Steadiness(ScoringModel model, Signature signature) {
    this.model = model;
    this.signature = signature;
  }

  /**
   * How its answers to rows made up differ from themselves.
   *
   * @return empty where they do not, or where it takes no such rows
   */
  Optional<String> madeUp() {
    Random random = new Random(1);
    Table rows = made(random, IDS);
    Table padding = made(random, 1);
    return outputs()
        .flatMap(ask -> answered(ask, rows).or(() -> answered(ask, padding)).stream())
        .flatMap(asked -> asked.difference().stream())
        .findFirst();
  }

  /**
   * How its answers to some of the rows differ from themselves.
   *
   * @return empty where they do not, or where it does not take the rows, which it will say itself
   */
  Optional<String> of(Table rows) {
    int some = Math.min(ROWS, rows.rows());
    int[] spread =
        IntStream.range(0, some).map(i -> (int) ((long) i * rows.rows() / some)).toArray();
    Table tried = rows.select(spread);
    return outputs()
        .flatMap(ask -> answered(ask, tried).stream())
        .flatMap(asked -> asked.difference().stream())
        .findFirst();
  }

  private Stream<Function<Table, float[]>> outputs() {
    Function<Table, float[]> logits = rows -> model.score(rows).values();
    Function<Table, float[]> embedding = rows -> model.embeddings(rows).values();
    return Stream.concat(
        signature.logitsIndex() < 0 ? Stream.empty() : Stream.of(logits),
        signature.embeddingIndex() < 0 ? Stream.empty() : Stream.of(embedding));
  }

  private static Optional<Asked> answered(Function<Table, float[]> ask, Table rows) {
    try {
      return Optional.of(new Asked(ask, rows, ask.apply(rows)));
    } catch (BadInputException refused) {
      return Optional.empty();
    }
  }

  /**
   * One output for some rows.
   *
   * @param ask gives it
   * @param rows that were asked about; at least one
   * @param first what came at first, row-major
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  private record Asked(Function<Table, float[]> ask, Table rows, float[] first) {
    Optional<String> difference() {
      double low = numbers().min().orElse(0);
      double high = numbers().max().orElse(0);
      double rounding = ROUNDING * Math.max(-low, high);
      if (differs(ask.apply(rows), 0, rounding)) {
        return Optional.of("it answers the same rows differently when it is asked twice");
      }
      double alone = rounding + SCALED * (high - low);
      int step = Math.max(1, rows.rows() / ALONE);
      for (int row = 0; row < rows.rows(); row += step) {
        float[] answer = ask.apply(rows.select(new int[] {row}));
        if (differs(answer, row * answer.length, alone)) {
          return Optional.of("it answers a row differently alone than among other rows");
        }
      }
      return Optional.empty();
    }

    private DoubleStream numbers() {
      return IntStream.range(0, first.length).mapToDouble(i -> first[i]);
    }

    private boolean differs(float[] answer, int from, double most) {
      return IntStream.range(0, answer.length)
          .anyMatch(i -> Math.abs(first[from + i] - answer[i]) > most);
    }
  }

  private Table made(Random random, int ids) {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (TensorSpec input : signature.inputs()) {
      columns.put(input.name(), made(input, random, ids));
    }
    return new Table(ROWS, columns);
  }

  private static Column made(TensorSpec input, Random random, int ids) {
    int count = ROWS * input.width();
    if (input.type() == ElementType.INT64) {
      long[] values = random.longs(count, 0, ids).map(id -> id + input.pad()).toArray();
      return new Column.Longs(values, input.width());
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Column.Floats(values, input.width());
  }
}
