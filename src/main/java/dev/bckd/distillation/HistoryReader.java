package dev.bckd.distillation;

import dev.bckd.history.Column;
import dev.bckd.history.Field;
import dev.bckd.history.HistorySource;
import dev.bckd.history.Query;
import dev.bckd.history.Table;
import dev.bckd.model.BadInputException;
import dev.bckd.model.TensorSpec;
import dev.bckd.policy.DataSet;
import dev.bckd.policy.HistoryPolicy;
import dev.bckd.policy.UpgradePolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the rows that a policy names: of the old tasks, of the new ones, then logged requests. */
final class HistoryReader {
  // No input can have these names: an input's name is an identifier.
  private static final String LABEL = "history:label";
  private static final String WEIGHT = "history:weight";
  private static final String GROUP = "history:group";
  private static final String KNOWN = "history:teacher-knows";
  private static final String STORED = "history:stored:";
  private static final String UNSEEN = "history:unseen";

  /** Of weights: times a loss, and squared gradients, they must stay in float32's 3.4e38. */
  private static final double LARGEST_SUM = 1e18;

  private final HistorySource source;
  private final UpgradePolicy policy;
  private final int classes;
  private final Set<String> stored;

  /**
   * @param classes labels are 0 to one less
   * @param stored columns of stored logits to read along
   */
  HistoryReader(HistorySource source, UpgradePolicy policy, int classes, Set<String> stored) {
    this.source = source;
    this.policy = policy;
    this.classes = classes;
    this.stored = stored;
  }

  /**
   * All rows.
   *
   * @throws BadInputException as {@link HistorySource#read}, or for a negative weight, weights too
   *     large to add up, or a label out of range
   */
  History read() {
    HistoryPolicy named = policy.history();
    History history = read(named.old(), true, true);
    if (named.fresh().isPresent()) {
      history = history.append(read(named.fresh().get(), true, false));
    }
    if (named.unlabelled().isPresent()) {
      history = history.append(read(named.unlabelled().get(), false, false));
    }
    return history;
  }

  private History read(DataSet data, boolean labelled, boolean old) {
    Table rows = source.read(new Query(data.files(), data.where(), fields(labelled)));
    String place = String.join(", ", data.files());
    int size = rows.rows();
    return new History(
        rows.only(policy.signature().inputs().stream().map(TensorSpec::name).toList()),
        rows.has(LABEL) ? labels(rows, place) : filled(size),
        rows.has(WEIGHT) ? weights(rows, place) : ones(size),
        all(size, old),
        rows.has(KNOWN) ? flags(rows, KNOWN) : all(size, true),
        rows.has(UNSEEN) ? flags(rows, UNSEEN) : all(size, false),
        stored(rows),
        groups(rows));
  }

  private Table stored(Table rows) {
    Map<String, Column> columns = new HashMap<>();
    stored.forEach(name -> columns.put(name, rows.column(STORED + name, Column.FloatLists.class)));
    return new Table(rows.rows(), columns);
  }

  private List<Field> fields(boolean labelled) {
    HistoryPolicy history = policy.history();
    List<Field> fields = new ArrayList<>();
    policy.signature().inputs().forEach(spec -> fields.add(new Field.Input(spec)));
    stored.forEach(column -> fields.add(new Field.RealList(STORED + column, column)));
    history.teacherKnows().ifPresent(where -> fields.add(new Field.Condition(KNOWN, where)));
    // Logged requests of somebody whose labelled rows decide must not be trained on.
    history
        .group()
        .map(
            column -> labelled ? new Field.Text(GROUP, column) : new Field.TextIfAny(GROUP, column))
        .ifPresent(fields::add);
    if (labelled) {
      fields.add(new Field.Whole(LABEL, history.label()));
      history.weight().ifPresent(column -> fields.add(new Field.Real(WEIGHT, column)));
      history.unseen().ifPresent(where -> fields.add(new Field.Condition(UNSEEN, where)));
    }
    return fields;
  }

  private int[] labels(Table rows, String place) {
    long[] values = rows.column(LABEL, Column.Longs.class).values();
    int[] labels = new int[values.length];
    for (int row = 0; row < values.length; row++) {
      if (values[row] < 0 || values[row] >= classes) {
        throw new BadInputException(
            place,
            "column '%s', row %d: label %d; expected 0 to %d"
                .formatted(policy.history().label(), row + 1, values[row], classes - 1));
      }
      labels[row] = (int) values[row];
    }
    return labels;
  }

  private float[] weights(Table rows, String place) {
    float[] weights = rows.column(WEIGHT, Column.Floats.class).values();
    double sum = 0;
    int largest = 0;
    for (int row = 0; row < weights.length; row++) {
      if (weights[row] < 0) {
        throw weight(place, row, weights[row], "a weight of 0 or above");
      }
      sum += weights[row];
      largest = weights[row] > weights[largest] ? row : largest;
    }
    if (sum > LARGEST_SUM) {
      throw weight(
          place, largest, weights[largest], "weights that add up to at most " + LARGEST_SUM);
    }
    return weights;
  }

  private BadInputException weight(String place, int row, float value, String expected) {
    return new BadInputException(
        place,
        "column '%s', row %d: %s; expected %s"
            .formatted(policy.history().weight().orElseThrow(), row + 1, value, expected));
  }

  private static boolean[] flags(Table rows, String name) {
    Column.Flags column = rows.column(name, Column.Flags.class);
    boolean[] flags = new boolean[rows.rows()];
    for (int row = 0; row < flags.length; row++) {
      flags[row] = column.at(row);
    }
    return flags;
  }

  private static String[] groups(Table rows) {
    String[] groups = new String[rows.rows()];
    for (int row = 0; row < groups.length; row++) {
      groups[row] = rows.has(GROUP) ? rows.column(GROUP, Column.Texts.class).at(row) : "";
    }
    return groups;
  }

  private static int[] filled(int size) {
    int[] labels = new int[size];
    Arrays.fill(labels, TrainingRows.NO_LABEL);
    return labels;
  }

  private static float[] ones(int size) {
    float[] weights = new float[size];
    Arrays.fill(weights, 1);
    return weights;
  }

  private static boolean[] all(int size, boolean value) {
    boolean[] flags = new boolean[size];
    Arrays.fill(flags, value);
    return flags;
  }
}
