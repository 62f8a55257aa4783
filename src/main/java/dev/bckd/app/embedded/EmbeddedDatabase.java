package dev.bckd.app.embedded;

import dev.bckd.model.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL server of this program's own, on the loopback interface, its data in a folder.
 *
 * <p>The server is a process that outlives a crash of this one. The next start finds it by its
 * {@code postmaster.pid}, stops it and starts afresh, so that it always runs with this program's
 * settings.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  /** The superuser that initdb makes; the program's only user. */
  public static final String USER = "postgres";

  /** One folder for each version of the programs, so that a newer jar does not run older ones. */
  private static final String PROGRAMS = "postgresql-18.6.0";

  private final PostgresPrograms programs;
  private final Path data;
  private final int port;
  private final String password;

  private EmbeddedDatabase(PostgresPrograms programs, Path data, int port, String password) {
    this.programs = programs;
    this.data = data;
    this.port = port;
    this.password = password;
  }

  /**
   * Starts the server, making its data where there are none; returns when it answers.
   *
   * @param folder where programs, data and log are kept
   * @throws UnavailableException if it does not start; the message says what it said
   */
  public static EmbeddedDatabase start(Path folder) {
    try {
      Path home = Files.createDirectories(folder).toAbsolutePath();
      PostgresPrograms programs =
          new PostgresPrograms(
              PostgresBinaries.unpack(home.resolve(PROGRAMS)), home.resolve("postgresql.log"));
      String password = password(home.resolve("password"));
      Path data = home.resolve("data");
      initialise(programs, home, data);
      stopOrphan(programs, data);
      int port = FreePort.any();
      programs.run("pg_ctl", "start", "-w", "-t", "60", "-D", data.toString(), "-o", options(port));
      return new EmbeddedDatabase(programs, data, port, password);
    } catch (IOException e) {
      throw new UnavailableException("the embedded database cannot use " + folder, e);
    }
  }

  /** For the PostgreSQL driver. */
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  /** The password of {@link #USER}. */
  public String password() {
    return password;
  }

  @Override
  public void close() {
    stop(programs, data);
  }

  private static String options(int port) {
    return "-p "
        + port
        + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=50"
        // What the journal acknowledged must survive a power cut.
        + " -c fsync=on -c synchronous_commit=on";
  }

  private static String password(Path file) throws IOException {
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    Path unfinished =
        Files.createTempFile(
            file.getParent(),
            "password",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(unfinished, password);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    return password;
  }

  /** In a folder beside, so that an initdb that was killed leaves nothing that looks complete. */
  private static void initialise(PostgresPrograms programs, Path home, Path data)
      throws IOException {
    if (Files.exists(data)) {
      return;
    }
    Path unfinished = Files.createTempDirectory(home, "initialising");
    programs.run(
        "initdb",
        "--pgdata=" + unfinished,
        "--username=" + USER,
        "--pwfile=" + home.resolve("password"),
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--no-locale");
    Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void stopOrphan(PostgresPrograms programs, Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    Optional<ProcessHandle> process = process(Files.readAllLines(file));
    if (process.filter(EmbeddedDatabase::isPostgres).isPresent()) {
      stop(programs, data);
    } else {
      // Left by a crash; PostgreSQL would refuse to start if the number is some other process's.
      Files.deleteIfExists(file);
    }
  }

  private static Optional<ProcessHandle> process(List<String> lines) {
    return lines.stream()
        .findFirst()
        .map(String::strip)
        .filter(pid -> pid.matches("\\d{1,18}"))
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)));
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("/postgres")).isPresent();
  }

  private static void stop(PostgresPrograms programs, Path data) {
    programs.run("pg_ctl", "stop", "-w", "-t", "30", "-m", "fast", "-D", data.toString());
  }
}
