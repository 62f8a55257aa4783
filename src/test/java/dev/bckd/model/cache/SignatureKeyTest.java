package dev.bckd.model.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures of a file of seven bytes that openssl made, with {@code dgst} and {@code pkeyutl}. */
class SignatureKeyTest {
  private static final String EC =
      """
      -----BEGIN PUBLIC KEY-----
      MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEn1idMEHbYDEUk3+DBOC003PzE4Uv
      iA/TgfhBqRae+YmpyKokB4dN6/B3Yq7oRBsFV4wia6Ib/m6vD1W2EYPu3g==
      -----END PUBLIC KEY-----
      """;
  private static final String EC_SIGNATURE =
      "MEUCIGw3ah7oRzI2GhmYLJV8tfPsfzR0hwbqEFGr8aqOMVZAAiEAiCaINJ7K"
          + "AgjTdpyyAa2Mb7h2oIem9P1Q+3CtBqDXXsc=";
  private static final String ED25519 =
      """
      -----BEGIN PUBLIC KEY-----
      MCowBQYDK2VwAyEAG3gf5jIquCyfGtn0QPDVHbKtiqoiaouxUvpnBoq4XDI=
      -----END PUBLIC KEY-----
      """;
  private static final String ED25519_SIGNATURE =
      "yMEg4XiIWa2ju/cbQZwgHyY0f735OQm75gtdTt4BUn2Qtp1l09zuarzV3zVg"
          + "LggE1di0sH/ftxDQ9UunPrd7DA==";

  @TempDir private Path folder;

  @Test
  void takesASignatureThatOpensslMadeByEcdsa() throws IOException {
    assertThat(signed(EC, EC_SIGNATURE, "weights")).isTrue();
    assertThat(signed(EC, EC_SIGNATURE, "weightz")).isFalse();
  }

  @Test
  void takesASignatureThatOpensslMadeByEd25519() throws IOException {
    assertThat(signed(ED25519, ED25519_SIGNATURE, "weights")).isTrue();
    assertThat(signed(ED25519, ED25519_SIGNATURE, "weightz")).isFalse();
  }

  @Test
  void takesNoSignatureOfAnotherAlgorithm() throws IOException {
    assertThat(signed(EC, ED25519_SIGNATURE, "weights")).isFalse();
    assertThat(signed(ED25519, EC_SIGNATURE, "weights")).isFalse();
  }

  /** Whether it is taken, in base64 and plain alike. */
  private boolean signed(String pem, String signature, String content) throws IOException {
    SignatureKey key = SignatureKey.read("test", Files.writeString(folder.resolve("key.pem"), pem));
    Path file = Files.writeString(folder.resolve("model.pt"), content);
    boolean inBase64 = key.signed(file, (signature + "\n").getBytes(StandardCharsets.US_ASCII));
    assertThat(key.signed(file, Base64.getDecoder().decode(signature))).isEqualTo(inBase64);
    return inBase64;
  }
}
