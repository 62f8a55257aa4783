package dev.bckd.distillation.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bckd.policy.LossSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every name that a policy may write in a recipe's losses stands in docs/reference/losses.md. */
class LossesPageTest {
  @Test
  void namesEveryLossAndParameter() throws IOException {
    String page = Files.readString(Path.of("docs/reference/losses.md"));
    for (String loss : Losses.names()) {
      assertThat(page).contains("| `" + loss + "` |");
      for (String parameter : afterTakes(loss, Map.of())) {
        assertThat(page).as(loss).contains("`" + parameter + "`");
      }
    }
  }

  @Test
  void namesEveryTargetWithItsParameters() throws IOException {
    String page = Files.readString(Path.of("docs/reference/losses.md"));
    Set<String> targets = expected("kullback-leibler", "target");
    assertThat(targets).hasSize(7);
    for (String target : targets) {
      assertThat(page).contains("| `" + target + "` |");
      Map<String, String> words = Map.of("target", target, "column", "logged");
      Map<String, String> needed = target.equals("stored") ? words : Map.of("target", target);
      for (String parameter : afterTakes("kullback-leibler", needed)) {
        assertThat(page).as(target).contains("`" + parameter + "`");
      }
    }
  }

  @Test
  void namesEveryFilter() throws IOException {
    String page = Files.readString(Path.of("docs/reference/losses.md"));
    Set<String> filters = expected("kullback-leibler", "filter");
    assertThat(filters).hasSize(9);
    filters.forEach(filter -> assertThat(page).contains("| `" + filter + "` |"));
    for (String parameter : afterTakes("kullback-leibler", Map.of("filter", "teacher-right"))) {
      assertThat(page).contains("`" + parameter + "`");
    }
  }

  /** Editors offer these names; others are let through to the message that lists all. */
  @Test
  void theSchemaOffersEveryLossTargetAndFilter() throws IOException {
    String schema = Files.readString(Path.of("docs/reference/upgrade-policy.schema.json"));

    assertThat(examples(schema, "loss")).isEqualTo(new TreeSet<>(Losses.names()));
    assertThat(examples(schema, "target")).isEqualTo(expected("kullback-leibler", "target"));
    assertThat(examples(schema, "filter")).isEqualTo(expected("kullback-leibler", "filter"));
  }

  /** The examples of a key of a loss. */
  private static Set<String> examples(String schema, String key) throws IOException {
    Set<String> names = new TreeSet<>();
    new ObjectMapper()
        .readTree(schema)
        .at("/$defs/loss/properties/" + key + "/examples")
        .forEach(name -> names.add(name.asText()));
    return names;
  }

  /** The parameters that a loss says it takes. */
  private static Set<String> afterTakes(String loss, Map<String, String> words) {
    Map<String, String> given =
        loss.equals("influence") ? Map.of("classifier", "head.weight") : words;
    String said = refusal(new LossSpec(loss, 1, Map.of("nonsense", 1.0), given));
    Set<String> names = names(said.substring(said.indexOf(" takes ") + " takes ".length()));
    names.remove("no parameters");
    return names;
  }

  private static Set<String> expected(String loss, String word) {
    String said = refusal(new LossSpec(loss, 1, Map.of(), Map.of(word, "nonsense")));
    return names(said.replaceAll(".*one of (.*), got.*", "$1"));
  }

  private static Set<String> names(String list) {
    return new TreeSet<>(List.of(list.split(", ")));
  }

  private static String refusal(LossSpec spec) {
    return String.valueOf(catchThrowable(() -> Losses.term("policy", spec)).getMessage());
  }
}
