package dev.bckd.model.https;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.model.BadInputException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {
  private static final AllowedHosts HOSTS =
      AllowedHosts.of("test", "Models.example.com, *.cdn.example.org ,internal:8443,");

  @ParameterizedTest
  @CsvSource({
    "https://models.example.com/m.pt, true",
    "https://MODELS.example.com:443/m.pt, true",
    "https://models.example.com:8443/m.pt, false",
    "https://example.com/m.pt, false",
    "https://evilmodels.example.com/m.pt, false",
    "https://models.example.com.evil.org/m.pt, false",
    "https://models.example.com@evil.org/m.pt, false",
    "https://a.cdn.example.org/m.pt, true",
    "https://a.b.cdn.example.org/m.pt, true",
    "https://cdn.example.org/m.pt, false",
    "https://evilcdn.example.org/m.pt, false",
    "https://internal:8443/m.pt, true",
    "https://internal/m.pt, false",
  })
  void allowsTheHostsThatAreNamed(String uri, boolean allowed) {
    assertThat(HOSTS.allow(URI.create(uri))).isEqualTo(allowed);
  }

  @Test
  void allowsNoneOrAll() {
    URI uri = URI.create("https://example.org:9/m.pt");

    assertThat(AllowedHosts.of("test", " ").allow(uri)).isFalse();
    assertThat(AllowedHosts.of("test", "*").allow(uri)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://host", "a*b", "host/path", "**.org", "host:port", "*.*"})
  void refusesWhatIsNoHost(String text) {
    assertThatThrownBy(() -> AllowedHosts.of("BCKD_HTTPS_HOSTS", text))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("BCKD_HTTPS_HOSTS: '" + text + "' is no host");
  }
}
