package dev.bckd.model.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.model.BadInputException;
import dev.bckd.model.https.AllowedHosts;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreSettingsTest {
  @Test
  void readsFilesOfItsOwnFoldersOnlyWhereNothingIsSaid() {
    Path home = Path.of(".bckd").toAbsolutePath();

    assertThat(StoreSettings.of(Map.of()))
        .isEqualTo(
            new StoreSettings(
                home,
                home.resolve("store").toString(),
                List.of(home, Path.of("regression-suites").toAbsolutePath(), home.resolve("store")),
                Optional.empty(),
                Optional.empty(),
                10_000_000_000L,
                20_000_000_000L,
                false,
                Optional.empty()));
  }

  @Test
  void takesEveryVariable() {
    StoreSettings settings =
        StoreSettings.of(
            Map.of(
                "BCKD_HOME", "/data/bckd",
                "BCKD_STORE", "s3://models/bckd",
                "BCKD_POLICIES", "/etc/bckd",
                "BCKD_FILE_ROOTS", "/models: /training/out",
                "BCKD_HTTPS_HOSTS", "models.example.com",
                "AWS_ENDPOINT_URL", "http://ignored:1",
                "AWS_ENDPOINT_URL_S3", "http://minio:9000",
                "BCKD_ARTIFACT_LIMIT", "1 GiB",
                "BCKD_DIGEST_REQUIRED", "true",
                "BCKD_SIGNATURE_KEY", "/etc/bckd/key.pem"));

    assertThat(settings)
        .isEqualTo(
            new StoreSettings(
                Path.of("/data/bckd"),
                "s3://models/bckd",
                List.of(
                    Path.of("/data/bckd"),
                    Path.of("/etc/bckd"),
                    Path.of("/models"),
                    Path.of("/training/out")),
                Optional.of(new AllowedHosts(List.of("models.example.com"))),
                Optional.of(URI.create("http://minio:9000")),
                1L << 30,
                20_000_000_000L,
                true,
                Optional.of(Path.of("/etc/bckd/key.pem"))));
    assertThat(settings.storeIsBucket()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "BCKD_STORE | gs://bucket | expected a folder or s3://bucket/prefix, got 'gs://bucket'",
        "BCKD_STORE | s3: | expected a folder or s3://bucket/prefix, got 's3:'",
        "BCKD_HTTPS_HOSTS | https://host | 'https://host' is no host; expected host, host:port or *.domain",
        "AWS_ENDPOINT_URL_S3 | minio:9000 | expected http(s)://host:port, got 'minio:9000'",
        "BCKD_ARTIFACT_LIMIT | much | expected a size such as 500 MB or 20 GiB, got 'much'",
        "BCKD_CACHE_LIMIT | 0 | expected a size such as 500 MB or 20 GiB, got '0'",
        "BCKD_DIGEST_REQUIRED | yes | expected true or false, got 'yes'",
      })
  void namesTheVariableThatIsWrong(String name, String value, String problem) {
    assertThatThrownBy(() -> StoreSettings.of(Map.of(name, value)))
        .isInstanceOf(BadInputException.class)
        .hasMessage(name + ": " + problem);
  }

  @ParameterizedTest
  @CsvSource({
    "4096, 4096",
    "10 GB, 10000000000",
    "1kB, 1000",
    "2 GiB, 2147483648",
    "3M, 3000000",
    "1 TiB, 1099511627776",
  })
  void readsSizesAsPeopleWriteThem(String text, long bytes) {
    assertThat(ByteSize.of("test", text)).isEqualTo(bytes);
  }
}
