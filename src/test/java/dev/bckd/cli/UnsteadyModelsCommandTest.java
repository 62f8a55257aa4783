package dev.bckd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.inference.djl.TinyModels;
import dev.bckd.testing.TinyTask;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever part it plays, a model that answers by chance is refused before it is judged. */
class UnsteadyModelsCommandTest {
  /** Ids from 10 on are not among those that a model is tried on as soon as it is open. */
  private static final String ON_LATE_ITEMS =
      "    dense = torch.add(dense, torch.mul(torch.rand_like(dense), torch.gt(torch.max(item),"
          + " 9)))\n";

  private static final String DROPOUT = "    dense = torch.dropout(dense, 0.5, True)\n";

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}: {1}, {2}")
  @CsvSource({
    "upgrade, teacher, at once",
    "upgrade, incoming, at once",
    "upgrade, teacher, on the rows",
    "upgrade, incoming, on the rows",
    "gate, teacher, on the rows",
    "gate, candidate, on the rows",
    "gate, incoming, on the rows",
    "compare, teacher, on the rows",
    "compare, candidate, on the rows",
  })
  void isRefused(String command, String role, String when) throws Exception {
    TinyTask task = TinyTask.in(folder);
    Path unsteady = folder.resolve("unsteady.pt");
    TinyModels.ranker(when.equals("at once") ? DROPOUT : ON_LATE_ITEMS).write(unsteady);
    List<String> others =
        command.equals("upgrade")
            ? List.of("teacher", "incoming")
            : List.of("teacher", "candidate");
    Stream<String> models =
        Stream.concat(others.stream(), Stream.of(role))
            .distinct()
            .flatMap(
                name ->
                    Stream.of(
                        "--" + name, (name.equals(role) ? unsteady : task.teacher()).toString()));
    Stream<String> out =
        command.equals("compare")
            ? Stream.empty()
            : Stream.of("--out", folder.resolve("out").toString());
    StringWriter err = new StringWriter();

    int exit =
        Main.commandLine()
            .setErr(new PrintWriter(err))
            .execute(
                Stream.of(Stream.of(command, "--policy", task.policy().toString()), models, out)
                    .flatMap(words -> words)
                    .toArray(String[]::new));

    assertThat(exit).as(err.toString()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString().lines().filter(line -> line.startsWith("bckd: ")))
        .singleElement()
        .asString()
        .contains("unsteady.pt: it answers the same rows differently", "torch.", "eval()");
    assertThat(folder.resolve("out/report.json")).doesNotExist();
  }
}
