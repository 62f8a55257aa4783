package dev.bckd.evaluation;

import dev.bckd.history.RowTexts;
import dev.bckd.model.Role;
import dev.bckd.policy.DataSet;
import dev.bckd.policy.RankingSpec;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.RetrievalSpec;
import dev.bckd.stats.McNemar;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Draws the pictures of examined suites.
 *
 * @param rows shows the rows of the worst flips
 */
public record SuitePictures(RowTexts rows) {
  /**
   * Looks at a suite.
   *
   * @param judged whose worst flips to show
   */
  public SuitePicture of(Examination examination, Role judged) {
    return new SuitePicture(
        flips(examination),
        calibration(examination),
        worst(examination, judged),
        new BrokenRows(rows, examination).of(judged),
        true);
  }

  /** The same with nothing of any single row. */
  public SuitePicture withoutRows(Examination examination) {
    return new SuitePicture(
        flips(examination), calibration(examination), List.of(), List.of(), false);
  }

  private static List<Flips> flips(Examination examination) {
    List<Flips> flips = new ArrayList<>();
    if (hasTeacher(examination)) {
      for (SuitePart<?> part : examination.parts()) {
        for (Role model : part.evidence().roles()) {
          if (model != Role.TEACHER) {
            FlipTable table = table(examination, part, model);
            flips.add(new Flips(part.name(), model, table, mcNemar(part, table)));
          }
        }
      }
    }
    return flips;
  }

  private static FlipTable table(Examination examination, SuitePart<?> part, Role model) {
    return FlipTable.of(
        part.samples(),
        right(examination, part.evidence(), Role.TEACHER),
        right(examination, part.evidence(), model),
        part.weights().orElse(row -> 1));
  }

  /** One question a suite: of many slices some would show what is chance. */
  private static Optional<Double> mcNemar(SuitePart<?> part, FlipTable table) {
    return part.slice().isEmpty() && part.weights().isEmpty() && part.units().independent()
        ? Optional.of(McNemar.exact((int) table.onlyTeacher(), (int) table.onlyModel()))
        : Optional.empty();
  }

  private static IntPredicate right(Examination examination, Evidence<?> evidence, Role model) {
    if (evidence instanceof Answers answers) {
      return i -> answers.right(model, i);
    }
    Rankings rankings = (Rankings) evidence;
    int k = k(examination);
    return i -> rankings.hits(model, i, k) > 0;
  }

  private static Map<Role, CalibrationCurve> calibration(Examination examination) {
    Map<Role, CalibrationCurve> curves = new EnumMap<>(Role.class);
    if (examination.whole().evidence() instanceof Answers answers) {
      for (Role model : answers.roles()) {
        curves.put(
            model,
            CalibrationCurve.of(
                answers.samples(),
                i -> answers.confidence(model, i),
                i -> answers.right(model, i),
                examination.whole().weights().orElse(row -> 1)));
      }
    }
    return curves;
  }

  private List<Flip> worst(Examination examination, Role judged) {
    if (!hasTeacher(examination) || judged == Role.TEACHER) {
      return List.of();
    }
    List<Flip> worst =
        examination.whole().evidence() instanceof Answers answers
            ? WorstFlips.of(answers, judged)
            : WorstFlips.of((Rankings) examination.whole().evidence(), judged, k(examination));
    if (worst.isEmpty()) {
      return List.of();
    }
    DataSet data = examination.suite().data();
    Map<Integer, Map<String, String>> held =
        rows.texts(data.files(), data.where(), Set.copyOf(worst.stream().map(Flip::row).toList()));
    return worst.stream()
        .map(flip -> flip.with(held.getOrDefault(flip.row(), Map.of()), examination.suite().id()))
        .toList();
  }

  private static boolean hasTeacher(Examination examination) {
    return examination.roles().contains(Role.TEACHER);
  }

  private static int k(Examination examination) {
    RegressionSuite suite = examination.suite();
    return suite
        .ranking()
        .map(RankingSpec::k)
        .or(() -> suite.retrieval().map(RetrievalSpec::k))
        .orElseThrow();
  }
}
