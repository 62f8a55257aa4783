package dev.bckd.cli;

import dev.bckd.gates.Comparison;
import dev.bckd.gates.MetricValues;
import dev.bckd.model.Artifact;
import dev.bckd.model.Role;
import dev.bckd.policy.yaml.PolicyReader;
import dev.bckd.stats.Interval;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Two models side by side, no verdict. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "Shows every metric of two models on a policy's suites, without a verdict.",
    footer = {"", "Exit codes: 0 compared, 64 bad input."})
final class CompareCommand implements Callable<Integer> {
  private static final String ENDS = "interval of the difference";
  private static final String ROW = "%-16s %-18s %-28s %9s %9s %9s  %s";

  @Option(names = "--policy", required = true, paramLabel = "P", description = "The policy file.")
  private Path policy = Path.of("");

  @Option(
      names = "--teacher",
      converter = ArtifactOption.class,
      required = true,
      paramLabel = "F",
      description = "The deployed model, a TorchScript file.")
  private Artifact teacher = ArtifactOption.NONE;

  @Option(
      names = "--candidate",
      converter = ArtifactOption.class,
      required = true,
      paramLabel = "F",
      description = "The model beside it, a TorchScript file.")
  private Artifact candidate = ArtifactOption.NONE;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
    progress.says("compare", "policy " + policy);
    Map<Role, Artifact> models = new EnumMap<>(Role.class);
    models.put(Role.TEACHER, teacher);
    models.put(Role.CANDIDATE, candidate);
    List<Comparison> comparisons =
        new Offline(progress, new CommandFiles()).compare(PolicyReader.read(policy), models);
    PrintWriter out = spec.commandLine().getOut();
    out.println(ROW.formatted("suite", "slice", "metric", "teacher", "candidate", "minus", ENDS));
    comparisons.forEach(comparison -> out.println(row(comparison)));
    out.flush();
    return ExitCode.DONE;
  }

  private static String row(Comparison comparison) {
    MetricValues values = comparison.values();
    return ROW.formatted(
            comparison.suite(),
            values.slice().orElse("-"),
            values.metric(),
            number(values.values().get(Role.TEACHER)),
            number(values.values().get(Role.CANDIDATE)),
            comparison.difference().map(Interval::estimate).map(CompareCommand::number).orElse("-"),
            comparison.difference().map(CompareCommand::ends).orElse(""))
        .stripTrailing();
  }

  private static String number(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }

  private static String ends(Interval interval) {
    return String.format(Locale.ROOT, "[%.4f, %.4f]", interval.low(), interval.high());
  }
}
