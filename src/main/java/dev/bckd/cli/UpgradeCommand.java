package dev.bckd.cli;

import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.policy.DeployedTeacher;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.policy.yaml.PolicyReader;
import dev.bckd.upgrade.Report;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole decision without a broker or a server: distil, gate, report. */
@Command(
    name = "upgrade",
    mixinStandardHelpOptions = true,
    description = "Distils the incoming model against the teacher, judges it and writes a report.",
    footer = {"", "Exit codes: 0 PROMOTE, 1 REJECT, 2 INCONCLUSIVE, 64 bad input."})
final class UpgradeCommand implements Callable<Integer> {
  @Option(names = "--policy", required = true, paramLabel = "P", description = "The policy file.")
  private Path policy = Path.of("");

  @Option(
      names = "--incoming",
      converter = ArtifactOption.class,
      required = true,
      paramLabel = "F",
      description = "The incoming model: a TorchScript file, s3://bucket/key or https://host/path.")
  private Artifact incoming = ArtifactOption.NONE;

  @Option(
      names = "--teacher",
      converter = ArtifactOption.class,
      paramLabel = "F",
      description = "The deployed model, a TorchScript file; default: spec.teacher of the policy.")
  private @Nullable Artifact teacher;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "out",
      description = "Where the reports and student.pt go; default: ${DEFAULT-VALUE}.")
  private Path out = Path.of("out");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    ConsoleProgress progress = new ConsoleProgress(err);
    progress.says("upgrade", "policy " + policy);
    CommandFiles files = new CommandFiles();
    OutFolder results = new OutFolder(out, files);
    Report report = new Offline(progress, files).upgrade(policy(), incoming, results);
    PrintWriter stdout = spec.commandLine().getOut();
    new ReportText(report).lines().forEach(stdout::println);
    results.files().forEach(file -> stdout.println("written  " + file));
    stdout.flush();
    return ExitCode.of(report.conclusion().decision());
  }

  private UpgradePolicy policy() {
    UpgradePolicy read = PolicyReader.read(policy);
    Optional<Artifact> named = Optional.ofNullable(teacher);
    if (named.isEmpty() && read.teacher().isEmpty()) {
      throw new BadInputException(
          policy.toString(), "has no spec.teacher; expected that or the option --teacher");
    }
    return named.map(model -> read.withTeacher(deployed(model))).orElse(read);
  }

  private static DeployedTeacher deployed(Artifact model) {
    return new DeployedTeacher(ArtifactOption.name(model), model);
  }
}
