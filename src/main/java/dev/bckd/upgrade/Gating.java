package dev.bckd.upgrade;

import dev.bckd.evaluation.Examination;
import dev.bckd.evaluation.Examiner;
import dev.bckd.evaluation.Permuted;
import dev.bckd.evaluation.SliceSearch;
import dev.bckd.evaluation.SuitePictures;
import dev.bckd.evaluation.Vacuous;
import dev.bckd.gates.Comparison;
import dev.bckd.gates.Judge;
import dev.bckd.gates.SelfTest;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.inference.ScoringEngine;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.Role;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.UpgradePolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Puts all suites of a policy to models and lets the gates judge one of them. */
public final class Gating {
  private final ScoringEngine engine;
  private final Examiner examiner;
  private final SuitePictures pictures;
  private final SliceSearch search;
  private final Progress progress;

  /**
   * @param engine loads the models
   * @param examiner puts suites to them
   * @param pictures looks closer, for people
   * @param search looks for slices where a suite asks for it
   * @param progress told of every suite
   */
  public Gating(
      ScoringEngine engine,
      Examiner examiner,
      SuitePictures pictures,
      SliceSearch search,
      Progress progress) {
    this.engine = engine;
    this.examiner = examiner;
    this.pictures = pictures;
    this.search = search;
    this.progress = progress;
  }

  /**
   * The judgement of every suite.
   *
   * @param models the models' files, by the part each plays
   * @param judged whom to judge; one of them
   * @throws dev.bckd.model.BadInputException if a model or a suite cannot be used as it is
   */
  public List<SuiteJudgement> judge(UpgradePolicy policy, Map<Role, Path> models, Role judged) {
    Judge judge = new Judge(policy.distillation().seed());
    return each(
        policy,
        models,
        examination ->
            judge
                .judge(examination, judged)
                .with(search.findings(examination, judged))
                .with(
                    policy.gates().showRows()
                        ? pictures.of(examination, judged)
                        : pictures.withoutRows(examination)));
  }

  /**
   * Teacher and candidate side by side on every suite.
   *
   * @param models the models' files: teacher and candidate
   * @throws dev.bckd.model.BadInputException if a model or a suite cannot be used as it is
   */
  public List<Comparison> compare(UpgradePolicy policy, Map<Role, Path> models) {
    long seed = policy.distillation().seed();
    return each(policy, models, examination -> Comparison.of(examination, seed)).stream()
        .flatMap(List::stream)
        .toList();
  }

  /**
   * The teacher against itself, against its answers permuted, and with wrong answers put in.
   *
   * @param teacher the model's file
   * @throws dev.bckd.model.BadInputException if the model or a suite cannot be used as it is
   */
  public SelfTestReport selfTest(UpgradePolicy policy, Path teacher) {
    long seed = policy.distillation().seed();
    Judge judge = new Judge(seed);
    SelfTest test = new SelfTest(seed);
    List<SuiteJudgement> itself = new ArrayList<>();
    List<SuiteJudgement> permuted = new ArrayList<>();
    List<SelfTest.Response> responses = new ArrayList<>();
    try (ScoringModel model = engine.open(teacher, policy.signature())) {
      for (RegressionSuite suite : policy.gates().suites()) {
        progress.says("self-test", suite.name());
        Examination same = examiner.examine(policy, suite, beside(model, model));
        Vacuous.refuse(same);
        itself.add(judge.judge(same, Role.CANDIDATE));
        Examination shuffled =
            examiner.examine(policy, suite, beside(model, new Permuted(model, seed)));
        permuted.add(judge.judge(shuffled, Role.CANDIDATE));
        responses.addAll(test.responses(same));
      }
    }
    return new SelfTestReport(itself, permuted, responses);
  }

  private static Map<Role, ScoringModel> beside(ScoringModel teacher, ScoringModel candidate) {
    return Map.of(Role.TEACHER, teacher, Role.CANDIDATE, candidate);
  }

  private <T> List<T> each(
      UpgradePolicy policy, Map<Role, Path> models, Function<Examination, T> look) {
    Map<Role, ScoringModel> opened = new EnumMap<>(Role.class);
    try {
      for (Map.Entry<Role, Path> model : new EnumMap<>(models).entrySet()) {
        opened.put(model.getKey(), engine.open(model.getValue(), policy.signature()));
      }
      List<T> all = new ArrayList<>();
      for (RegressionSuite suite : policy.gates().suites()) {
        progress.says("judge", suite.name());
        Examination examination = examiner.examine(policy, suite, opened);
        Vacuous.refuse(examination);
        if (examination.repeated() > 0) {
          progress.says(
              "judge",
              "warning: %s: %d rows are the same as one before them; each counts"
                  .formatted(suite.name(), examination.repeated()));
        }
        all.add(look.apply(examination));
      }
      return all;
    } finally {
      opened.values().forEach(ScoringModel::close);
    }
  }
}
