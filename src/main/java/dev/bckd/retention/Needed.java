package dev.bckd.retention;

import dev.bckd.model.Digest;
import dev.bckd.upgrade.Served;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.UpgradeState;
import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What somebody needs.
 *
 * @param artifacts model and version, with a slash between, whose files are needed
 * @param reports model and version whose reports are needed, however old they are
 * @param digests contents that are needed
 */
public record Needed(Set<String> artifacts, Set<String> reports, Set<Digest> digests) {
  public Needed {
    artifacts = Set.copyOf(artifacts);
    reports = Set.copyOf(reports);
    digests = Set.copyOf(digests);
  }

  /**
   * What upgrades need: those that have not ended, and the last promotions.
   *
   * @param teachers contents that policies name as deployed
   */
  public static Needed by(Collection<Upgrade> upgrades, Collection<Digest> teachers) {
    Set<String> artifacts = new HashSet<>();
    Set<String> reports = new HashSet<>();
    Set<Digest> digests = new HashSet<>(teachers);
    for (Upgrade upgrade : upgrades) {
      served(upgrade).forEach(version -> digests.add(version.digest()));
      served(upgrade).flatMap(version -> place(version.uri()).stream()).forEach(artifacts::add);
      if (upgrade.state() != UpgradeState.PROMOTED) {
        upgrade.report().flatMap(Needed::place).ifPresent(reports::add);
      }
    }
    return new Needed(artifacts, reports, digests);
  }

  /** All versions that an upgrade has to do with. */
  private static Stream<Served> served(Upgrade upgrade) {
    return Stream.of(
            upgrade.fetched().flatMap(Step.Fetched::teacher),
            upgrade.fetched().map(Step.Fetched::incoming),
            upgrade.student())
        .flatMap(Optional::stream);
  }

  /** Model and version of a file that is stored as model, version, file. */
  private static Optional<String> place(URI uri) {
    String[] parts = Optional.ofNullable(uri.getPath()).orElse("").split("/", -1);
    return parts.length < 3
        ? Optional.empty()
        : Optional.of(parts[parts.length - 3] + "/" + parts[parts.length - 2]);
  }
}
