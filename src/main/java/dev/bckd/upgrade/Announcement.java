package dev.bckd.upgrade;

import dev.bckd.model.Artifact;
import dev.bckd.model.ModelVersion;
import java.util.Optional;

/**
 * A new version of a model, as somebody announced it.
 *
 * @param source CloudEvents source; with the id it names the event
 * @param id CloudEvents id
 * @param version which model and version
 * @param artifact its file
 * @param policy name of the policy it must be judged by; empty: whichever the model has
 */
public record Announcement(
    String source, String id, ModelVersion version, Artifact artifact, Optional<String> policy) {
  /** An announcement that leaves the policy to the service. */
  public Announcement(String source, String id, ModelVersion version, Artifact artifact) {
    this(source, id, version, artifact, Optional.empty());
  }
}
