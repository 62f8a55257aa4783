package dev.bckd.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of an upgrade's life, and its picture in the documentation. */
class LifecycleTest {
  private static final Path PAGE = Path.of("docs/architecture.md");

  @Test
  void isDrawnInTheDocumentationAsItIs() throws IOException {
    Path drawn = Files.createDirectories(Path.of("target/docs")).resolve("lifecycle.md");
    Files.writeString(drawn, table() + "\n" + picture());

    assertThat(Files.readString(PAGE))
        .as("put %s into %s", drawn, PAGE)
        .contains(Files.readString(drawn));
  }

  @Test
  void leadsFromReceivedToEveryState() {
    Set<UpgradeState> reached = EnumSet.of(UpgradeState.RECEIVED);
    for (int i = 0; i < UpgradeState.values().length; i++) {
      Lifecycle.TRANSITIONS.stream()
          .filter(line -> line.from().stream().anyMatch(reached::contains))
          .flatMap(line -> line.to().stream())
          .forEach(reached::add);
    }
    assertThat(reached).containsExactlyInAnyOrder(UpgradeState.values());
  }

  @Test
  void usesEveryKindOfStep() {
    assertThat(Lifecycle.TRANSITIONS.stream().map(Transition::event).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Step.class.getPermittedSubclasses())
                .filter(kind -> kind != Step.Accepted.class)
                .map(kind -> kind.asSubclass(Step.class))
                .collect(Collectors.toList()));
  }

  @Test
  void canAlwaysFailWhatHasNotEnded() {
    for (UpgradeState state : UpgradeState.values()) {
      boolean canFail =
          Lifecycle.TRANSITIONS.stream()
              .anyMatch(line -> line.from().contains(state) && line.event() == Step.Failed.class);
      assertThat(canFail).as("%s can fail", state).isEqualTo(!state.ended());
    }
  }

  private static String table() {
    StringBuilder table = new StringBuilder("| state | step | next |\n|---|---|---|\n");
    for (Transition line : Lifecycle.TRANSITIONS) {
      String condition = line.condition().isEmpty() ? "" : ", " + line.condition();
      table.append(
          String.format(
              "| %s | %s%s | %s |%n",
              names(line.from()),
              words(line.event()),
              condition,
              line.to().map(Enum::name).orElse("the same")));
    }
    return table.toString();
  }

  private static String picture() {
    StringBuilder picture = new StringBuilder("```mermaid\nstateDiagram-v2\n");
    picture.append("  [*] --> RECEIVED\n");
    for (Transition line : Lifecycle.TRANSITIONS) {
      line.to()
          .filter(to -> line.from().size() == 1)
          .ifPresent(
              to ->
                  picture.append(
                      String.format(
                          "  %s --> %s : %s%n",
                          line.from().iterator().next(), to, words(line.event()))));
    }
    return picture.append("```\n").toString();
  }

  private static String names(Set<UpgradeState> states) {
    return states.stream().map(Enum::name).collect(Collectors.joining(", "));
  }

  /** {@code RollBackAsked} as "roll back asked". */
  private static String words(Class<? extends Step> event) {
    return List.of(event.getSimpleName().split("(?=\\p{Upper})")).stream()
        .collect(Collectors.joining(" "))
        .toLowerCase(Locale.ROOT);
  }
}
