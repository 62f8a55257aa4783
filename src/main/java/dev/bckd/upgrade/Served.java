package dev.bckd.upgrade;

import dev.bckd.model.Artifact;
import dev.bckd.model.Digest;
import java.net.URI;
import java.util.Optional;

/**
 * A version whose file was fetched and checked.
 *
 * @param version its version
 * @param uri where the file is
 * @param digest of the file
 */
public record Served(String version, URI uri, Digest digest) {
  /** Its file, by place and content. */
  public Artifact artifact() {
    return new Artifact(uri, Optional.of(digest));
  }
}
