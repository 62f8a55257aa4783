package dev.bckd.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bckd.demo.LocalServer.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UpgradeWatchTest {
  private static final String OLD = upgrade("u-1", "2", "PROMOTED");

  @Test
  void followsTheNewUpgradeOfTheVersionThroughItsStates() throws Exception {
    List<String> states =
        List.of("RECEIVED", "JUDGING", "JUDGING", "DISTILLING", "JUDGING", "PROMOTED");
    AtomicInteger look = new AtomicInteger(-1);
    try (LocalServer server =
        new LocalServer(
            (path, body) -> {
              int now = look.getAndIncrement();
              String current = now < 0 ? "" : upgrade("u-2", "2", states.get(now));
              return Reply.ok(path.endsWith("u-2") ? current : list(now < 0 ? "" : current + ","));
            })) {
      UpgradeWatch watch = UpgradeWatch.before(new Service(server.address()), "shop-ranker");
      List<String> told = new ArrayList<>();

      List<JsonNode> seen = watch.follow("2", upgrade -> told.add(upgrade.path("state").asText()));

      assertThat(told).containsExactly("RECEIVED", "JUDGING", "DISTILLING", "JUDGING", "PROMOTED");
      assertThat(seen).extracting(upgrade -> upgrade.path("id").asText()).containsOnly("u-2");
    }
  }

  @Test
  void anUpgradeThatWaitsForAPersonIsAnEnd() throws Exception {
    AtomicInteger look = new AtomicInteger();
    try (LocalServer server =
        new LocalServer(
            (path, body) ->
                Reply.ok(
                    list(look.getAndIncrement() == 0 ? "" : upgrade("u-3", "3", "HELD") + ",")))) {
      UpgradeWatch watch = UpgradeWatch.before(new Service(server.address()), "shop-ranker");

      assertThat(watch.follow("3", upgrade -> {})).hasSize(1);
    }
  }

  @Test
  void aServiceThatAnswersAnErrorIsNamedWithItsAnswer() throws Exception {
    try (LocalServer server =
        new LocalServer((path, body) -> new Reply(500, "-", "out of order"))) {
      assertThatThrownBy(() -> UpgradeWatch.before(new Service(server.address()), "shop-ranker"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("/api/v1/upgrades?model=shop-ranker answers 500: out of order");
    }
  }

  private static String list(String more) {
    return "[" + more + OLD + "]";
  }

  private static String upgrade(String id, String version, String state) {
    return "{\"id\": \"%s\", \"version\": \"%s\", \"state\": \"%s\"}".formatted(id, version, state);
  }
}
