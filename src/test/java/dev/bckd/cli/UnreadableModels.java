package dev.bckd.cli;

import dev.bckd.testing.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** An upgrade that has everything but models: it goes as far as loading them. */
final class UnreadableModels {
  /** The command, with paths relative to the folder. */
  static final String[] UPGRADE = {
    "upgrade",
    "--policy",
    "policy.yaml",
    "--teacher",
    "model.pt",
    "--incoming",
    "model.pt",
    "--out",
    "out"
  };

  private UnreadableModels() {}

  /** Writes policy, suite, rows and what is no model. */
  static void in(Path folder) throws IOException {
    Files.writeString(folder.resolve("rows.csv"), "x,label\n1.0,1\n-1.0,0\n");
    Files.writeString(folder.resolve("model.pt"), "no model");
    Files.writeString(
        folder.resolve("suite.yaml"),
        """
        apiVersion: bckd.dev/v1
        kind: RegressionSuite
        metadata: {name: old-tasks}
        spec:
          data: {files: [rows.csv], label: label}
          gates:
            - {metric: negative-flip-rate, max: 0.06}
        """);
    Files.writeString(
        folder.resolve("policy.yaml"),
        """
        apiVersion: bckd.dev/v1
        kind: UpgradePolicy
        metadata: {name: tiny}
        spec:
          model: tiny
          task: binary
          signature:
            inputs:
              - {name: x, column: x, type: float32}
            outputs: [logits]
          history:
            label: label
            old: {files: [rows.csv]}
          gates:
            suites: [suite.yaml]
        """);
  }

  /** Runs bckd in the folder; the native libraries are unpacked once for all such runs. */
  static ProgramRun run(Path folder, Map<String, String> environment, String... words) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("BCKD_HOME", ProgramRun.projectRoot().resolve("target/bckd-home").toString());
    return ProgramRun.ofBckd(folder, all, words);
  }
}
