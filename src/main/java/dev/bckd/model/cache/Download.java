package dev.bckd.model.cache;

import dev.bckd.model.BadInputException;
import dev.bckd.model.Content;
import dev.bckd.model.Digest;
import dev.bckd.model.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalLong;

/**
 * Writes what a source gives into a file, and watches over it: no more bytes than the limit,
 * whatever the source promises, and no fewer than it promised.
 *
 * @param place for messages
 * @param limit most bytes
 */
record Download(String place, long limit) {
  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * Writes all of it.
   *
   * @param target does not exist yet
   * @return the digest of what was written
   * @throws BadInputException if it is larger than the limit
   * @throws UnavailableException if it breaks off, or cannot be written
   */
  Digest write(Content content, Path target) {
    refuseLarger(content.length());
    MessageDigest sha = sha256();
    try (OutputStream file = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW);
        OutputStream out = new DigestOutputStream(file, sha)) {
      long written = copy(content.stream(), out);
      refuseShorter(written, content.length());
    } catch (IOException e) {
      throw new UnavailableException(place + ": could not be fetched: " + e, e);
    }
    return new Digest(HexFormat.of().formatHex(sha.digest()));
  }

  /**
   * Refuses what says that it is too large.
   *
   * @param length bytes, where they are known
   */
  void refuseLarger(OptionalLong length) {
    if (length.isPresent() && length.getAsLong() > limit) {
      throw tooLarge("has " + length.getAsLong() + " bytes");
    }
  }

  private long copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long written = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      written += n;
      if (written > limit) {
        throw tooLarge("is larger than the limit");
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new UnavailableException(place + ": fetching it was interrupted");
      }
      out.write(buffer, 0, n);
    }
    return written;
  }

  private void refuseShorter(long written, OptionalLong promised) {
    if (promised.isPresent() && promised.getAsLong() != written) {
      throw new UnavailableException(
          place + ": broke off after " + written + " of " + promised.getAsLong() + " bytes");
    }
  }

  private BadInputException tooLarge(String problem) {
    return new BadInputException(
        place, problem + "; expected at most " + limit + " bytes (BCKD_ARTIFACT_LIMIT)");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
