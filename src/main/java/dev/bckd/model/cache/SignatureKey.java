package dev.bckd.model.cache;

import dev.bckd.model.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * A public key that model files must be signed for.
 *
 * <p>ECDSA over SHA-256, as {@code cosign sign-blob --key} and {@code openssl dgst -sha256 -sign}
 * make it, or Ed25519 over the file itself. Java holds a file in memory to check the latter, so it
 * is for files up to 256 MiB.
 */
public final class SignatureKey {
  private static final long ED25519_BYTES = 256L << 20;
  private static final List<String> ALGORITHMS = List.of("EC", "Ed25519");

  private final PublicKey key;

  private SignatureKey(PublicKey key) {
    this.key = key;
  }

  /**
   * Reads a key in PEM.
   *
   * @param setting that names the file, for messages
   */
  public static SignatureKey read(String setting, Path pem) {
    String problem = "it is empty";
    try {
      String body = Files.readString(pem).replaceAll("-----[A-Z ]+-----|\\s", "");
      X509EncodedKeySpec encoded = new X509EncodedKeySpec(Base64.getDecoder().decode(body));
      for (String algorithm : ALGORITHMS) {
        try {
          return new SignatureKey(KeyFactory.getInstance(algorithm).generatePublic(encoded));
        } catch (InvalidKeySpecException e) {
          problem = "it is no key of ECDSA or Ed25519";
        }
      }
    } catch (IOException | IllegalArgumentException | GeneralSecurityException e) {
      problem = e.toString();
    }
    throw new BadInputException(
        setting, "expected a public key in PEM in '" + pem + "': " + problem);
  }

  /**
   * Whether a signature is the key's owner's for a file.
   *
   * @param signature its bytes, or these in base64
   */
  boolean signed(Path file, byte[] signature) {
    try {
      Signature check = Signature.getInstance(isEc() ? "SHA256withECDSA" : "Ed25519");
      check.initVerify(key);
      if (!isEc() && Files.size(file) > ED25519_BYTES) {
        throw new BadInputException(
            file.toString(),
            "is larger than 256 MiB, which Ed25519 is not checked for; expected an ECDSA key");
      }
      update(check, file);
      return check.verify(plain(signature));
    } catch (GeneralSecurityException e) {
      // Bytes that are no signature at all.
      return false;
    } catch (IOException e) {
      throw new BadInputException(file.toString(), "cannot be read: " + e);
    }
  }

  private boolean isEc() {
    return key.getAlgorithm().equals("EC");
  }

  private static void update(Signature check, Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        check.update(buffer, 0, n);
      }
    }
  }

  private static byte[] plain(byte[] signature) {
    try {
      String text = new String(signature, StandardCharsets.US_ASCII);
      return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      return signature;
    }
  }
}
