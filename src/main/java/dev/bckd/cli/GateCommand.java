package dev.bckd.cli;

import dev.bckd.model.Artifact;
import dev.bckd.model.Role;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.policy.yaml.PolicyReader;
import dev.bckd.upgrade.Report;
import dev.bckd.upgrade.SelfTestReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Only the gates, on any two models. */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    description = "Judges a model against the teacher by a policy's gates and writes a report.",
    footer = {
      "",
      "Exit codes: 0 PROMOTE, 1 REJECT, 2 INCONCLUSIVE, 64 bad input;",
      "with --self-test: 0 the gates can tell right from wrong, 1 they cannot."
    })
final class GateCommand implements Callable<Integer> {
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
      paramLabel = "F",
      description = "The model to judge, a TorchScript file.")
  private @Nullable Artifact candidate;

  @Option(
      names = "--self-test",
      description = "Judges the gates: what they say of the teacher itself, and of wrong answers.")
  private boolean selfTest;

  @Option(
      names = "--incoming",
      converter = ArtifactOption.class,
      paramLabel = "F",
      description = "The model the candidate was distilled from; default: the candidate itself.")
  private @Nullable Artifact incoming;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "out",
      description = "Where the report goes; default: ${DEFAULT-VALUE}.")
  private Path out = Path.of("out");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
    progress.says("gate", "policy " + policy);
    UpgradePolicy read = PolicyReader.read(policy);
    Artifact judged = candidate;
    if ((judged == null) != selfTest) {
      throw new ParameterException(
          spec.commandLine(), "expected either --candidate or --self-test");
    }
    return judged == null ? tested(read, progress) : gated(read, judged, progress);
  }

  private int tested(UpgradePolicy read, ConsoleProgress progress) {
    SelfTestReport report = new Offline(progress, new CommandFiles()).selfTest(read, teacher);
    PrintWriter stdout = spec.commandLine().getOut();
    new SelfTestText(report).lines().forEach(stdout::println);
    stdout.flush();
    return report.problems().isEmpty() ? ExitCode.DONE : ExitCode.REJECT;
  }

  private int gated(UpgradePolicy read, Artifact judged, ConsoleProgress progress) {
    CommandFiles files = new CommandFiles();
    OutFolder results = new OutFolder(out, files);
    Report report = new Offline(progress, files).gate(read, models(judged), results);
    PrintWriter stdout = spec.commandLine().getOut();
    new ReportText(report).lines().forEach(stdout::println);
    results.files().forEach(file -> stdout.println("written  " + file));
    stdout.flush();
    return ExitCode.of(report.conclusion().decision());
  }

  private Map<Role, Artifact> models(Artifact judged) {
    Map<Role, Artifact> models = new EnumMap<>(Role.class);
    models.put(Role.TEACHER, teacher);
    models.put(Role.CANDIDATE, judged);
    if (incoming != null) {
      models.put(Role.INCOMING, incoming);
    }
    return models;
  }
}
