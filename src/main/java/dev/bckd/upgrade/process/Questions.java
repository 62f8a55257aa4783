package dev.bckd.upgrade.process;

import dev.bckd.model.Artifact;
import dev.bckd.model.RemoteFiles;
import dev.bckd.policy.DeployedTeacher;
import dev.bckd.policy.Policies;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.upgrade.Artifacts;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.OvertakenException;
import dev.bckd.upgrade.Served;
import dev.bckd.upgrade.Upgrade;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Answers what a child asks for. A child runs models, which are code that somebody sent: it gets
 * what its upgrade needs and nothing else.
 */
final class Questions {
  private final Upgrade upgrade;
  private final Path work;
  private final Policies policies;
  private final Journal journal;
  private final Artifacts artifacts;
  private final RemoteFiles remote;

  Questions(
      Upgrade upgrade,
      Path work,
      Policies policies,
      Journal journal,
      Artifacts artifacts,
      RemoteFiles remote) {
    this.upgrade = upgrade;
    this.work = work;
    this.policies = policies;
    this.journal = journal;
    this.artifacts = artifacts;
    this.remote = remote;
  }

  /** Whether a message is a question. */
  static boolean asks(Message message) {
    return message instanceof Message.AskDeployed
        || message instanceof Message.AskOrdinal
        || message instanceof Message.AskFile
        || message instanceof Message.AskRows
        || message instanceof Message.AskStore;
  }

  /**
   * The answer to a question.
   *
   * @throws GarbledException if the upgrade does not need it
   * @throws OvertakenException if it asks to store, and another worker has taken the upgrade since
   */
  Message answer(Message question) throws GarbledException {
    if (question instanceof Message.AskDeployed) {
      return new Message.Deployed(journal.deployed(model()));
    }
    if (question instanceof Message.AskFile file) {
      need(known().contains(file.artifact().uri()), "for the file " + file.artifact().uri());
      return new Message.LocalFile(artifacts.fetch(file.artifact()).toString());
    }
    if (question instanceof Message.AskRows rows) {
      need(
          DataPlaces.of(policies.of(model())).contains(rows.location()),
          "for the rows of " + rows.location());
      return new Message.LocalRows(
          remote.fetch(rows.location()).stream()
              .map(file -> new Message.Copy(file.origin(), file.path().toString()))
              .toList());
    }
    if (question instanceof Message.AskStore file) {
      return new Message.Stored(store(file).toString());
    }
    return new Message.Ordinal(journal.ordinal(upgrade));
  }

  private URI store(Message.AskStore asked) throws GarbledException {
    Path file = Path.of(asked.path());
    need(isOwn(file), "to store " + file);
    boolean place =
        asked.version().equals(upgrade.version().version() + "-bckd." + journal.ordinal(upgrade))
            || asked.version().startsWith(upgrade.id().toString());
    need(asked.model().equals(model()) && place, "to store as " + asked.version());
    refuseWhoeverWasReplaced();
    return artifacts.store(asked.model(), asked.version(), file);
  }

  /**
   * What another worker has stored there since may be what is served, under a digest of its own.
   */
  private void refuseWhoeverWasReplaced() {
    Optional<Long> generation = journal.find(upgrade.id()).map(Upgrade::generation);
    if (!generation.equals(Optional.of(upgrade.generation()))) {
      throw new OvertakenException(upgrade);
    }
  }

  /** A file of its work folder, and no link to another. */
  private boolean isOwn(Path file) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && file.toRealPath().startsWith(work.toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Set<URI> known() {
    Set<URI> known = new HashSet<>();
    known.add(upgrade.announcement().artifact().uri());
    journal.deployed(model()).map(Served::uri).ifPresent(known::add);
    upgrade.successor().map(Served::uri).ifPresent(known::add);
    upgrade
        .fetched()
        .ifPresent(
            fetched -> {
              known.add(fetched.incoming().uri());
              fetched.teacher().map(Served::uri).ifPresent(known::add);
            });
    UpgradePolicy policy = policies.of(model());
    Optional<URI> first = policy.teacher().map(DeployedTeacher::artifact).map(Artifact::uri);
    first.ifPresent(known::add);
    policy.distillation().earlier().stream().map(Artifact::uri).forEach(known::add);
    return known;
  }

  private String model() {
    return upgrade.version().model();
  }

  private static void need(boolean needed, String what) throws GarbledException {
    if (!needed) {
      throw new GarbledException("asked " + what + ", which its upgrade does not need");
    }
  }
}
