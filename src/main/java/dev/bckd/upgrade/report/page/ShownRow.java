package dev.bckd.upgrade.report.page;

import dev.bckd.upgrade.report.picture.Numbers;
import dev.bckd.upgrade.report.picture.Tag;
import dev.bckd.upgrade.report.picture.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A single row of a suite, what was answered and what it holds. */
final class ShownRow {
  private static final int LONGEST = 120;
  private static final int MOST_COLUMNS = 40;

  private ShownRow() {}

  static Tag of(
      int row, Optional<String> id, OptionalInt label, List<Tag> said, Map<String, String> held) {
    Tag answers = Tag.of("p", "answers").add(Tag.of("b").text("row " + Numbers.count(row + 1L)));
    id.ifPresent(name -> answers.add(Tag.of("span").text("id " + Text.shortened(name, LONGEST))));
    label.ifPresent(right -> answers.add(Tag.of("span").text("label " + right)));
    said.forEach(answers::add);
    Tag columns = Tag.of("dl", "columns");
    held.entrySet().stream().limit(MOST_COLUMNS).forEach(c -> column(columns, c));
    return Tag.of("li").add(answers, columns);
  }

  private static void column(Tag list, Map.Entry<String, String> column) {
    list.add(
        Tag.of("div")
            .add(
                Tag.of("dt").text(Text.shortened(column.getKey(), LONGEST)),
                Tag.of("dd").text(Text.shortened(column.getValue(), LONGEST))));
  }
}
