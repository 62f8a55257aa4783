package dev.bckd.policy.yaml;

import dev.bckd.policy.Budget;
import dev.bckd.policy.DistillationPolicy;
import dev.bckd.policy.LossSpec;
import dev.bckd.policy.RecipeSpec;
import dev.bckd.policy.When;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how to distil. */
final class DistillationReader {
  private static final int MOST_EPOCHS = 100_000;
  private static final int LARGEST_BATCH = 1 << 20;

  private DistillationReader() {}

  static DistillationPolicy read(YamlValue value) {
    DistillationPolicy unsaid = DistillationPolicy.DEFAULT;
    YamlMap map = value.map();
    DistillationPolicy policy =
        new DistillationPolicy(
            map.optional("when").map(v -> v.constant(When.class)).orElse(unsaid.when()),
            map.optional("recipe").map(DistillationReader::recipe).orElse(unsaid.recipe()),
            map.optional("budget").map(DistillationReader::budget).orElse(unsaid.budget()),
            map.optional("seed").map(v -> v.whole(0, Long.MAX_VALUE)).orElse(unsaid.seed()),
            map.optional("device").map(DistillationReader::device).orElse(unsaid.device()));
    map.end();
    return policy;
  }

  private static String device(YamlValue value) {
    if (value.text().matches("auto|cpu|cuda:[0-9]+")) {
      return value.text();
    }
    throw value.expected("auto, cpu or a device such as cuda:0");
  }

  private static Budget budget(YamlValue value) {
    YamlMap map = value.map();
    Budget budget =
        new Budget(
            map.optional("time").map(YamlValue::duration).orElse(Budget.DEFAULT.time()),
            map.optional("epochs").map(v -> (int) v.whole(1, MOST_EPOCHS)));
    map.end();
    return budget;
  }

  private static RecipeSpec recipe(YamlValue value) {
    if (!value.isMap()) {
      value.oneOf("auto");
      return RecipeSpec.AUTO;
    }
    YamlMap map = value.map();
    List<LossSpec> losses =
        map.optional("losses").map(YamlValue::list).orElse(List.of()).stream()
            .map(DistillationReader::loss)
            .toList();
    Optional<Double> learningRate =
        map.optional("learningRate").map(v -> v.number(Double.MIN_NORMAL, 10));
    Optional<Integer> batch = map.optional("batch").map(v -> (int) v.whole(1, LARGEST_BATCH));
    map.end();
    return new RecipeSpec(losses, learningRate, batch);
  }

  private static LossSpec loss(YamlValue value) {
    YamlMap map = value.map();
    String name = map.required("loss").text();
    double weight =
        map.optional("weight").map(v -> v.number(Double.MIN_NORMAL, Double.MAX_VALUE)).orElse(1.0);
    Map<String, Double> parameters = new HashMap<>();
    map.all()
        .forEach(
            (key, parameter) -> {
              if (!key.equals("loss") && !key.equals("weight")) {
                parameters.put(key, parameter.number(-Double.MAX_VALUE, Double.MAX_VALUE));
              }
            });
    return new LossSpec(name, weight, parameters);
  }
}
