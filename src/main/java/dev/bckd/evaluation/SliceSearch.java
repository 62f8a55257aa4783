package dev.bckd.evaluation;

import dev.bckd.history.ColumnSummary;
import dev.bckd.history.ColumnSurvey;
import dev.bckd.model.Role;
import dev.bckd.policy.DataSet;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.stats.Statistic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/** Looks for slices of a suite that nobody asked for and that fare worse than the rest. */
public final class SliceSearch {
  private final ColumnSurvey survey;

  /**
   * @param survey looks over the suite's columns
   */
  public SliceSearch(ColumnSurvey survey) {
    this.survey = survey;
  }

  /**
   * The slices in which a model flips more often than elsewhere, the worst first.
   *
   * @param examination of a suite with {@code discover: true}; any other has no findings
   * @param judged the model
   * @return none either where there is no teacher to flip from
   */
  public List<SliceFinding> findings(Examination examination, Role judged) {
    Optional<IntPredicate> flip = flip(examination.whole(), judged);
    if (!examination.suite().discover()
        || !examination.roles().contains(Role.TEACHER)
        || judged == Role.TEACHER
        || flip.isEmpty()) {
      return List.of();
    }
    int rows = examination.whole().samples();
    SuitePart<?> whole = examination.whole();
    return new SliceScan(rows, flip.get(), whole.units(), whole.weights())
        .findings(columns(examination.suite(), rows));
  }

  private List<ScanColumn> columns(RegressionSuite suite, int rows) {
    DataSet data = suite.data();
    Set<String> left = leftOut(suite);
    List<String> names = new ArrayList<>();
    List<List<String>> conditions = new ArrayList<>();
    for (ColumnSummary column :
        survey.summaries(data.files(), data.where(), ScanCuts.MOST_VALUES, ScanCuts.SHARES)) {
      List<String> parts = left.contains(column.name()) ? List.of() : ScanCuts.of(column, rows);
      if (!parts.isEmpty()) {
        names.add(column.name());
        conditions.add(parts);
      }
    }
    if (names.isEmpty()) {
      return List.of();
    }
    List<byte[]> codes = survey.firstMet(data.files(), data.where(), conditions);
    List<ScanColumn> columns = new ArrayList<>();
    for (int i = 0; i < codes.size(); i++) {
      columns.add(new ScanColumn(names.get(i), conditions.get(i), codes.get(i)));
    }
    return columns;
  }

  /** Columns that say what is right, whose a row is, or how much it counts. */
  private static Set<String> leftOut(RegressionSuite suite) {
    Set<String> left = new HashSet<>();
    suite.label().ifPresent(left::add);
    suite.id().ifPresent(left::add);
    suite.group().ifPresent(left::add);
    suite.weight().ifPresent(left::add);
    suite.ranking().ifPresent(ranking -> left.add(ranking.relevant()));
    suite.retrieval().ifPresent(retrieval -> left.add(retrieval.relevant()));
    return left;
  }

  /** By what the suite's kind calls a flip from right to wrong. */
  private static Optional<IntPredicate> flip(SuitePart<?> whole, Role judged) {
    return whole.metrics().stream()
        .map(Metric::name)
        .filter(name -> name.equals("negative-flip-rate") || name.startsWith("hit-flip-rate@"))
        .findFirst()
        .map(
            name -> {
              Statistic flips = whole.statistic(name, judged);
              return row -> flipped(flips, row);
            });
  }

  private static boolean flipped(Statistic flips, int row) {
    double[] sums = new double[flips.formula().width()];
    flips.add(row, 1, sums, 0);
    return sums[0] > 0;
  }
}
