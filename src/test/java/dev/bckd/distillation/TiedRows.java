package dev.bckd.distillation;

import java.util.Random;
import java.util.stream.IntStream;

/** Rows by chance, many of them tied; and which are tied, by looking at every pair. */
final class TiedRows {
  private TiedRows() {}

  /** Pairs of equal rows, small groups, some rows without label and some that are unseen. */
  static History random(long seed) {
    Random random = new Random(seed);
    int rows = 120;
    History history = Rows.history(Rows.random(rows, 5, random));
    for (int row = 0; row < rows; row++) {
      history.labels()[row] = random.nextInt(4) == 0 ? TrainingRows.NO_LABEL : random.nextInt(2);
      history.groups()[row] = random.nextInt(3) == 0 ? "g" + random.nextInt(40) : "";
      history.unseen()[row] = random.nextInt(20) == 0;
    }
    return history;
  }

  /** The lowest row that each is tied to: labels spread along ties until none changes. */
  static int[] units(History history) {
    int[] units = IntStream.range(0, history.size()).toArray();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int one = 0; one < units.length; one++) {
        for (int two = 0; two < units.length; two++) {
          if (units[two] < units[one] && tied(history, one, two)) {
            units[one] = units[two];
            changed = true;
          }
        }
      }
    }
    return units;
  }

  private static boolean tied(History history, int one, int two) {
    String group = history.groups()[one];
    return (!group.isEmpty() && group.equals(history.groups()[two]))
        || Rows.at(history.inputs(), one).equals(Rows.at(history.inputs(), two));
  }
}
