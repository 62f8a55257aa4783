package dev.bckd.policy.yaml;

import dev.bckd.policy.Augmentation;
import dev.bckd.policy.Budget;
import dev.bckd.policy.DistillationPolicy;
import dev.bckd.policy.LossSpec;
import dev.bckd.policy.RecipeSpec;
import dev.bckd.policy.Start;
import dev.bckd.policy.When;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads how to distil. */
final class DistillationReader {
  private static final int MOST_EPOCHS = 100_000;
  private static final int LARGEST_BATCH = 1 << 20;
  private static final double MOST_WEIGHT = 1e6;
  private static final double MOST_MADE = 100;
  private static final double MOST_MASKED = 0.99;
  private static final double MOST_NOISE = 10;

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
            map.optional("device").map(DistillationReader::device).orElse(unsaid.device()),
            map.optional("earlier").map(YamlValue::list).orElse(List.of()).stream()
                .map(ArtifactReader::orPlace)
                .toList());
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
    YamlValue named = map.required("losses");
    List<LossSpec> losses = named.list().stream().map(DistillationReader::loss).toList();
    if (losses.isEmpty()) {
      throw named.expected("at least one loss; leave the recipe out, or auto, for a search");
    }
    RecipeSpec recipe =
        new RecipeSpec(
            losses,
            map.optional("learningRate").map(v -> v.positive(1)),
            map.optional("batch").map(v -> (int) v.whole(1, LARGEST_BATCH)),
            map.optional("epochs").map(v -> (int) v.whole(1, MOST_EPOCHS)),
            map.optional("oldWeight").map(v -> v.positive(MOST_WEIGHT)).orElse(1.0),
            map.optional("made").map(v -> v.number(0, MOST_MADE)).orElse(0.0),
            map.optional("augment").map(DistillationReader::augment).orElse(Augmentation.NONE),
            map.optional("average").map(v -> v.number(0, MOST_MASKED)).orElse(0.0),
            map.optional("start").map(v -> v.constant(Start.class)).orElse(Start.INCOMING),
            map.optional("freeze").map(YamlValue::list).orElse(List.of()).stream()
                .map(YamlValue::text)
                .toList());
    map.end();
    return recipe;
  }

  private static Augmentation augment(YamlValue value) {
    YamlMap map = value.map();
    Augmentation augmentation =
        new Augmentation(
            map.optional("mask").map(v -> v.number(0, MOST_MASKED)).orElse(0.0),
            map.optional("shorten").map(v -> v.number(0, 1)).orElse(0.0),
            map.optional("noise").map(v -> v.number(0, MOST_NOISE)).orElse(0.0),
            map.optional("rows")
                .map(v -> v.constant(Augmentation.Rows.class))
                .orElse(Augmentation.Rows.ALL),
            map.optional("teachers")
                .map(v -> v.constant(Augmentation.Teachers.class))
                .orElse(Augmentation.Teachers.CLEAN));
    map.end();
    return augmentation;
  }

  private static LossSpec loss(YamlValue value) {
    YamlMap map = value.map();
    String name = map.required("loss").text();
    double weight = map.optional("weight").map(v -> v.positive(Double.MAX_VALUE)).orElse(1.0);
    Map<String, Double> numbers = new HashMap<>();
    Map<String, String> words = new HashMap<>();
    map.all()
        .forEach(
            (key, parameter) -> {
              if (key.equals("loss") || key.equals("weight")) {
                return;
              }
              if (parameter.isNumber()) {
                numbers.put(key, parameter.number(-Double.MAX_VALUE, Double.MAX_VALUE));
              } else {
                words.put(key, parameter.text());
              }
            });
    return new LossSpec(name, weight, numbers, words);
  }
}
