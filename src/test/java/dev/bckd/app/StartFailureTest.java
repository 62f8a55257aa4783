package dev.bckd.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.model.BadInputException;
import dev.bckd.model.UnavailableException;
import java.net.BindException;
import org.junit.jupiter.api.Test;

class StartFailureTest {
  @Test
  void saysWhatAPartOfTheServiceSaidHoweverDeepItIsWrapped() {
    assertThat(failure(new BadInputException("BCKD_RETENTION_REPORTS", "expected P90D, got '5'")))
        .isEqualTo(new StartFailure(64, "BCKD_RETENTION_REPORTS: expected P90D, got '5'"));
    assertThat(failure(new UnavailableException("s3://models cannot be reached")))
        .isEqualTo(new StartFailure(69, "s3://models cannot be reached"));
    assertThat(failure(new BindException("port 8080 is in use")))
        .isEqualTo(new StartFailure(69, "port 8080 is in use; set BCKD_HTTP_PORT to another port"));
  }

  @Test
  void namesTheLogWhereNobodyKnowsWhatItIs() {
    assertThat(failure(new IllegalStateException("x")))
        .isEqualTo(
            new StartFailure(70, "the service did not start: failed to start; see bckd.log"));
  }

  private static StartFailure failure(Exception cause) {
    return StartFailure.of(
        new RuntimeException("failed to start", new IllegalStateException("wrapped", cause)),
        "bckd.log");
  }
}
