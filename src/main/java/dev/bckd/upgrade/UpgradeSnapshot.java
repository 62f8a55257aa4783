package dev.bckd.upgrade;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An upgrade as the outer world sees it, over HTTP and in events.
 *
 * @param id its name
 * @param model the model's name
 * @param version as announced
 * @param state where it is
 * @param decision what the gates say: PROMOTE, REJECT or INCONCLUSIVE; empty before
 * @param reason why it is where it is, in words
 * @param teacher the version it would replace; empty before it is known, or where there is none
 * @param student what was distilled; empty before, or where nothing is
 * @param step of the rollout; empty where the policy has no steps
 * @param weight share of the live traffic that the new version has, percent, 0 to 100
 * @param createdAt time of the announcement's acceptance
 * @param updatedAt time of the last step
 * @param report path of the report; empty before it is judged
 * @param links paths of what belongs to it
 */
public record UpgradeSnapshot(
    UUID id,
    String model,
    String version,
    UpgradeState state,
    Optional<String> decision,
    Optional<String> reason,
    Optional<Teacher> teacher,
    Optional<Student> student,
    Optional<Integer> step,
    int weight,
    Instant createdAt,
    Instant updatedAt,
    Optional<String> report,
    Links links) {

  /** The version that has the traffic before. */
  public record Teacher(String version, String sha256) {}

  /** The version that was distilled. */
  public record Student(String version, URI uri, String sha256) {}

  /** Paths below the service's address. */
  public record Links(String self, Optional<String> report) {}

  /** What there is to say of an upgrade now. */
  public static UpgradeSnapshot of(Upgrade upgrade) {
    String self = "/api/v1/upgrades/" + upgrade.id();
    Optional<String> report = upgrade.report().map(stored -> self + "/report");
    return new UpgradeSnapshot(
        upgrade.id(),
        upgrade.version().model(),
        upgrade.version().version(),
        upgrade.state(),
        upgrade.decision().map(Enum::name),
        upgrade.reason(),
        upgrade.fetched().flatMap(Step.Fetched::teacher).map(UpgradeSnapshot::teacher),
        upgrade.student().map(UpgradeSnapshot::student),
        Optional.empty(),
        upgrade.state() == UpgradeState.PROMOTED ? 100 : 0,
        upgrade.createdAt(),
        upgrade.updatedAt(),
        report,
        new Links(self, report));
  }

  private static Teacher teacher(Served served) {
    return new Teacher(served.version(), served.digest().sha256());
  }

  private static Student student(Served served) {
    return new Student(served.version(), served.uri(), served.digest().sha256());
  }
}
