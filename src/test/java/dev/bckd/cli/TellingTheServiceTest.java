package dev.bckd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/**
 * What the commands by which a person decides say to a service, and what they say of its answer.
 */
class TellingTheServiceTest {
  private final List<String> asked = new ArrayList<>();
  private final List<Object> told = new ArrayList<>();
  private HttpServer service;
  private int status = 200;
  private String answer =
      """
      {"id": "u1", "model": "m", "version": "2", "state": "ROLLING_OUT", "reason": "as told"}""";

  @BeforeEach
  void aService() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext("/", this::answer);
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    told.add(new ObjectMapper().readValue(exchange.getRequestBody(), Map.class));
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Of a command. */
  private record Said(int exit, String out, String err) {}

  private Said bckd(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine bckd = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", "http://localhost:" + service.getAddress().getPort()));
    int exit = Main.run(bckd, all.toArray(String[]::new));
    return new Said(exit, out.toString().strip(), err.toString().strip());
  }

  @ParameterizedTest
  @CsvSource({
    "approve, u1, /api/v1/upgrades/u1/approve",
    "abort, u1, /api/v1/upgrades/u1/abort",
    "retry, u1, /api/v1/upgrades/u1/retry",
    "rollback, u1, /api/v1/upgrades/u1/rollback",
    "pause, a model, /api/v1/models/a%20model/pause",
    "resume, ../m, /api/v1/models/..%2Fm/resume",
  })
  void saysWhoAndWhy(String command, String what, String path) {
    Said said = bckd(command, what, "--by", "ana", "--why", "it \"works\"");

    assertThat(said.exit()).isZero();
    assertThat(said.out()).isEqualTo("u1  m 2  ROLLING_OUT  as told");
    assertThat(asked).containsExactly("POST " + path);
    assertThat(told).containsExactly(Map.of("by", "ana", "why", "it \"works\""));
  }

  @Test
  void saysWhyTheServiceRefuses() {
    status = 409;
    answer = "{\"detail\": \"upgrade u1 cannot be approved in state REJECTED\"}";

    Said said = bckd("approve", "u1");

    assertThat(said.exit()).isEqualTo(64);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).endsWith("upgrade u1 cannot be approved in state REJECTED");
  }

  @Test
  void saysThatTheServiceIsAway() {
    status = 503;
    answer = "";
    assertThat(bckd("pause", "m").exit()).isEqualTo(69);

    stop();
    Said said = bckd("pause", "m");
    assertThat(said.exit()).isEqualTo(69);
    assertThat(said.err()).contains("does not answer").doesNotContain("\n");
  }

  @Test
  void isDoneWhereThereIsNothingToSay() {
    status = 204;
    answer = "";

    assertThat(bckd("pause", "m")).isEqualTo(new Said(0, "done", ""));
  }
}
