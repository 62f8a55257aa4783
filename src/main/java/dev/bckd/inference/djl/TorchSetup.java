package dev.bckd.inference.djl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a machine has of that which PyTorch on a GPU needs.
 *
 * @param folder {@code PYTORCH_LIBRARY_PATH}, where PyTorch's own libraries are used
 * @param libraries names of the files in it
 * @param version {@code PYTORCH_VERSION}
 * @param flavor {@code PYTORCH_FLAVOR}
 * @param installed which PyTorch the libraries say they are, where a file beside them says it
 * @param bridge whether DJL's native library for this version and flavor is at hand
 * @param driverFile whether there is a device file of NVIDIA's driver
 * @param driverLibrary whether the driver's {@code libcuda.so.1} can be loaded
 */
record TorchSetup(
    Optional<String> folder,
    Set<String> libraries,
    Optional<String> version,
    Optional<String> flavor,
    Optional<InstalledTorch> installed,
    boolean bridge,
    boolean driverFile,
    boolean driverLibrary) {
  private static final String CUDA = "libtorch_cuda.so";
  static final String BRIDGE = "libdjl_torch.so";

  TorchSetup {
    libraries = Set.copyOf(libraries);
  }

  /** Why PyTorch's own libraries cannot be loaded; empty where they can, or are not asked for. */
  Optional<String> problem() {
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    List<String> missing = new ArrayList<>();
    if (!libraries.contains("libtorch.so")) {
      missing.add("libtorch.so in " + folder.get());
    }
    if (cuda() && !libraries.contains(CUDA)) {
      missing.add(CUDA + " in " + folder.get() + " (PYTORCH_FLAVOR is " + or(flavor) + ")");
    }
    if (version.isEmpty()) {
      missing.add("PYTORCH_VERSION, such as 2.7.1");
    }
    if (flavor.isEmpty()) {
      missing.add("PYTORCH_FLAVOR, such as cu128");
    }
    if (version.isPresent() && flavor.isPresent() && !bridge) {
      missing.add(noBridge());
    }
    return missing.isEmpty()
        ? contradiction()
        : Optional.of("it is set, but there is no " + String.join(", no ", missing));
  }

  /** Libraries loaded as those of another version end the process instead of with an error. */
  private Optional<String> contradiction() {
    return installed
        .filter(own -> own.contradicts(or(version), or(flavor)))
        .map(
            own ->
                "the libraries in %s are PyTorch %s; PYTORCH_VERSION and PYTORCH_FLAVOR say %s, %s"
                    .formatted(or(folder), own, or(version), or(flavor)));
  }

  /** What was to be loaded, for the message that it could not be. */
  String asked() {
    return folder
        .map(
            own ->
                "PYTORCH_LIBRARY_PATH %s, PYTORCH_VERSION %s, PYTORCH_FLAVOR %s"
                    .formatted(own, or(version), or(flavor)))
        .orElse("the PyTorch that bckd brings");
  }

  /**
   * Why a device that is not named is the CPU, where a CUDA device was hoped for.
   *
   * @param loaded version of the PyTorch that is loaded
   * @return empty where nothing here is for CUDA
   */
  Optional<String> whyCpu(String loaded) {
    return folder.isPresent() && cuda()
        ? Optional.of("trains on the CPU: " + refusal("cuda", loaded, 0))
        : Optional.empty();
  }

  private boolean cuda() {
    return flavor.filter(name -> name.startsWith("cu")).isPresent();
  }

  /**
   * Why a CUDA device cannot be had, in one line.
   *
   * @param loaded version of the PyTorch that is loaded
   * @param devices how many it sees
   */
  String refusal(String asked, String loaded, int devices) {
    if (devices > 0) {
      return "expected cuda:0 to cuda:%d, got '%s'".formatted(devices - 1, asked);
    }
    List<String> missing = new ArrayList<>();
    if (!driverFile) {
      missing.add("a device file of NVIDIA's driver (/dev/nvidia0)");
    }
    if (!driverLibrary) {
      missing.add("the driver's libcuda.so.1");
    }
    if (folder.isEmpty()) {
      missing.add(
          "PyTorch with CUDA (loaded is the one for CPUs, %s; PYTORCH_LIBRARY_PATH is not set)"
              .formatted(loaded));
    } else {
      if (!libraries.contains(CUDA)) {
        missing.add(CUDA + " in PYTORCH_LIBRARY_PATH, " + folder.get());
      }
      if (!cuda()) {
        missing.add("a PYTORCH_FLAVOR for CUDA, such as cu128 (it is %s)".formatted(or(flavor)));
      }
      if (!bridge) {
        missing.add(noBridge());
      }
    }
    return missing.isEmpty()
        ? ("'%s': driver and libraries are there, but PyTorch %s sees no device; is the driver too"
                + " old for %s, or CUDA_VISIBLE_DEVICES set to none?")
            .formatted(asked, loaded, or(flavor))
        : "'%s' is not to be had here; missing: %s".formatted(asked, String.join("; ", missing));
  }

  private String noBridge() {
    return "DJL's %s for PyTorch %s, %s".formatted(BRIDGE, or(version), or(flavor));
  }

  private static String or(Optional<String> setting) {
    return setting.orElse("not set");
  }
}
