package dev.bckd.policy.yaml;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.yaml.snakeyaml.Yaml;

/** Policies and suites that were right before chance changed them, the same for the same seed. */
public final class FuzzedFiles {
  private static final List<String> SOURCES =
      List.of("policy.yaml", "labelled.yaml", "ranking.yaml", "retrieval.yaml");

  /** Values that some key somewhere does not take. */
  private static final List<Object> JUNK =
      Arrays.asList(
          null,
          true,
          "",
          " ",
          "\u2003",
          "auto",
          "all",
          "teacher",
          "1e3",
          "0x1F",
          "1_000",
          "on",
          "~",
          "binary",
          "embedding",
          "accuracy",
          "ndcg@10",
          "ndcg@0",
          "s3://bucket/key",
          "s3://bucket",
          "file:///rows.csv",
          "ftp://host/rows.csv",
          "a\0b",
          "a\nb",
          "\u001b[31m",
          "日本語",
          "💥",
          "x".repeat(5000),
          "2026-03-01",
          "PT0S",
          "PT5M\n",
          "P1D",
          "-1",
          "cuda:0\n",
          0,
          -1,
          1,
          2,
          0.5,
          1.0,
          1e-320,
          1e300,
          -0.0,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          3_000_000_000L,
          new java.math.BigInteger("9".repeat(30)),
          new java.math.BigInteger("9".repeat(400)),
          List.of(),
          Map.of(),
          List.of(1, "a"),
          Map.of("a", 1),
          List.of(List.of(List.of())),
          Map.of("name", "a", "where", "b"),
          Map.of("files", List.of("a.csv")));

  private final Random random;
  private final Map<String, String> right = new LinkedHashMap<>();
  private final Map<String, Object> trees = new LinkedHashMap<>();

  public FuzzedFiles(long seed) throws IOException {
    this.random = new Random(seed);
    for (String name : SOURCES) {
      try (var file = FuzzedFiles.class.getResourceAsStream("fuzz/" + name)) {
        right.put(name, new String(file.readAllBytes(), StandardCharsets.UTF_8));
      }
      trees.put(name, new Yaml().load(right.get(name)));
    }
  }

  /** Writes the files as they are right. */
  public List<Path> right(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, String> file : right.entrySet()) {
      files.add(Files.writeString(folder.resolve(file.getKey()), file.getValue()));
    }
    return files;
  }

  /** Writes the next changed file into a folder where the right ones are; it may still be right. */
  public Path next(Path folder) throws IOException {
    String source = SOURCES.get(random.nextInt(SOURCES.size()));
    String text = right.get(source);
    if (random.nextInt(4) > 0) {
      Object tree = trees.get(source);
      for (int change = random.nextInt(3); change >= 0; change--) {
        tree = changed(tree);
      }
      text = new Yaml().dump(tree);
    }
    if (random.nextInt(3) == 0) {
      text = garbled(text);
    }
    Path file = folder.resolve("fuzzed.yaml");
    return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A copy with a change at a place that chance finds. */
  private Object changed(Object tree) {
    if (tree instanceof Map<?, ?> map && !map.isEmpty() && random.nextInt(8) > 0) {
      return changedMap(map);
    }
    if (tree instanceof List<?> list && !list.isEmpty() && random.nextInt(8) > 0) {
      List<Object> copy = new ArrayList<>(list);
      int at = random.nextInt(copy.size());
      switch (random.nextInt(6)) {
        case 0 -> copy.remove(at);
        case 1 -> copy.add(copy.get(at));
        default -> copy.set(at, changed(copy.get(at)));
      }
      return copy;
    }
    return switch (random.nextInt(12)) {
      case 0 -> List.of(String.valueOf(tree));
      case 1 -> Map.of("value", String.valueOf(tree));
      case 2 -> nested(random.nextInt(80));
      default -> JUNK.get(random.nextInt(JUNK.size()));
    };
  }

  private Object changedMap(Map<?, ?> map) {
    Map<Object, Object> copy = new LinkedHashMap<>(map);
    List<Object> keys = new ArrayList<>(copy.keySet());
    Object key = keys.get(random.nextInt(keys.size()));
    switch (random.nextInt(10)) {
      case 0 -> copy.remove(key);
      case 1 -> copy.put(key + "s", copy.remove(key));
      case 2 -> copy.put(JUNK.get(random.nextInt(JUNK.size())), copy.get(key));
      default -> copy.put(key, changed(copy.get(key)));
    }
    return copy;
  }

  private static Object nested(int depth) {
    Object value = "deep";
    for (int level = 0; level < depth; level++) {
      value = level % 2 == 0 ? List.of(value) : Map.of("k", value);
    }
    return value;
  }

  /** The text with a change that knows nothing of YAML, or too much. */
  private String garbled(String text) {
    int at = random.nextInt(text.length());
    int end = Math.min(text.length(), at + 1 + random.nextInt(20));
    List<UnaryOperator<String>> ways =
        List.of(
            t -> t.substring(0, at),
            t -> t.substring(0, at) + t.substring(end),
            t -> t.substring(0, at) + t.substring(at, end) + t.substring(at),
            t -> t.substring(0, at) + "\t" + t.substring(at),
            t -> t.substring(0, at) + "\u0007" + t.substring(at),
            t -> t.substring(0, at) + "\ufeff" + t.substring(at),
            t -> t.substring(0, at) + "é💥\u0085\u2028" + t.substring(at),
            t -> t + t,
            t -> t + "---\n" + t,
            t -> "",
            t -> "# nothing\n",
            t -> "--- \n...\n",
            t -> t.replaceFirst("spec:", "spec: &all"),
            t -> t.replaceFirst("spec:", "spec: &all") + "  again: *all\n",
            t -> t.replaceFirst("name: ", "name: &n ").replaceFirst("column: \\S+", "column: *n"),
            t -> t.replaceFirst("name: ", "name: !!str "),
            t -> t.replaceFirst("name: ", "name: !!java.net.URL "),
            t -> t.replaceFirst("name: ", "name: !!binary "),
            t -> t.replaceFirst("spec:", "spec: !!set"),
            t -> t.replaceFirst("spec:", "? [a, b]\n: c\nspec:"),
            t -> t.replaceFirst("spec:", "<<: {a: 1}\nspec:"),
            t -> laughs() + t,
            t -> "[".repeat(2000) + t,
            t -> t.replace("\n", "\r\n"),
            t -> t.replace(" ", "\u00a0"));
    return ways.get(random.nextInt(ways.size())).apply(text);
  }

  /** Aliases of aliases: few bytes, and no end when unfolded. */
  private static String laughs() {
    StringBuilder text = new StringBuilder("l0: &l0 [lol]\n");
    for (int level = 1; level < 25; level++) {
      text.append("l%d: &l%d [*l%d, *l%d]\n".formatted(level, level, level - 1, level - 1));
    }
    return text.toString();
  }
}
