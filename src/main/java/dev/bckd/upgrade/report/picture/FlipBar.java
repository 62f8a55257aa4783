package dev.bckd.upgrade.report.picture;

import dev.bckd.evaluation.FlipTable;

/**
 * Flips as one bar as long as all samples: both right, negative flips, positive flips, both wrong.
 *
 * @param table the counts
 * @param description what is seen, for those who do not see it
 */
public record FlipBar(FlipTable table, String description) {
  /** The picture; as wide as there is room. */
  public Tag drawn() {
    Tag svg =
        Tag.of("svg", "flip-bar")
            .with("height", "14")
            .with("role", "img")
            .with("aria-label", description);
    String[] names = {"both-right", "only-teacher", "only-model", "neither"};
    FlipTable.Shares shares = table.shares();
    double[] cells = {
      shares.bothRight(), shares.onlyTeacher(), shares.onlyModel(), shares.neither()
    };
    double from = 0;
    for (int i = 0; i < cells.length; i++) {
      svg.add(
          Tag.of("rect", "cell " + names[i])
              .with("x", Numbers.share(from))
              .with("width", Numbers.share(cells[i]))
              .with("height", "14"));
      from += cells[i];
    }
    return svg;
  }
}
