package dev.bckd.upgrade;

import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Digest;
import dev.bckd.model.Fetcher;
import dev.bckd.model.Store;
import dev.bckd.model.UnavailableException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Model files and reports in a store.
 *
 * <p>What is served from elsewhere is kept under its digest, so that it can be loaded again when
 * the file it came from has changed or is gone.
 */
public final class StoredArtifacts implements Artifacts {
  /** Letters, digits and a few marks; no separator, and no dot in front. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+=@-][A-Za-z0-9._+=@ -]{0,199}");

  private final Fetcher files;
  private final Store store;

  public StoredArtifacts(Fetcher files, Store store) {
    this.files = files;
    this.store = store;
  }

  @Override
  public Path fetch(Artifact artifact) {
    try {
      return files.fetch(artifact);
    } catch (BadInputException | UnavailableException e) {
      return kept(artifact).map(files::fetch).orElseThrow(() -> e);
    }
  }

  @Override
  public URI store(String model, String version, Path file) {
    return store.put(
        safe("model", model) + "/" + safe("version", version) + "/" + safe("file", name(file)),
        file);
  }

  @Override
  public void keep(Artifact artifact) {
    if (!store.holds(artifact.uri()) && kept(artifact).isEmpty()) {
      Path file = fetch(artifact);
      store.put(keptName(artifact.digest().orElseGet(() -> Digest.of(file))), file);
    }
  }

  private Optional<Artifact> kept(Artifact artifact) {
    return store.holds(artifact.uri())
        ? Optional.empty()
        : artifact
            .digest()
            .flatMap(digest -> store.find(keptName(digest)))
            .map(uri -> new Artifact(uri, artifact.digest()));
  }

  private static String keptName(Digest digest) {
    return ".kept/" + digest.sha256() + "/model.pt";
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static String safe(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new BadInputException(
          what,
          "'"
              + name
              + "' cannot name a file; expected letters, digits and . _ + = @ -, no dot first");
    }
    return name;
  }
}
