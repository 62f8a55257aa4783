package dev.bckd.app;

import dev.bckd.model.BadInputException;
import dev.bckd.model.stores.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment asks for.
 *
 * @param home where data and log are kept; one process at a time
 * @param store where models and reports are kept: a folder, or {@code s3://bucket/prefix}
 * @param policies the folder of the policies
 * @param roles of this process
 * @param upgradesAtOnce how many models this process works on side by side, positive
 * @param httpPort of the service; 0 takes any
 * @param kafka bootstrap servers of a broker to use; empty: start one
 * @param database a database to use; empty: start one
 */
public record Settings(
    Path home,
    String store,
    Path policies,
    Roles roles,
    int upgradesAtOnce,
    int httpPort,
    Optional<String> kafka,
    Optional<Database> database) {

  private static final String DATABASE = "BCKD_DATABASE_URL";
  private static final String AT_ONCE = "BCKD_UPGRADES_AT_ONCE";

  /** A PostgreSQL database and how to log on. */
  public record Database(String jdbcUrl, Optional<String> user, Optional<String> password) {}

  /**
   * Reads the environment.
   *
   * @param environment by the names of the contract's section 9
   * @throws BadInputException if a value cannot be used; the message names the variable
   */
  public static Settings of(Map<String, String> environment) {
    Path home = Path.of(text(environment, "BCKD_HOME").orElse(".bckd")).toAbsolutePath();
    Roles roles = text(environment, Roles.VARIABLE).map(Roles::of).orElse(Roles.ALL);
    Optional<String> database = text(environment, DATABASE);
    if (database.isEmpty() && !roles.selfSufficient()) {
      throw new BadInputException(
          DATABASE, "the roles " + roles + " share a database with others, so it has to be named");
    }
    return new Settings(
        home.normalize(),
        StoreSettings.of(environment).store(),
        Path.of(text(environment, "BCKD_POLICIES").orElse("regression-suites")).toAbsolutePath(),
        roles,
        text(environment, AT_ONCE).map(Settings::number).orElse(2),
        text(environment, "BCKD_HTTP_PORT").map(Settings::port).orElse(8080),
        text(environment, "KAFKA_BOOTSTRAP_SERVERS"),
        database.map(url -> database(url, environment)));
  }

  private static int number(String value) {
    if (!value.matches("[1-9]\\d{0,2}")) {
      throw new BadInputException(AT_ONCE, "expected 1 to 999, got '" + value + "'");
    }
    return Integer.parseInt(value);
  }

  private static int port(String value) {
    if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65535) {
      throw new BadInputException("BCKD_HTTP_PORT", "expected 0 to 65535, got '" + value + "'");
    }
    return Integer.parseInt(value);
  }

  private static Database database(String url, Map<String, String> environment) {
    String jdbc = url.replaceFirst("^(jdbc:)?postgres(ql)?://", "jdbc:postgresql://");
    if (!jdbc.startsWith("jdbc:postgresql:")) {
      throw new BadInputException(
          DATABASE, "expected jdbc:postgresql://host:port/database, got '" + url + "'");
    }
    return new Database(
        jdbc,
        text(environment, "BCKD_DATABASE_USER"),
        text(environment, "BCKD_DATABASE_PASSWORD")
            .or(() -> text(environment, "BCKD_DATABASE_PASSWORD_FILE").map(Settings::secret)));
  }

  private static String secret(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new BadInputException("BCKD_DATABASE_PASSWORD_FILE", "cannot read '" + file + "'");
    }
  }

  private static Optional<String> text(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }
}
