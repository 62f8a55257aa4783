package dev.bckd.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bckd.demo.LocalServer.Reply;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTest {
  @Test
  void saysTheDecisionTheNumbersTheTrafficAndWhereToLook() throws Exception {
    TrafficCount traffic =
        TrafficCount.NONE.plusAnswer("1").plusAnswer("2-bckd.1").plusAnswer("2-bckd.1");
    String report =
        """
        {"teacher": {}, "incoming": {}, "student": {}, "suites": [{"suite": "old-tasks", "metrics":
          [{"metric": "accuracy", "slice": null, "teacher": 0.71, "incoming": 0.67, "student": 0.7}]}]}
        """;
    try (LocalServer server = new LocalServer((path, body) -> Reply.ok(report))) {
      String printed = printed(server, states(), traffic);

      assertThat(printed)
          .contains("PROMOTED  all traffic is on 2-bckd.1")
          .contains("as delivered: REJECT, too many flips")
          .contains("distilled: PROMOTE, all gates passed")
          .contains("old-tasks   accuracy   71.00 %    67.00 %   70.00 %")
          .contains("live requests: 3 answered (1 by version 1, 2 by version 2-bckd.1), 0 failed")
          .contains(server.address() + "/api/v1/upgrades/u-1/report")
          .contains(server.address() + "/q/metrics");
    }
  }

  @Test
  void saysWhatWasWrongWithTheFirstFailedRequest() {
    TrafficCount traffic = TrafficCount.NONE.plusFailure("status 503").plusFailure("status 500");

    assertThat(Result.told(traffic)).contains("2 failed").contains("first failure: status 503");
  }

  private static String printed(LocalServer server, List<JsonNode> seen, TrafficCount traffic)
      throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      new Result(new Service(server.address()), out).print(seen, traffic);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static List<JsonNode> states() throws Exception {
    ObjectMapper json = new ObjectMapper();
    return List.of(
        json.readTree(
            """
            {"id": "u-1", "version": "2", "state": "DISTILLING", "decision": "REJECT",
             "reason": "too many flips"}
            """),
        json.readTree(
            """
            {"id": "u-1", "version": "2", "state": "PROMOTED", "decision": "PROMOTE",
             "reason": "all gates passed", "student": {"version": "2-bckd.1"}}
            """));
  }
}
