package dev.bckd.model.cache;

import dev.bckd.model.Digest;
import dev.bckd.model.Found;
import dev.bckd.model.UnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/**
 * Which content a revision of a file has, so that what has not changed is not fetched again. One
 * small file for each.
 *
 * @param folder made when it is first used
 */
record Revisions(Path folder) {
  /** The content of a file as it was found, where that is known. */
  Optional<Digest> digest(Found found) {
    try {
      Path known = place(found);
      return found.revision().isPresent() && Files.isRegularFile(known)
          ? Optional.of(new Digest(Files.readString(known)))
          : Optional.empty();
    } catch (IOException e) {
      // As if it were not known.
      return Optional.empty();
    }
  }

  void remember(Found found, Digest digest) {
    if (found.revision().isEmpty()) {
      return;
    }
    try {
      Path half = Files.createDirectories(folder).resolve("coming-" + UUID.randomUUID());
      Files.writeString(half, digest.sha256());
      Files.move(half, place(found), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UnavailableException(folder + ": cannot be written: " + e, e);
    }
  }

  private Path place(Found found) {
    String name = found.uri() + "\n" + found.revision().orElse("") + "\n" + found.size();
    return folder.resolve(Digest.of(name.getBytes(StandardCharsets.UTF_8)).sha256());
  }
}
