package dev.bckd.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ReportTableTest {
  @Test
  void showsTheThreeModelsOnWholeSuites() throws Exception {
    String report =
        """
        {"teacher": {"uri": "a"}, "incoming": {"uri": "b"}, "student": {"uri": "c"},
         "suites": [{"suite": "old-tasks", "samples": 14068, "metrics": [
           {"metric": "negative-flip-rate", "slice": null, "incoming": 0.0749, "student": 0.0312},
           {"metric": "negative-flip-rate", "slice": "tail items", "incoming": 0.5, "student": 0.5},
           {"metric": "brier-score", "slice": null, "teacher": 0.1},
           {"metric": "auc", "slice": null, "teacher": 0.78956, "incoming": 0.7763, "student": null}]}]}
        """;

    assertThat(ReportTable.of(new ObjectMapper().readTree(report)))
        .containsExactly(
            "suite       metric               teacher   incoming   student",
            "old-tasks   negative-flip-rate         -     7.49 %    3.12 %",
            "old-tasks   auc                   0.7896     0.7763         -");
  }

  @Test
  void leavesOutAModelThatTheReportDoesNotName() throws Exception {
    String report = "{\"teacher\": {}, \"incoming\": {}, \"suites\": []}";

    assertThat(ReportTable.of(new ObjectMapper().readTree(report)))
        .containsExactly("suite   metric   teacher   incoming");
  }
}
