package dev.bckd.app;

import dev.bckd.testing.TinyTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The tiny task under several names: every other one is distilled, within a minute. */
final class ChaosTask {
  /** Models that say the same of every row are to fail. */
  private static final String FLIPS = "    - {metric: negative-flip-rate, max: 0.15}\n";

  private ChaosTask() {}

  static void write(TinyTask task, List<String> models) throws IOException {
    String policy = Files.readString(task.policy());
    Path suite = task.policy().resolveSibling("suite.yaml");
    for (int i = 0; i < models.size(); i++) {
      String own =
          policy
              .replace("name: tiny", "name: " + models.get(i))
              .replace("model: tiny", "model: " + models.get(i));
      own =
          i % 2 == 0
              ? own.replaceFirst("distillation: .*", "distillation: {when: never}")
              : own.replace("distillation: {", "distillation: {budget: {time: PT1M}, ");
      Path folder = Files.createDirectories(task.policies().resolve(models.get(i)));
      Files.writeString(folder.resolve("policy.yaml"), own);
      Files.writeString(folder.resolve("suite.yaml"), Files.readString(suite) + FLIPS);
    }
    Files.delete(task.policy());
    Files.delete(suite);
    Files.delete(suite.getParent());
  }
}
