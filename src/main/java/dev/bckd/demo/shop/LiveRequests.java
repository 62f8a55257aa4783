package dev.bckd.demo.shop;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests as the shop's web server would send them: one for each shelf, in the Open Inference
 * Protocol's JSON.
 *
 * @see <a
 *     href="https://github.com/open-inference/open-inference-protocol/blob/main/specification/protocol/inference_rest.md">the
 *     protocol</a>
 */
final class LiveRequests {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LiveRequests() {}

  /** Writes the first {@code count} visits among these rows, one request a line. */
  static void write(Path file, List<Impression> rows, int count) throws IOException {
    Map<Integer, List<Impression>> shelves = new LinkedHashMap<>();
    rows.forEach(row -> shelves.computeIfAbsent(row.visit(), v -> new ArrayList<>()).add(row));
    Files.write(file, shelves.values().stream().limit(count).map(LiveRequests::body).toList());
  }

  /** The body of the request for one shelf. */
  static String body(List<Impression> shelf) {
    ObjectNode body = JSON.createObjectNode();
    body.put("id", "visit-" + shelf.get(0).visit());
    ArrayNode inputs = body.putArray("inputs");
    ArrayNode hist = input(inputs, "hist", "INT64", shelf.size(), ShopPlan.HISTORY);
    ArrayNode item = input(inputs, "item", "INT64", shelf.size());
    ArrayNode dense = input(inputs, "dense", "FP32", shelf.size(), ShopRanker.DENSE);
    for (Impression row : shelf) {
      ShopFiles.padded(row.history()).forEach(hist::add);
      item.add(row.item());
      row.dense().forEach(dense::add);
    }
    return body.toString();
  }

  private static ArrayNode input(ArrayNode inputs, String name, String type, int... shape) {
    ObjectNode input = inputs.addObject().put("name", name);
    ArrayNode dimensions = input.putArray("shape");
    for (int dimension : shape) {
      dimensions.add(dimension);
    }
    return input.put("datatype", type).putArray("data");
  }
}
