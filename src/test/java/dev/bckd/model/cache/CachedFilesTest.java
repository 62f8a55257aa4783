package dev.bckd.model.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Digest;
import dev.bckd.model.files.FileSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CachedFilesTest {
  private static final long LIMIT = 1000;

  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void aModel() throws IOException {
    model = Files.writeString(folder.resolve("model.pt"), "weights");
  }

  @Test
  void givesACopyThatStaysWhenTheFileChanges() throws IOException {
    Path copy = files().fetch(new Artifact(model.toUri(), Optional.empty()));
    Files.writeString(model, "other weights");

    assertThat(copy).hasContent("weights").hasFileName("model.pt");
  }

  @Test
  void findsAFileByItsDigestWhenItIsGone() throws IOException {
    Artifact artifact = new Artifact(model.toUri(), Optional.of(Digest.of(model)));
    Path copy = files().fetch(artifact);
    Files.delete(model);

    assertThat(files().fetch(artifact)).isEqualTo(copy).hasContent("weights");
  }

  @Test
  void fetchesAgainWhatWasDamagedInTheCache() throws IOException {
    Artifact artifact = new Artifact(model.toUri(), Optional.of(Digest.of(model)));
    Files.writeString(files().fetch(artifact), "rotten");

    assertThat(files().fetch(artifact)).hasContent("weights");
  }

  @Test
  void refusesAFileWithAnotherDigestAndKeepsNothingOfIt() throws IOException {
    Digest other = new Digest("0".repeat(64));

    assertThatThrownBy(() -> files().fetch(new Artifact(model.toUri(), Optional.of(other))))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(model + ": expected sha256 0000")
        .hasMessageContaining("found " + Digest.of(model).sha256());
    try (Stream<Path> kept = Files.list(folder.resolve("cache"))) {
      assertThat(kept).isEmpty();
    }
  }

  @Test
  void refusesAFileThatIsTooLargeBeforeItReadsIt() throws IOException {
    Files.write(model, new byte[(int) LIMIT + 1]);

    assertThatThrownBy(() -> files().fetch(new Artifact(model.toUri(), Optional.empty())))
        .isInstanceOf(BadInputException.class)
        .hasMessage(model + ": has 1001 bytes; expected at most 1000 bytes (BCKD_ARTIFACT_LIMIT)");
  }

  @Test
  void refusesAFileWithoutADigestWhereOneIsRequired() {
    CachedFiles strict = files(new Demands(LIMIT, true, Optional.empty(), uri -> false));

    assertThatThrownBy(() -> strict.fetch(new Artifact(model.toUri(), Optional.empty())))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("BCKD_DIGEST_REQUIRED");
    assertThat(strict.fetch(new Artifact(model.toUri(), Optional.of(Digest.of(model)))))
        .hasContent("weights");
  }

  @Test
  void usesOurOwnFilesWhereTheyAreAndTrustsThem() throws Exception {
    CachedFiles ours = files(new Demands(LIMIT, true, Optional.of(key("EC").read()), uri -> true));

    assertThat(ours.fetch(new Artifact(model.toUri(), Optional.empty()))).isEqualTo(model);
    assertThatThrownBy(
            () -> ours.fetch(new Artifact(model.toUri(), Optional.of(new Digest("0".repeat(64))))))
        .isInstanceOf(BadInputException.class);
  }

  @Test
  void refusesASchemeThatNobodyReads() {
    assertThatThrownBy(() -> files().fetch("gs://bucket/rows.csv"))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "gs://bucket/rows.csv: expected a URI that begins with one of file:, s3:, https:");
  }

  @ParameterizedTest
  @CsvSource({"EC, SHA256withECDSA, true", "EC, SHA256withECDSA, false", "Ed25519, Ed25519, true"})
  void takesAFileThatIsSigned(String algorithm, String signing, boolean base64) throws Exception {
    Key key = key(algorithm);
    key.sign(model, signing, base64);
    CachedFiles strict = files(new Demands(LIMIT, false, Optional.of(key.read()), uri -> false));

    Path copy = strict.fetch(new Artifact(model.toUri(), Optional.empty()));
    Files.delete(model);
    Files.delete(folder.resolve("model.pt.sig"));

    assertThat(strict.fetch(new Artifact(model.toUri(), Optional.of(Digest.of(copy)))))
        .as("its signature is kept with it")
        .isEqualTo(copy);
  }

  @Test
  void refusesAFileThatIsNotSigned() throws Exception {
    files().fetch(new Artifact(model.toUri(), Optional.empty()));
    CachedFiles strict =
        files(new Demands(LIMIT, false, Optional.of(key("EC").read()), uri -> false));

    assertThatThrownBy(() -> strict.fetch(new Artifact(model.toUri(), Optional.empty())))
        .as("though it is in the cache")
        .isInstanceOf(BadInputException.class)
        .hasMessage(model + ".sig: no such file; expected the artifact");
  }

  @ParameterizedTest
  @CsvSource({"EC, SHA256withECDSA", "Ed25519, Ed25519"})
  void refusesAFileThatAnotherSigned(String algorithm, String signing) throws Exception {
    key(algorithm).sign(model, signing, true);
    CachedFiles strict =
        files(new Demands(LIMIT, false, Optional.of(key(algorithm).read()), uri -> false));

    assertThatThrownBy(() -> strict.fetch(new Artifact(model.toUri(), Optional.empty())))
        .isInstanceOf(BadInputException.class)
        .hasMessage(model + ": its signature is not of the key that BCKD_SIGNATURE_KEY names");
  }

  @Test
  void refusesASignatureThatIsNone() throws Exception {
    Files.writeString(folder.resolve("model.pt.sig"), "signed by me");
    CachedFiles strict =
        files(new Demands(LIMIT, false, Optional.of(key("EC").read()), uri -> false));

    assertThatThrownBy(() -> strict.fetch(new Artifact(model.toUri(), Optional.empty())))
        .isInstanceOf(BadInputException.class);
  }

  @Test
  void refusesAKeyThatIsNone() throws IOException {
    Path pem = Files.writeString(folder.resolve("key.pem"), "no key");

    assertThatThrownBy(() -> SignatureKey.read("BCKD_SIGNATURE_KEY", pem))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("BCKD_SIGNATURE_KEY: ");
  }

  private CachedFiles files() {
    return files(new Demands(LIMIT, false, Optional.empty(), uri -> false));
  }

  private CachedFiles files(Demands demands) {
    return new CachedFiles(
        Map.of("file", FileSource.anywhere()),
        new ContentCache(folder.resolve("cache"), 1 << 20, Clock.systemUTC()),
        demands);
  }

  private Key key(String algorithm) throws GeneralSecurityException {
    return new Key(folder, KeyPairGenerator.getInstance(algorithm).generateKeyPair());
  }

  /** A key pair and where its public half is written. */
  private record Key(Path folder, KeyPair pair) {
    SignatureKey read() throws IOException {
      String body = Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded());
      Path pem =
          Files.writeString(
              folder.resolve("key.pem"),
              "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n");
      return SignatureKey.read("BCKD_SIGNATURE_KEY", pem);
    }

    void sign(Path file, String algorithm, boolean base64)
        throws IOException, GeneralSecurityException {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(pair.getPrivate());
      signature.update(Files.readAllBytes(file));
      byte[] signed = signature.sign();
      Files.write(
          folder.resolve(file.getFileName() + ".sig"),
          base64
              ? (Base64.getEncoder().encodeToString(signed) + "\n")
                  .getBytes(StandardCharsets.US_ASCII)
              : signed);
    }
  }
}
