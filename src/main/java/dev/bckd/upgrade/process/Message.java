package dev.bckd.upgrade.process;

import dev.bckd.model.Artifact;
import dev.bckd.upgrade.GateOutcome;
import dev.bckd.upgrade.Served;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a child that does a stage's work and its parent tell each other, a line each. The parent
 * asks for a stage with {@link Begin}. While it works the child tells of its progress and asks for
 * what only its parent has, one question at a time: the journal and the store. How the stage ended
 * comes last; after {@link Done} the parent may ask for the next stage of the same upgrade.
 */
sealed interface Message {
  /** Of this protocol: parent and child are of one program, and say so. */
  int VERSION = 1;

  /** A step as the journal has it. */
  record StepText(String kind, String body) {}

  /** An entry of the upgrade's journal. */
  record Entry(long position, UUID upgrade, StepText step, Instant at) {}

  /**
   * Parent: what to do.
   *
   * @param protocol version of this protocol
   * @param home {@code BCKD_HOME}
   * @param policies folder of the policies
   * @param work folder for files in the making
   * @param entries of the upgrade; its state says which stage is due
   */
  record Begin(int protocol, String home, String policies, String work, List<Entry> entries)
      implements Message {}

  /** Child: which version did the last promoted upgrade bring? */
  record AskDeployed(String model) implements Message {}

  /** Parent: that one. */
  record Deployed(Optional<Served> served) implements Message {}

  /** Child: the how many-eth announcement of its version is this? */
  record AskOrdinal() implements Message {}

  /** Parent: that many. */
  record Ordinal(int ordinal) implements Message {}

  /** Child: where is a copy of an artifact that I can read? */
  record AskFile(Artifact artifact) implements Message {}

  /** Parent: there. */
  record LocalFile(String path) implements Message {}

  /** Child: where are copies of the rows of a place on another machine? */
  record AskRows(String location) implements Message {}

  /** Parent: there. */
  record LocalRows(List<Copy> files) implements Message {}

  /** A file and where it came from. */
  record Copy(String origin, String path) {}

  /** Child: store a file of my work folder. */
  record AskStore(String model, String version, String path) implements Message {}

  /** Parent: stored there. */
  record Stored(String uri) implements Message {}

  /** Child: a line for people. */
  record Says(String stage, String line) implements Message {}

  /** Child: a term of the loss, after an epoch. */
  record Trained(String model, String term, double value) implements Message {}

  /** Child: how many rows were stepped on. */
  record Distilled(String model, long samplesSeen) implements Message {}

  /** Child: what the gates concluded. */
  record Judged(String model, List<GateOutcome> outcomes) implements Message {}

  /** Child, last: the stage's step. */
  record Done(StepText step) implements Message {}

  /** Child, last: what the user gave cannot be used. */
  record BadInput(String line) implements Message {}

  /** Child, last: a defect. */
  record Broken(String problem) implements Message {}
}
