package dev.bckd.inference.djl;

import ai.djl.util.Platform;
import ai.djl.util.Utils;
import com.sun.jna.NativeLibrary;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks for what PyTorch on a GPU needs: in the environment, and on this machine. */
final class TorchEnvironment {
  private static final Pattern DEVICE_FILE = Pattern.compile("nvidia\\d+");

  private TorchEnvironment() {}

  /** What there is. */
  static TorchSetup setup() {
    Optional<String> folder = setting("PYTORCH_LIBRARY_PATH");
    Optional<String> version = setting("PYTORCH_VERSION");
    Optional<String> flavor = setting("PYTORCH_FLAVOR");
    return new TorchSetup(
        folder,
        folder.stream()
            .flatMap(TorchEnvironment::folders)
            .map(TorchEnvironment::names)
            .flatMap(Set::stream)
            .collect(Collectors.toSet()),
        version,
        flavor,
        folder.stream()
            .flatMap(TorchEnvironment::folders)
            .flatMap(libraries -> InstalledTorch.of(libraries).stream())
            .findFirst(),
        isBridgeThere(folder, version, flavor),
        names(Path.of("/dev")).stream().anyMatch(name -> DEVICE_FILE.matcher(name).matches()),
        loads("libcuda.so.1"));
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
    String own = platform.getApiVersion() + "-" + TorchSetup.BRIDGE;
    boolean beside =
        folder.stream()
            .flatMap(TorchEnvironment::folders)
            .map(TorchEnvironment::names)
            .anyMatch(names -> names.contains(own) || names.contains(TorchSetup.BRIDGE));
    if (beside) {
      return true;
    }
    if (version.isEmpty() || flavor.isEmpty()) {
      return false;
    }
    String kind = version.get() + "-" + flavor.get() + "-" + platform.getClassifier();
    boolean shipped =
        platform.getVersion().startsWith(version.get())
            && TorchEnvironment.class
                    .getClassLoader()
                    .getResource(
                        "jnilib/%s/%s/%s"
                            .formatted(platform.getClassifier(), flavor.get(), TorchSetup.BRIDGE))
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
