package dev.bckd.inference.djl;

import ai.djl.util.Platform;
import ai.djl.util.Utils;
import com.sun.jna.NativeLibrary;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a machine has of that which PyTorch on a GPU needs.
 *
 * @param folder {@code PYTORCH_LIBRARY_PATH}, where PyTorch's own libraries are used
 * @param libraries names of the files in it
 * @param version {@code PYTORCH_VERSION}
 * @param flavor {@code PYTORCH_FLAVOR}
 * @param bridge whether DJL's native library for this version and flavor is at hand
 * @param driverFile whether there is a device file of NVIDIA's driver
 * @param driverLibrary whether the driver's {@code libcuda.so.1} can be loaded
 */
record TorchSetup(
    Optional<String> folder,
    Set<String> libraries,
    Optional<String> version,
    Optional<String> flavor,
    boolean bridge,
    boolean driverFile,
    boolean driverLibrary) {
  private static final String BRIDGE = "libdjl_torch.so";
  private static final Pattern DEVICE_FILE = Pattern.compile("nvidia\\d+");

  TorchSetup {
    libraries = Set.copyOf(libraries);
  }

  /** This machine's, as the environment describes it. */
  static TorchSetup here() {
    Optional<String> folder = setting("PYTORCH_LIBRARY_PATH");
    Optional<String> version = setting("PYTORCH_VERSION");
    Optional<String> flavor = setting("PYTORCH_FLAVOR");
    return new TorchSetup(
        folder,
        folder.stream()
            .flatMap(TorchSetup::folders)
            .map(TorchSetup::names)
            .flatMap(Set::stream)
            .collect(Collectors.toSet()),
        version,
        flavor,
        isBridgeThere(folder, version, flavor),
        names(Path.of("/dev")).stream().anyMatch(name -> DEVICE_FILE.matcher(name).matches()),
        loads("libcuda.so.1"));
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
        ? Optional.empty()
        : Optional.of("it is set, but there is no " + String.join(", no ", missing));
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
      if (!libraries.contains("libtorch_cuda.so")) {
        missing.add("libtorch_cuda.so in PYTORCH_LIBRARY_PATH, " + folder.get());
      }
      if (flavor.stream().noneMatch(name -> name.startsWith("cu"))) {
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

  private static Optional<String> setting(String name) {
    return Optional.ofNullable(Utils.getEnvOrSystemProperty(name))
        .filter(value -> !value.isEmpty());
  }

  private static Stream<Path> folders(String path) {
    return Stream.of(path.split(File.pathSeparator)).map(Path::of);
  }

  private static Set<String> names(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where DJL looks: beside PyTorch, in its own cache, among its jars. */
  private static boolean isBridgeThere(
      Optional<String> folder, Optional<String> version, Optional<String> flavor) {
    Platform platform = Platform.detectPlatform("pytorch");
    String own = platform.getApiVersion() + "-" + BRIDGE;
    boolean beside =
        folder.stream()
            .flatMap(TorchSetup::folders)
            .map(TorchSetup::names)
            .anyMatch(names -> names.contains(own) || names.contains(BRIDGE));
    if (beside) {
      return true;
    }
    if (version.isEmpty() || flavor.isEmpty()) {
      return false;
    }
    String kind = version.get() + "-" + flavor.get() + "-" + platform.getClassifier();
    boolean shipped =
        platform.getVersion().startsWith(version.get())
            && TorchSetup.class
                    .getClassLoader()
                    .getResource(
                        "jnilib/%s/%s/%s".formatted(platform.getClassifier(), flavor.get(), BRIDGE))
                != null;
    return shipped || Files.exists(Utils.getEngineCacheDir("pytorch").resolve(kind).resolve(own));
  }

  private static boolean loads(String library) {
    try {
      NativeLibrary.getInstance(library).dispose();
      return true;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }
}
