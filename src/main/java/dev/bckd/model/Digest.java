package dev.bckd.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The identity of a file's content.
 *
 * @param sha256 SHA-256 of the content, 64 lower-case hexadecimal digits
 */
public record Digest(String sha256) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  public Digest {
    if (!HEX.matcher(sha256).matches()) {
      throw new BadInputException(
          "sha256", "expected 64 lower-case hex digits, got '" + sha256 + "'");
    }
  }

  /** The digest of a file's content. */
  public static Digest of(Path file) {
    MessageDigest sha = newSha256();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha.update(buffer, 0, n);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Digest(HexFormat.of().formatHex(sha.digest()));
  }

  /** The digest of these bytes. */
  public static Digest of(byte[] content) {
    return new Digest(HexFormat.of().formatHex(newSha256().digest(content)));
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
