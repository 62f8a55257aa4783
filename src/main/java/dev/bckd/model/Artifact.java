package dev.bckd.model;

import java.net.URI;
import java.util.Optional;

/**
 * A model file, by place and, where it was announced, by content.
 *
 * @param uri where the file is; {@code file:} in this version
 * @param digest what its content must be; empty where nobody said, then it is computed on fetching
 */
public record Artifact(URI uri, Optional<Digest> digest) {}
