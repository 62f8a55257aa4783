package dev.bckd.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.distillation.DistillationListener;
import dev.bckd.distillation.DistillationTask;
import dev.bckd.distillation.Distiller;
import dev.bckd.distillation.djl.DjlTrainer;
import dev.bckd.evaluation.Examiner;
import dev.bckd.gates.Conclusion;
import dev.bckd.gates.Decision;
import dev.bckd.gates.Decisions;
import dev.bckd.gates.Judge;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.history.duckdb.DuckDbHistory;
import dev.bckd.inference.ScoringEngine;
import dev.bckd.inference.ScoringModel;
import dev.bckd.inference.djl.DjlScoringEngine;
import dev.bckd.model.Role;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.policy.When;
import dev.bckd.policy.yaml.PolicyReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's story on another shop than the demo's, under the policy and suites it ships. */
class ShopUpgradeIT {
  private static final ShopPlan PLAN = ShopPlan.DEMO.withSeed(11);
  private static final String INCOMING = "2";

  @TempDir static Path home;

  private static final DuckDbHistory HISTORY = new DuckDbHistory();
  private static final Distiller DISTILLER =
      new Distiller(HISTORY, new DjlScoringEngine(), new DjlTrainer(), Clock.systemUTC());
  private static final ScoringEngine ENGINE = new DjlScoringEngine();

  private static ShopWorld world;
  private static UpgradePolicy policy;

  @BeforeAll
  static void prepareAnotherShop() {
    world = ShopWorld.prepare(home, PLAN, DISTILLER, line -> {});
    policy = PolicyReader.read(world.policies().resolve("shop").resolve("policy.yaml"));
  }

  @Test
  void theShippedPolicyNamesTheModelsThatTheShopTrained() {
    assertThat(policy.model()).isEqualTo(ShopWorld.MODEL);
    assertThat(policy.signature()).isEqualTo(ShopRanker.SIGNATURE);
    assertThat(policy.distillation().when()).isEqualTo(When.ON_REGRESSION);
    assertThat(policy.teacher().orElseThrow().version()).isEqualTo(ShopWorld.TEACHER);
    assertThat(Path.of(policy.teacher().orElseThrow().artifact().uri()))
        .isEqualTo(world.model(ShopWorld.TEACHER));
  }

  @Test
  void theIncomingModelIsRejectedAsDeliveredAndPromotedWhenDistilled() {
    Path student = home.resolve("student.pt");
    Path teacher = world.model(ShopWorld.TEACHER);
    Path incoming = world.model(INCOMING);

    Conclusion delivered =
        judged(Map.of(Role.TEACHER, teacher, Role.INCOMING, incoming), Role.INCOMING);
    DISTILLER.distil(
        new DistillationTask(policy, teacher, incoming, student), DistillationListener.SILENT);
    Conclusion distilled =
        judged(
            Map.of(Role.TEACHER, teacher, Role.INCOMING, incoming, Role.STUDENT, student),
            Role.STUDENT);

    assertThat(delivered.decision()).as(delivered.reason()).isEqualTo(Decision.REJECT);
    assertThat(delivered.reason()).contains("old-tasks: negative-flip-rate");
    assertThat(distilled.decision()).as(distilled.reason()).isEqualTo(Decision.PROMOTE);
  }

  @Test
  void theIncomingModelIsHonestlyBetterOnTheNewSeasonAndWorseOnTheOld() {
    Map<Role, Path> models =
        Map.of(Role.TEACHER, world.model(ShopWorld.TEACHER), Role.INCOMING, world.model(INCOMING));
    List<SuiteJudgement> suites = judgements(models, Role.INCOMING);

    assertThat(gain(suites, "old-tasks")).isLessThan(-0.01);
    assertThat(gain(suites, "new-tasks")).isGreaterThan(0.01);
  }

  @Test
  void aSecondPreparationChangesNothing() throws Exception {
    byte[] before = java.nio.file.Files.readAllBytes(world.model(INCOMING));

    ShopWorld again = ShopWorld.prepare(home, PLAN, DISTILLER, line -> {});

    assertThat(again.incoming()).isEqualTo(INCOMING);
    assertThat(again.model(INCOMING)).hasBinaryContent(before);
  }

  /** Accuracy of the incoming model minus the teacher's. */
  private static double gain(List<SuiteJudgement> suites, String suite) {
    Map<Role, Double> accuracy =
        suites.stream()
            .filter(judgement -> judgement.suite().equals(suite))
            .flatMap(judgement -> judgement.metrics().stream())
            .filter(metric -> metric.metric().equals("accuracy") && metric.slice().isEmpty())
            .findFirst()
            .orElseThrow()
            .values();
    return accuracy.get(Role.INCOMING) - accuracy.get(Role.TEACHER);
  }

  private static Conclusion judged(Map<Role, Path> files, Role role) {
    return Decisions.of(judgements(files, role));
  }

  private static List<SuiteJudgement> judgements(Map<Role, Path> files, Role role) {
    Map<Role, ScoringModel> models = new EnumMap<>(Role.class);
    files.forEach((part, file) -> models.put(part, ENGINE.open(file, policy.signature())));
    try {
      Examiner examiner = new Examiner(HISTORY);
      return policy.gates().suites().stream()
          .map(suite -> new Judge().judge(examiner.examine(policy, suite, models), role))
          .toList();
    } finally {
      models.values().forEach(ScoringModel::close);
    }
  }
}
