package dev.bckd.cli;

import dev.bckd.model.BadInputException;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which running service a command talks to. */
final class ServiceOption {
  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Address of the service; BCKD_URL, else http://localhost:8080.")
  private Optional<String> url = Optional.empty();

  ServiceClient client() {
    String address =
        url.or(() -> Optional.ofNullable(System.getenv("BCKD_URL")))
            .orElse("http://localhost:8080");
    if (!address.matches("https?://[^/\\s]+/?")) {
      throw new BadInputException("--url", "expected http://host:port, got '" + address + "'");
    }
    return new ServiceClient(URI.create(address.replaceFirst("/$", "")));
  }
}
