package dev.bckd.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.gates.Ceiling;
import dev.bckd.gates.Decision;
import dev.bckd.gates.GateResult;
import dev.bckd.gates.Rule;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.model.Artifact;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.Role;
import dev.bckd.policy.GateSpec;
import dev.bckd.policy.Limit;
import dev.bckd.policy.Severity;
import dev.bckd.stats.Interval;
import dev.bckd.stats.RateCounts;
import dev.bckd.upgrade.Announcement;
import dev.bckd.upgrade.GateOutcome;
import dev.bckd.upgrade.JournalEntry;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.verdict.Measurement;
import dev.bckd.verdict.Verdict;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UpgradeMetersTest {
  private static final Rule RULE = new Rule(new Ceiling(0.06), 0.95, 0);

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final UpgradeMeters meters = new UpgradeMeters(registry);

  @Test
  void countsHowAnUpgradeEndedAndHowLongItsStagesTook() {
    Upgrade received = received();
    Step failure = new Step.Failed("no such file");
    meters.stepped(received, new Step.Accepted(received.announcement()), Duration.ZERO);
    JournalEntry entry = new JournalEntry(2, received.id(), failure, Instant.EPOCH);
    meters.stepped(received.after(entry), failure, Duration.ofMillis(1500));

    assertThat(scrape())
        .contains(
            "bckd_upgrades_total{model=\"toy\",outcome=\"failed\"} 1.0\n",
            "bckd_upgrade_state{model=\"toy\",state=\"failed\"} 1.0\n",
            "bckd_upgrade_state{model=\"toy\",state=\"received\"} 0.0\n")
        .doesNotContain("stage=");
  }

  @Test
  void timesTheStageThatAStepEnds() {
    meters.stepped(
        received(),
        new Step.Judged(Role.STUDENT, Decision.REJECT, "", URI.create("file:///r")),
        Duration.ofMillis(1500));

    assertThat(scrape())
        .contains("bckd_upgrade_duration_seconds_sum{model=\"toy\",stage=\"judge\"} 1.5\n");
  }

  @Test
  void countsVerdictsAndShowsTheEstimateOfTheWholeSuiteOnly() {
    GateSpec gate =
        new GateSpec(
            "negative-flip-rate", new Limit.AtMost(0.06), List.of(), Severity.BLOCKING, "s.yaml:1");
    meters.judged(
        "toy",
        GateOutcome.of(
            List.of(
                new SuiteJudgement(
                    "old-tasks",
                    100,
                    List.of(),
                    List.of(
                        new GateResult(gate, Optional.empty(), Role.STUDENT, RULE, passed(0.031)),
                        new GateResult(
                            gate, Optional.of("tail"), Role.STUDENT, RULE, passed(0.05)))))));

    assertThat(scrape())
        .contains(
            "bckd_gate_verdicts_total{metric=\"negative-flip-rate\",model=\"toy\","
                + "suite=\"old-tasks\",verdict=\"passed\"} 2.0\n",
            "bckd_gate_estimate_ratio{metric=\"negative-flip-rate\",model=\"toy\","
                + "suite=\"old-tasks\"} 0.031\n");
  }

  @Test
  void showsTheLossAndTheRowsOfADistillation() {
    meters.trained("toy", "cross-entropy", 0.7);
    meters.trained("toy", "cross-entropy", 0.6);
    meters.distilled("toy", 1000);
    meters.distilled("toy", 500);

    assertThat(scrape())
        .contains(
            "bckd_distillation_loss{model=\"toy\",term=\"cross-entropy\"} 0.6\n",
            "bckd_distillation_samples_total{model=\"toy\"} 1500.0\n");
  }

  private static Verdict passed(double estimate) {
    return new Verdict.Passed(
        new Measurement(
            new Interval(estimate, 0.0, 0.06), 0.06, 100, new RateCounts("wilson", 0, 1)));
  }

  private static Upgrade received() {
    Announcement announcement =
        new Announcement(
            "/ci",
            "1",
            new ModelVersion("toy", "42"),
            new Artifact(URI.create("file:///42.pt"), Optional.empty()));
    return Upgrade.replay(
        List.of(
            new JournalEntry(
                1, UUID.randomUUID(), new Step.Accepted(announcement), Instant.EPOCH)));
  }

  private String scrape() {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    try {
      ExpositionFormats.init().getPrometheusTextFormatWriter().write(page, registry.scrape());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return page.toString(StandardCharsets.UTF_8);
  }
}
