package dev.bckd.upgrade.process;

import dev.bckd.model.Artifact;
import dev.bckd.model.LocalFile;
import dev.bckd.model.RemoteFiles;
import dev.bckd.upgrade.Artifacts;
import dev.bckd.upgrade.GateOutcome;
import dev.bckd.upgrade.PastUpgrades;
import dev.bckd.upgrade.Progress;
import dev.bckd.upgrade.Served;
import dev.bckd.upgrade.Upgrade;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a stage in a child knows of the world: its parent's journal, files and listeners. */
public final class ParentParts implements PastUpgrades, Artifacts, RemoteFiles, Progress {
  private final ParentLine parent;

  ParentParts(ParentLine parent) {
    this.parent = parent;
  }

  @Override
  public Optional<Served> deployed(String model) {
    return parent.ask(new Message.AskDeployed(model), Message.Deployed.class).served();
  }

  @Override
  public int ordinal(Upgrade upgrade) {
    return parent.ask(new Message.AskOrdinal(), Message.Ordinal.class).ordinal();
  }

  @Override
  public Path fetch(Artifact artifact) {
    return Path.of(parent.ask(new Message.AskFile(artifact), Message.LocalFile.class).path());
  }

  @Override
  public URI store(String model, String version, Path file) {
    Message.AskStore question = new Message.AskStore(model, version, file.toString());
    return URI.create(parent.ask(question, Message.Stored.class).uri());
  }

  @Override
  public List<LocalFile> fetch(String location) {
    return parent.ask(new Message.AskRows(location), Message.LocalRows.class).files().stream()
        .map(file -> new LocalFile(file.origin(), Path.of(file.path())))
        .toList();
  }

  @Override
  public void says(String stage, String line) {
    parent.tell(new Message.Says(stage, line));
  }

  @Override
  public void trained(String model, String term, double value) {
    parent.tell(new Message.Trained(model, term, value));
  }

  @Override
  public void distilled(String model, long samplesSeen) {
    parent.tell(new Message.Distilled(model, samplesSeen));
  }

  @Override
  public void judged(String model, List<GateOutcome> outcomes) {
    parent.tell(new Message.Judged(model, outcomes));
  }
}
