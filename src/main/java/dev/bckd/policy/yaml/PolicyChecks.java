package dev.bckd.policy.yaml;

import dev.bckd.model.BadInputException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What must be right in a policy and no schema can say. Looks only at what has the right shape; the
 * rest is the schema's, or the reader's.
 */
final class PolicyChecks {
  private PolicyChecks() {}

  /** Looks at the policy's own file. */
  static void check(YamlMap document, Consumer<BadInputException> problems) {
    Set<String> inputs = new HashSet<>();
    document.mapAt("spec").flatMap(spec -> spec.mapAt("signature")).stream()
        .flatMap(signature -> signature.maps("inputs").stream())
        .flatMap(input -> input.optional("name").filter(YamlValue::isText).stream())
        .filter(name -> !inputs.add(name.text()))
        .forEach(name -> problems.accept(name.expected("a name that no other input has")));
  }

  /** The files of its suites, as the policy names them. */
  static List<YamlValue> suites(YamlMap document) {
    return document
        .mapAt("spec")
        .flatMap(spec -> spec.mapAt("gates"))
        .flatMap(gates -> gates.optional("suites"))
        .filter(YamlValue::isList)
        .map(YamlValue::list)
        .orElse(List.of());
  }
}
