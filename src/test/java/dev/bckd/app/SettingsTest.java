package dev.bckd.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.model.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @Test
  void startsEverythingItselfWhereNothingIsSaid() {
    assertThat(Settings.of(Map.of()))
        .isEqualTo(
            new Settings(
                Path.of(".bckd").toAbsolutePath(),
                Path.of(".bckd/store").toAbsolutePath().toString(),
                Path.of("regression-suites").toAbsolutePath(),
                Roles.ALL,
                2,
                8080,
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void takesEveryVariable(@TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("password"), "s3cret\n");

    Settings settings =
        Settings.of(
            Map.ofEntries(
                Map.entry("BCKD_ROLES", "router, worker"),
                Map.entry("BCKD_UPGRADES_AT_ONCE", "3"),
                Map.entry("BCKD_HOME", "/data/bckd"),
                Map.entry("BCKD_STORE", "/data/models"),
                Map.entry("BCKD_POLICIES", "/etc/bckd"),
                Map.entry("BCKD_HTTP_PORT", "9000"),
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092"),
                Map.entry("BCKD_DATABASE_URL", "postgresql://db/bckd"),
                Map.entry("BCKD_DATABASE_USER", "bckd"),
                Map.entry("BCKD_DATABASE_PASSWORD_FILE", secret.toString())));

    assertThat(settings)
        .isEqualTo(
            new Settings(
                Path.of("/data/bckd"),
                "/data/models",
                Path.of("/etc/bckd"),
                new Roles(Set.of(ServiceRole.WORKER, ServiceRole.ROUTER)),
                3,
                9000,
                Optional.of("kafka:9092"),
                Optional.of(
                    new Settings.Database(
                        "jdbc:postgresql://db/bckd", Optional.of("bckd"), Optional.of("s3cret")))));
  }

  @Test
  void namesTheVariableThatIsWrong() {
    refuses("BCKD_HTTP_PORT", "http", "BCKD_HTTP_PORT: expected 0 to 65535, got 'http'");
    refuses("BCKD_HTTP_PORT", "65536", "BCKD_HTTP_PORT: expected 0 to 65535, got '65536'");
    refuses("BCKD_UPGRADES_AT_ONCE", "0", "BCKD_UPGRADES_AT_ONCE: expected 1 to 999, got '0'");
    refuses("BCKD_UPGRADES_AT_ONCE", "x", "BCKD_UPGRADES_AT_ONCE: expected 1 to 999, got 'x'");
    refuses(
        "BCKD_STORE",
        "gs://bucket",
        "BCKD_STORE: expected a folder or s3://bucket/prefix, got 'gs://bucket'");
    refuses(
        "BCKD_DATABASE_URL",
        "jdbc:h2:mem",
        "BCKD_DATABASE_URL: expected jdbc:postgresql://host:port/database, got 'jdbc:h2:mem'");
  }

  @Test
  void aRoleThatNeedsOthersIsToldWhereTheyMeet() {
    refuses(
        "BCKD_ROLES",
        "worker,judge",
        "BCKD_ROLES: expected control, worker, router or some of them, got 'judge'");
    refuses(
        "BCKD_ROLES",
        "control,router",
        "BCKD_DATABASE_URL: the roles control,router share a database with others, so it has to be"
            + " named");
    assertThat(Settings.of(Map.of("BCKD_ROLES", "control,worker")).roles().loadsModels()).isTrue();
  }

  @Test
  void saysThatThePasswordFileIsNotThere() {
    assertThatThrownBy(
            () ->
                Settings.of(
                    Map.of(
                        "BCKD_DATABASE_URL", "jdbc:postgresql://db/bckd",
                        "BCKD_DATABASE_PASSWORD_FILE", "/nowhere")))
        .hasMessage("BCKD_DATABASE_PASSWORD_FILE: cannot read '/nowhere'");
  }

  private static void refuses(String name, String value, String message) {
    assertThatThrownBy(() -> Settings.of(Map.of(name, value)))
        .isInstanceOf(BadInputException.class)
        .hasMessage(message);
  }
}
