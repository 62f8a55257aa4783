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

/**
 * Model files and reports in a store.
 *
 * <p>What is served from elsewhere is kept under its digest, so that it can be loaded again when
 * the file it came from has changed or is gone.
 */
public final class StoredArtifacts implements Artifacts {
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
        FileNames.safe("model", model)
            + "/"
            + FileNames.safe("version", version)
            + "/"
            + FileNames.safe("file", name(file)),
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
}
