package dev.bckd.worker;

import dev.bckd.policy.yaml.YamlPolicies;
import dev.bckd.upgrade.Purpose;
import dev.bckd.upgrade.process.StageServing;
import dev.bckd.upgrade.report.ReportFiles;
import dev.bckd.wiring.Workbench;

/** The child that does one stage of one upgrade. */
public final class StageWorker {
  private StageWorker() {}

  /** Does what its parent says on standard input. */
  public static void main(String... arguments) {
    StageServing.serve(
        (folders, past, artifacts, progress) ->
            new Workbench(folders.home(), progress)
                .stages(
                    new YamlPolicies(folders.policies(), wrong -> {}),
                    past,
                    artifacts,
                    new ReportFiles(),
                    folders.work(),
                    Purpose.SERVE));
  }
}
