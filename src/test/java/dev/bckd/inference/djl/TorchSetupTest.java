package dev.bckd.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import dev.bckd.model.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchSetupTest {
  private static final Set<String> CUDA = Set.of("libtorch.so", "libtorch_cuda.so");

  /** Each of these refuses on its own; nothing is left to guess. */
  @Test
  void namesWhatIsMissingForACudaDevice() {
    assertThat(
            new TorchSetup(none(), Set.of(), none(), none(), Optional.empty(), false, false, false))
        .extracting(setup -> setup.refusal("cuda:0", "2.7.1", 0))
        .isEqualTo(
            "'cuda:0' is not to be had here; missing: a device file of NVIDIA's driver"
                + " (/dev/nvidia0); the driver's libcuda.so.1; PyTorch with CUDA (loaded is the one"
                + " for CPUs, 2.7.1; PYTORCH_LIBRARY_PATH is not set)");
    assertThat(refusal(Set.of("libtorch.so"), "cu128", true))
        .isEqualTo(
            "'cuda:0' is not to be had here; missing: libtorch_cuda.so in PYTORCH_LIBRARY_PATH,"
                + " /torch/lib");
    assertThat(refusal(CUDA, "cpu", true))
        .isEqualTo(
            "'cuda:0' is not to be had here; missing: a PYTORCH_FLAVOR for CUDA, such as cu128 (it"
                + " is cpu)");
    assertThat(refusal(CUDA, "cu130", false))
        .isEqualTo(
            "'cuda:0' is not to be had here; missing: DJL's libdjl_torch.so for PyTorch 2.7.1,"
                + " cu130");
  }

  @Test
  void asksForDriverAndVisibilityWhereEverythingIsThere() {
    assertThat(refusal(CUDA, "cu128", true))
        .isEqualTo(
            "'cuda:0': driver and libraries are there, but PyTorch 2.7.1 sees no device; is the"
                + " driver too old for cu128, or CUDA_VISIBLE_DEVICES set to none?");
  }

  @Test
  void namesTheDevicesThatThereAre() {
    assertThat(own(CUDA, "cu128", true).refusal("cuda:2", "2.7.1", 2))
        .isEqualTo("expected cuda:0 to cuda:1, got 'cuda:2'");
  }

  @Test
  void refusesAnIncompleteFolderOfPyTorchBeforeItIsLoaded() {
    assertThat(own(CUDA, "cu128", true).problem()).isEmpty();
    assertThat(
            new TorchSetup(none(), Set.of(), none(), none(), Optional.empty(), false, true, true)
                .problem())
        .isEmpty();
    assertThat(own(CUDA, "cu128", false).problem())
        .hasValue("it is set, but there is no DJL's libdjl_torch.so for PyTorch 2.7.1, cu128");
    assertThat(
            new TorchSetup(
                    Optional.of("/torch/lib"),
                    Set.of(),
                    none(),
                    none(),
                    Optional.empty(),
                    false,
                    true,
                    true)
                .problem())
        .hasValue(
            "it is set, but there is no libtorch.so in /torch/lib, no PYTORCH_VERSION, such as"
                + " 2.7.1, no PYTORCH_FLAVOR, such as cu128");
  }

  /** Loaded nevertheless they end the process, or leave it with half a PyTorch. */
  @Test
  void refusesLibrariesThatAreNotWhatTheyAreSaidToBe() throws Exception {
    assertThat(own(Set.of("libtorch.so"), "cu128", true).problem())
        .hasValue(
            "it is set, but there is no libtorch_cuda.so in /torch/lib (PYTORCH_FLAVOR is cu128)");
    assertThat(installed("2.13.0", "cpu").problem())
        .hasValue(
            "the libraries in /torch/lib are PyTorch 2.13.0, cpu; PYTORCH_VERSION and"
                + " PYTORCH_FLAVOR say 2.7.1, cu128");
    assertThat(installed("2.7.1", "cu118").problem()).isPresent();
    assertThat(installed("2.7.1", "cu128").problem()).isEmpty();
  }

  private static TorchSetup installed(String version, String flavor) {
    return new TorchSetup(
        Optional.of("/torch/lib"),
        CUDA,
        Optional.of("2.7.1"),
        Optional.of("cu128"),
        Optional.of(new InstalledTorch(version, Optional.of(flavor))),
        true,
        true,
        true);
  }

  @Test
  void readsWhichPyTorchLiesInAFolder(@TempDir Path folder) throws Exception {
    Path libraries = Files.createDirectory(folder.resolve("lib"));
    assertThat(InstalledTorch.of(libraries)).isEmpty();

    Files.writeString(folder.resolve("build-version"), "2.7.1+cu128\n");
    assertThat(InstalledTorch.of(libraries))
        .hasValue(new InstalledTorch("2.7.1", Optional.of("cu128")));

    Files.writeString(
        folder.resolve("version.py"),
        "from typing import Optional\n__all__ = ['__version__']\n__version__ = '2.13.0'\n");
    assertThat(InstalledTorch.of(libraries))
        .hasValue(new InstalledTorch("2.13.0", Optional.empty()));
  }

  /** A device that is not named is no error, but no secret either. */
  @Test
  void saysWhyAutoIsTheCpuWhereCudaWasHopedFor() {
    assertThat(
            new TorchSetup(
                    Optional.of("/torch/lib"),
                    CUDA,
                    Optional.of("2.7.1"),
                    Optional.of("cu128"),
                    Optional.empty(),
                    true,
                    false,
                    true)
                .whyCpu("2.7.1"))
        .hasValue(
            "trains on the CPU: 'cuda' is not to be had here; missing: a device file of NVIDIA's"
                + " driver (/dev/nvidia0)");
    assertThat(own(Set.of("libtorch.so"), "cpu", true).whyCpu("2.7.1")).isEmpty();
    assertThat(
            new TorchSetup(none(), Set.of(), none(), none(), Optional.empty(), false, true, true)
                .whyCpu("2.7.1"))
        .isEmpty();
  }

  @Test
  void refusesWhatCannotBeLoadedInsteadOfBreaking() {
    for (LinkageError error :
        List.of(
            new ExceptionInInitializerError(
                new EngineException("Failed", new UnsatisfiedLinkError("libc10.so: no symbol"))),
            new UnsatisfiedLinkError("libc10.so: no symbol"),
            new NoClassDefFoundError("libc10.so: no symbol"))) {
      assertThatThrownBy(
              () ->
                  TorchRuntime.refusingWhatDoesNotLoad(
                      () -> {
                        throw error;
                      }))
          .isInstanceOf(BadInputException.class)
          .hasMessage(
              "PyTorch: it cannot be loaded (the PyTorch that bckd brings): libc10.so: no symbol");
    }
  }

  @Test
  void readsThisMachine() {
    TorchRuntime.prepareThread();

    assertThatThrownBy(() -> TorchRuntime.device("cuda:999"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("cuda:999");
  }

  private static String refusal(Set<String> libraries, String flavor, boolean bridge) {
    return own(libraries, flavor, bridge).refusal("cuda:0", "2.7.1", 0);
  }

  private static TorchSetup own(Set<String> libraries, String flavor, boolean bridge) {
    return new TorchSetup(
        Optional.of("/torch/lib"),
        libraries,
        Optional.of("2.7.1"),
        Optional.of(flavor),
        Optional.of(new InstalledTorch("2.7.1", Optional.empty())),
        bridge,
        true,
        true);
  }

  private static Optional<String> none() {
    return Optional.empty();
  }
}
