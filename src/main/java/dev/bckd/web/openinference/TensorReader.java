package dev.bckd.web.openinference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.model.BadInputException;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a request's input tensors into rows, or says which one is wrong and how. */
final class TensorReader {
  private TensorReader() {}

  /** The protocol's name of an element type. */
  static String datatype(ElementType type) {
    return type == ElementType.INT64 ? "INT64" : "FP32";
  }

  static Table rows(JsonNode request, Signature signature) {
    Map<String, JsonNode> given = byName(request.path("inputs"));
    Map<String, Column> columns = new LinkedHashMap<>();
    int rows = -1;
    for (TensorSpec spec : signature.inputs()) {
      JsonNode tensor = given.remove(spec.name());
      if (tensor == null) {
        throw wrong(spec.name(), "is missing; expected " + described(spec));
      }
      int batch = batch(tensor, spec);
      if (rows >= 0 && batch != rows) {
        throw wrong(
            spec.name(), "expected a batch of " + rows + " like the inputs before, got " + batch);
      }
      rows = batch;
      columns.put(spec.name(), column(tensor.path("data"), spec, batch));
    }
    if (!given.isEmpty()) {
      throw wrong(
          given.keySet().iterator().next(),
          "is not an input of this model; expected "
              + signature.inputs().stream().map(TensorSpec::name).toList());
    }
    return new Table(rows, columns);
  }

  private static Map<String, JsonNode> byName(JsonNode inputs) {
    if (!inputs.isArray()) {
      throw new BadInputException("inputs", "expected an array of tensors");
    }
    Map<String, JsonNode> given = new TreeMap<>();
    for (JsonNode tensor : inputs) {
      String name = tensor.path("name").asText();
      if (given.put(name, tensor) != null) {
        throw wrong(name, "is given twice");
      }
    }
    return given;
  }

  /** Checks type and shape; the first dimension is the batch. */
  private static int batch(JsonNode tensor, TensorSpec spec) {
    String datatype = tensor.path("datatype").asText();
    if (!datatype.equals(datatype(spec.type()))) {
      throw wrong(
          spec.name(), "expected datatype " + datatype(spec.type()) + ", got '" + datatype + "'");
    }
    List<Integer> shape = new ArrayList<>();
    tensor.path("shape").forEach(size -> shape.add(size.isInt() ? size.intValue() : -1));
    boolean fits =
        !shape.isEmpty()
            && shape.get(0) >= 1
            && shape.subList(1, shape.size()).equals(spec.shape());
    if (!fits) {
      throw wrong(
          spec.name(), "expected shape " + described(spec) + ", got " + tensor.path("shape"));
    }
    return shape.get(0);
  }

  private static Column column(JsonNode data, TensorSpec spec, int batch) {
    List<JsonNode> elements = new ArrayList<>();
    flatten(data, elements);
    long expected = (long) batch * spec.width();
    if (elements.size() != expected) {
      throw wrong(spec.name(), "expected " + expected + " numbers in data, got " + elements.size());
    }
    return spec.type() == ElementType.INT64 ? longs(elements, spec) : floats(elements, spec);
  }

  /** Nested data are row-major too, so only the leaves count. */
  private static void flatten(JsonNode data, List<JsonNode> elements) {
    if (data.isArray()) {
      data.forEach(inner -> flatten(inner, elements));
    } else if (!data.isMissingNode()) {
      elements.add(data);
    }
  }

  private static Column longs(List<JsonNode> elements, TensorSpec spec) {
    long[] values = new long[elements.size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode element = elements.get(i);
      if (!element.isIntegralNumber() || !element.canConvertToLong()) {
        throw wrong(spec.name(), "expected whole numbers in data, got " + element);
      }
      values[i] = element.longValue();
    }
    return new Column.Longs(values, spec.width());
  }

  private static Column floats(List<JsonNode> elements, TensorSpec spec) {
    float[] values = new float[elements.size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode element = elements.get(i);
      values[i] = element.floatValue();
      if (!element.isNumber() || !Float.isFinite(values[i])) {
        throw wrong(spec.name(), "expected numbers within float32 in data, got " + element);
      }
    }
    return new Column.Floats(values, spec.width());
  }

  private static String described(TensorSpec spec) {
    StringBuilder shape = new StringBuilder(datatype(spec.type())).append(" [batch");
    spec.shape().forEach(size -> shape.append(", ").append(size));
    return shape.append(']').toString();
  }

  private static BadInputException wrong(String input, String problem) {
    return new BadInputException("input '" + input + "'", problem);
  }
}
