package dev.bckd.inference.djl;

import dev.bckd.model.BadInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds in a model's code what may make its answers differ. To be asked of a model whose answers
 * do: code that is never reached is found too.
 */
public final class UnsteadyCode {
  /**
   * Calls as TorchScript stores them, those first that tell most. The last may change an
   * intermediate result as well as what the model remembers.
   */
  private static final List<Pattern> CALLS =
      List.of(
          Pattern.compile(
              "torch\\.(?:feature_)?(?:alpha_)?dropout_?\\(.*, (?!0\\.?,)[0-9.e-]+, True\\)"),
          Pattern.compile("torch\\.(?:batch|instance)_norm\\(.*, True, [0-9.e-]+, [0-9.e-]+, "),
          Pattern.compile(
              "torch\\.(?:rand|randn|randint|rand_like|randn_like|randint_like|randperm|bernoulli_?"
                  + "|multinomial|normal_?|uniform_?|exponential_?)\\("),
          Pattern.compile("torch\\.(?:add|sub|mul)_\\([\\w.]+, -?[0-9.e-]+\\)"));

  private UnsteadyCode() {}

  /** Such a call in the file's code, with its record and line. */
  public static Optional<String> in(Path file) {
    try (TorchScriptRecords records = TorchScriptRecords.open(file)) {
      List<String> names =
          records.names().stream()
              .filter(name -> name.startsWith("code/") && name.endsWith(".py"))
              .toList();
      List<Line> lines = names.stream().flatMap(name -> lines(records, name)).toList();
      return CALLS.stream()
          .flatMap(call -> lines.stream().flatMap(line -> line.found(call).stream()))
          .findFirst();
    } catch (BadInputException unreadable) {
      return Optional.empty();
    }
  }

  private static Stream<Line> lines(TorchScriptRecords records, String name) {
    List<String> text = new String(records.bytes(name), StandardCharsets.UTF_8).lines().toList();
    return IntStream.range(0, text.size()).mapToObj(i -> new Line(name, i + 1, text.get(i)));
  }

  private record Line(String record, int number, String text) {
    Optional<String> found(Pattern call) {
      Matcher matcher = call.matcher(text);
      if (!matcher.find()) {
        return Optional.empty();
      }
      String name = matcher.group().substring(0, matcher.group().indexOf('('));
      return Optional.of("%s in %s, line %d".formatted(name, record, number));
    }
  }
}
