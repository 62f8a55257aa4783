package dev.bckd.model.stores;

import dev.bckd.model.BadInputException;
import dev.bckd.model.https.AllowedHosts;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the environment says of sources, cache and store.
 *
 * @param home the folder of all that outlives a command
 * @param store a folder, or {@code s3://bucket/prefix}
 * @param roots folders below which files may be read
 * @param hosts that files may be fetched from; empty where nothing is said
 * @param s3 the endpoint of an object store that is not AWS'
 * @param artifactLimit most bytes of one file that is fetched
 * @param cacheLimit bytes to keep of what was fetched
 * @param digestRequired whether a model file must be named with its digest
 * @param signatureKey a public key in PEM that model files must be signed for
 */
public record StoreSettings(
    Path home,
    String store,
    List<Path> roots,
    Optional<AllowedHosts> hosts,
    Optional<URI> s3,
    long artifactLimit,
    long cacheLimit,
    boolean digestRequired,
    Optional<Path> signatureKey) {
  private static final String STORE = "BCKD_STORE";

  public StoreSettings {
    roots = List.copyOf(roots);
  }

  /**
   * Reads the environment.
   *
   * @throws BadInputException if a value cannot be used; the message names the variable
   */
  public static StoreSettings of(Map<String, String> environment) {
    Path home =
        Path.of(text(environment, "BCKD_HOME").orElse(".bckd")).toAbsolutePath().normalize();
    String store =
        text(environment, STORE).map(StoreSettings::store).orElse(home.resolve("store").toString());
    return new StoreSettings(
        home,
        store,
        roots(environment, home, store),
        text(environment, "BCKD_HTTPS_HOSTS").map(t -> AllowedHosts.of("BCKD_HTTPS_HOSTS", t)),
        endpoint(environment),
        size(environment, "BCKD_ARTIFACT_LIMIT", "10 GB"),
        size(environment, "BCKD_CACHE_LIMIT", "20 GB"),
        text(environment, "BCKD_DIGEST_REQUIRED").map(StoreSettings::flag).orElse(false),
        text(environment, "BCKD_SIGNATURE_KEY").map(Path::of));
  }

  /** Whether the store is a bucket, not a folder. */
  public boolean storeIsBucket() {
    return store.startsWith("s3:");
  }

  private static String store(String value) {
    if (value.matches("s3://[^/]+(/.*)?")) {
      return value;
    }
    if (value.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
      throw new BadInputException(
          STORE, "expected a folder or s3://bucket/prefix, got '" + value + "'");
    }
    return Path.of(value).toAbsolutePath().normalize().toString();
  }

  private static List<Path> roots(Map<String, String> environment, Path home, String store) {
    Stream<String> named =
        text(environment, "BCKD_FILE_ROOTS").stream().flatMap(t -> Stream.of(t.split(":")));
    Stream<String> own =
        Stream.of(home.toString(), text(environment, "BCKD_POLICIES").orElse("regression-suites"));
    return Stream.of(own, Stream.of(store).filter(s -> !s.startsWith("s3:")), named)
        .flatMap(all -> all)
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder.strip()).toAbsolutePath().normalize())
        .toList();
  }

  private static Optional<URI> endpoint(Map<String, String> environment) {
    return Stream.of("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
        .flatMap(name -> text(environment, name).map(value -> endpoint(name, value)).stream())
        .findFirst();
  }

  private static URI endpoint(String name, String value) {
    if (!value.matches("https?://[^/].*")) {
      throw new BadInputException(name, "expected http(s)://host:port, got '" + value + "'");
    }
    try {
      return URI.create(value);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(name, "expected http(s)://host:port, got '" + value + "'");
    }
  }

  private static long size(Map<String, String> environment, String name, String otherwise) {
    return ByteSize.of(name, text(environment, name).orElse(otherwise));
  }

  private static boolean flag(String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw new BadInputException(
          "BCKD_DIGEST_REQUIRED", "expected true or false, got '" + value + "'");
    }
    return value.equals("true");
  }

  private static Optional<String> text(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }
}
