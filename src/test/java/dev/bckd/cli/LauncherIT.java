package dev.bckd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.testing.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code bckd} at the root of the repository. */
class LauncherIT {
  @TempDir private Path folder;

  @Test
  void runsFromAnyFolder() {
    ProgramRun run = ProgramRun.ofBckd(folder, Map.of(), "--version");

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out()).isNotBlank();
  }

  @Test
  void runsThroughALink() throws IOException {
    Path link =
        Files.createSymbolicLink(folder.resolve("bckd"), ProgramRun.projectRoot().resolve("bckd"));

    ProgramRun run = ProgramRun.of(folder, Map.of(), List.of(link.toString(), "--version"));

    assertThat(run.exit()).as(run.err()).isZero();
  }

  @Test
  void passesTheExitCodeOfAWrongUsageOn() {
    assertThat(ProgramRun.ofBckd(folder, Map.of(), "no-such-command").exit()).isEqualTo(64);
  }

  @Test
  void readsRelativePathsFromTheFolderOfItsCaller() throws IOException {
    Files.writeString(folder.resolve("here.yaml"), "kind: Nothing\n");

    ProgramRun present = upgrade("here.yaml");
    ProgramRun absent = upgrade("there.yaml");

    assertThat(present.exit()).isEqualTo(64);
    assertThat(present.err()).contains("here.yaml");
    assertThat(absent.exit()).isEqualTo(64);
    assertThat(absent.err()).contains("there.yaml");
    // Only a file that was found can be refused for what is in it.
    assertThat(present.err().replace("here.yaml", ""))
        .isNotEqualTo(absent.err().replace("there.yaml", ""));
  }

  private ProgramRun upgrade(String policy) {
    return ProgramRun.ofBckd(
        folder, Map.of(), "upgrade", "--policy", policy, "--incoming", "incoming.pt");
  }

  /** Libraries log; they must do it where no result is expected. */
  @Test
  void keepsStandardOutputForResults() throws IOException {
    UnreadableModels.in(folder);

    ProgramRun run = UnreadableModels.run(folder, Map.of(), UnreadableModels.UPGRADE);

    assertThat(run.exit()).as(run.err()).isEqualTo(64);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).allMatch(line -> line.startsWith("bckd"));
    assertThat(run.err()).contains("model.pt");
  }

  @Test
  void saysWhereJavaHomeHasNoJava() {
    ProgramRun run = ProgramRun.ofBckd(folder, Map.of("JAVA_HOME", folder.toString()), "--help");

    assertThat(run.exit()).isEqualTo(69);
    assertThat(run.err())
        .isEqualTo(
            "bckd: JAVA_HOME is %s, but there is no bin/java in it; expected a JDK 17 or newer%n",
            folder);
  }

  @Test
  void saysWhichJavaIsTooOld() throws IOException {
    Path java = fakeJdk("11.0.25");

    ProgramRun run = ProgramRun.ofBckd(folder, Map.of("JAVA_HOME", folder.toString()), "--help");

    assertThat(run.exit()).isEqualTo(69);
    assertThat(run.err()).isEqualTo("bckd: %s is Java 11; expected a JDK 17 or newer%n", java);
  }

  @Test
  void readsTheOldWayOfNumberingJavaToo() throws IOException {
    fakeJdk("1.8.0_432");

    ProgramRun run = ProgramRun.ofBckd(folder, Map.of("JAVA_HOME", folder.toString()), "--help");

    assertThat(run.exit()).isEqualTo(69);
    assertThat(run.err()).contains("is Java 8;");
  }

  private Path fakeJdk(String version) throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\nexit 1\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return java.toRealPath();
  }
}
