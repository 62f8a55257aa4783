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
        (folders, parent) ->
            new Workbench(folders.home(), parent, parent)
                .stages(
                    new YamlPolicies(folders.policies(), wrong -> {}),
                    parent,
                    parent,
                    new ReportFiles(),
                    folders.work(),
                    Purpose.SERVE));
  }
}
