package dev.bckd.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.model.BadInputException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TorchSetupTest {
  private static final Set<String> CUDA = Set.of("libtorch.so", "libtorch_cuda.so");

  /** Each of these refuses on its own; nothing is left to guess. */
  @Test
  void namesWhatIsMissingForACudaDevice() {
    assertThat(new TorchSetup(none(), Set.of(), none(), none(), false, false, false))
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
    assertThat(new TorchSetup(none(), Set.of(), none(), none(), false, true, true).problem())
        .isEmpty();
    assertThat(own(CUDA, "cu128", false).problem())
        .hasValue("it is set, but there is no DJL's libdjl_torch.so for PyTorch 2.7.1, cu128");
    assertThat(
            new TorchSetup(Optional.of("/torch/lib"), Set.of(), none(), none(), false, true, true)
                .problem())
        .hasValue(
            "it is set, but there is no libtorch.so in /torch/lib, no PYTORCH_VERSION, such as"
                + " 2.7.1, no PYTORCH_FLAVOR, such as cu128");
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
        bridge,
        true,
        true);
  }

  private static Optional<String> none() {
    return Optional.empty();
  }
}
