package dev.bckd.model.cache;

import dev.bckd.model.BadInputException;
import dev.bckd.model.Content;
import dev.bckd.model.Digest;
import dev.bckd.model.Found;
import dev.bckd.model.Source;
import dev.bckd.model.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Sees to it that a model file is signed: beside it, under its name and {@code .sig}, lies its
 * signature. A signature that was found good is kept by the content it is for.
 */
final class Signatures {
  private static final int LARGEST_BYTES = 1 << 16;

  private final SignatureKey key;
  private final Path folder;

  /**
   * @param folder where signatures are kept; made when it is first used
   */
  Signatures(SignatureKey key, Path folder) {
    this.key = key;
    this.folder = folder;
  }

  /**
   * Refuses a file that is not signed.
   *
   * @param uri where it was fetched from
   * @param source that gave it
   */
  void check(Path file, Digest digest, URI uri, Source source) {
    Path kept = folder.resolve(digest.sha256());
    try {
      if (Files.isRegularFile(kept) && key.signed(file, Files.readAllBytes(kept))) {
        return;
      }
      byte[] signature = read(uri, source);
      if (!key.signed(file, signature)) {
        throw new BadInputException(
            Found.place(uri), "its signature is not of the key that BCKD_SIGNATURE_KEY names");
      }
      Files.createDirectories(folder);
      Files.write(kept, signature);
    } catch (IOException e) {
      throw new UnavailableException(folder + ": cannot be used: " + e, e);
    }
  }

  private static byte[] read(URI uri, Source source) {
    URI beside = beside(uri);
    try (Content content = source.open(source.find(beside))) {
      byte[] signature = content.stream().readNBytes(LARGEST_BYTES + 1);
      if (signature.length > LARGEST_BYTES) {
        throw new BadInputException(Found.place(beside), "is too large for a signature");
      }
      return signature;
    } catch (IOException e) {
      throw new UnavailableException(Found.place(beside) + ": could not be fetched: " + e, e);
    }
  }

  private static URI beside(URI uri) {
    String text = uri.toString();
    String query = Optional.ofNullable(uri.getRawQuery()).map(q -> "?" + q).orElse("");
    return URI.create(text.substring(0, text.length() - query.length()) + ".sig" + query);
  }
}
