package dev.bckd.coverage;

import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** How large groups are. */
@SuppressWarnings("ImmutableEnumChecker") // The list is, its type cannot say so.
enum GroupSizes {
  /** Rows on their own. */
  SINGLE("one row", 1, size -> 1),
  /** 1 to 10 rows, each as probable. */
  EVEN("1 to 10 rows", 10, size -> 1),
  /** Geometric, 5 rows on average. */
  GEOMETRIC("about 5 rows", 60, size -> Math.pow(0.8, size)),
  /** 1 to 50 rows, most of them in few groups. */
  HEAVY("1 to 50 rows", 50, size -> Math.pow(size, -1.3));

  private final String text;
  private final List<Double> shares;

  GroupSizes(String text, int largest, IntToDoubleFunction weight) {
    this.text = text;
    double all = IntStream.rangeClosed(1, largest).mapToDouble(weight).sum();
    this.shares =
        IntStream.rangeClosed(1, largest)
            .mapToObj(size -> weight.applyAsDouble(size) / all)
            .toList();
  }

  int draw(Random random) {
    double left = random.nextDouble();
    int size = 1;
    while (size < shares.size() && left >= shares.get(size - 1)) {
      left -= shares.get(size - 1);
      size++;
    }
    return size;
  }

  /** Rows of a group, on average. */
  double mean() {
    return byRow(size -> 1);
  }

  /** The sum over sizes of the rows in groups of such a size, for one group, times a number. */
  double byRow(IntToDoubleFunction ofSize) {
    return IntStream.rangeClosed(1, shares.size())
        .mapToDouble(size -> shares.get(size - 1) * size * ofSize.applyAsDouble(size))
        .sum();
  }

  String text() {
    return text;
  }
}
