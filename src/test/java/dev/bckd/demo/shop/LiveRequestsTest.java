package dev.bckd.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveRequestsTest {
  private static final ShopPlan SMALL = new ShopPlan(11, 60, 40, 10, 4, 20, 10, 5, 5);
  private static final List<Impression> LOG = ShopLog.of(SMALL, Catalogue.of(SMALL));

  @TempDir Path folder;

  @Test
  void aShelfIsOneRequestWhoseTensorsHoldAsManyElementsAsTheirShapeSays() throws Exception {
    Path file = folder.resolve("live.jsonl");

    LiveRequests.write(file, LOG, 7);

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(7);
    for (String line : lines) {
      JsonNode inputs = new ObjectMapper().readTree(line).path("inputs");
      assertThat(inputs.findValuesAsText("name")).containsExactly("hist", "item", "dense");
      assertThat(inputs.findValuesAsText("datatype")).containsExactly("INT64", "INT64", "FP32");
      for (JsonNode input : inputs) {
        int elements = 1;
        for (JsonNode dimension : input.path("shape")) {
          elements *= dimension.asInt();
        }
        assertThat(input.path("data")).hasSize(elements);
        assertThat(input.path("shape").get(0).asInt()).isEqualTo(ShopPlan.SHELF);
      }
    }
  }

  @Test
  void rowsFollowEachOtherInATensor() throws Exception {
    JsonNode item =
        new ObjectMapper().readTree(LiveRequests.body(LOG.subList(0, 3))).path("inputs").get(1);

    assertThat(item.path("data").get(2).asInt()).isEqualTo(LOG.get(2).item());
  }
}
