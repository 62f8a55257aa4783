package dev.bckd.upgrade;

import dev.bckd.model.Artifact;
import dev.bckd.model.ModelVersion;

/**
 * A new version of a model, as somebody announced it.
 *
 * @param source CloudEvents source; with the id it names the event
 * @param id CloudEvents id
 * @param version which model and version
 * @param artifact its file
 */
public record Announcement(String source, String id, ModelVersion version, Artifact artifact) {}
