package dev.bckd.inference.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.Function;
import com.sun.jna.Platform;
import dev.bckd.inference.AtOnce;
import dev.bckd.model.BadInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch in this process, loaded once, on first use, without the network.
 *
 * <p>The native libraries are unpacked to {@code cache/djl} under the system property {@code
 * bckd.home}, else the variable {@code BCKD_HOME}, else {@code .bckd}; a {@code DJL_CACHE_DIR} set
 * from outside goes first.
 */
public final class TorchRuntime {
  private static final String ENGINE = "PyTorch";

  /** Names of the C library's settings, from its {@code malloc.h}. */
  private static final int TRIM_THRESHOLD = -1;

  private static final int MMAP_THRESHOLD = -3;

  /** The largest value that the C library takes: 32 MiB. */
  private static final int LARGEST_KEPT = 32 << 20;

  private static final Pattern CUDA = Pattern.compile("cuda:(\\d{1,3})");

  private static volatile @Nullable Engine loaded;

  private TorchRuntime() {}

  private static Engine load() {
    preset("ai.djl.offline", "true");
    preset("OPT_OUT_TRACKING", "true");
    // Keeps one thread's optimised graphs from failing on a model that another thread trains.
    preset("ai.djl.pytorch.graph_optimizer", "false");
    if (System.getenv("DJL_CACHE_DIR") == null) {
      preset("DJL_CACHE_DIR", home().resolve("cache").resolve("djl").toAbsolutePath().toString());
    }
    waitWithoutSpinning();
    keepFreedMemory();
    return refusingWhatDoesNotLoad(() -> Engine.getEngine(ENGINE));
  }

  /**
   * What cannot be loaded is what the environment names, or this machine; Java's errors for it are
   * no exceptions, and would end a command like a defect.
   */
  static <T> T refusingWhatDoesNotLoad(Supplier<T> loading) {
    try {
      return loading.get();
    } catch (EngineException | LinkageError e) {
      throw new BadInputException(
          "PyTorch",
          "it cannot be loaded (%s): %s"
              .formatted(TorchEnvironment.setup().asked(), NativeMessages.reason(innermost(e))));
    }
  }

  private static Throwable innermost(Throwable error) {
    Throwable cause = error.getCause();
    return cause == null ? error : innermost(cause);
  }

  /**
   * PyTorch's threads spin while they wait for each other, unless told otherwise before its OpenMP
   * library is loaded. On a busy machine a spinning thread takes the processor from the one it
   * waits for: a training then takes many times as long.
   */
  private static void waitWithoutSpinning() {
    if (System.getenv("OMP_WAIT_POLICY") == null && Platform.isLinux()) {
      int overwrite = 0;
      Function.getFunction(Platform.C_LIBRARY_NAME, "setenv")
          .invokeInt(new Object[] {"OMP_WAIT_POLICY", "passive", overwrite});
    }
  }

  /**
   * PyTorch allocates the tensors of every step anew. Those above 128 KiB the C library fetches
   * from the system and gives back each time, which has to clear every page again; kept, they are
   * reused.
   */
  private static void keepFreedMemory() {
    if (Platform.isLinux() && System.getenv("MALLOC_MMAP_THRESHOLD_") == null) {
      Function tune = Function.getFunction(Platform.C_LIBRARY_NAME, "mallopt");
      tune.invokeInt(new Object[] {MMAP_THRESHOLD, LARGEST_KEPT});
      tune.invokeInt(new Object[] {TRIM_THRESHOLD, 8 * LARGEST_KEPT});
    }
  }

  private static Path home() {
    String variable = Objects.requireNonNullElse(System.getenv("BCKD_HOME"), ".bckd");
    return Path.of(System.getProperty("bckd.home", variable));
  }

  private static void preset(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /**
   * The engine; the first call loads the native libraries.
   *
   * @throws BadInputException if they cannot be loaded, or if PyTorch's own libraries are asked for
   *     and not complete
   */
  public static Engine engine() {
    Engine there = loaded;
    return there == null ? loadedOnce() : there;
  }

  private static synchronized Engine loadedOnce() {
    Engine there = loaded;
    if (there == null) {
      TorchEnvironment.setup()
          .problem()
          .ifPresent(
              problem -> {
                throw new BadInputException("PYTORCH_LIBRARY_PATH", problem);
              });
      there = load();
      loaded = there;
    }
    return there;
  }

  /**
   * A new root for tensors and modules; closing it frees them.
   *
   * @param device where they live
   */
  public static PtNDManager newManager(Device device) {
    NDManager manager = engine().newBaseManager(device);
    return (PtNDManager) manager;
  }

  /**
   * Prepares the calling thread, whose settings PyTorch keeps per thread, to run modules: without
   * the graph optimiser, which needs several slow first calls and breaks on modules in training.
   */
  public static void prepareThread() {
    engine();
    JniUtils.setGraphExecutorOptimize(false);
  }

  /**
   * Carries out work at the same time, each with its share of the threads.
   *
   * @throws RuntimeException that of the first that fails, once all have ended
   */
  public static void sideBySide(List<Runnable> work) {
    int all = threads();
    int each = Math.max(1, all / Math.max(1, work.size()));
    AtOnce.ask(
        work.stream()
            .<Supplier<Boolean>>map(
                one ->
                    () -> {
                      prepareThread();
                      // PyTorch keeps this for each thread of ours.
                      JniUtils.setNumThreads(each);
                      try {
                        one.run();
                        return true;
                      } finally {
                        JniUtils.setNumThreads(all);
                      }
                    })
            .toList());
  }

  /** Threads that one operation may use. */
  public static int threads() {
    engine();
    return JniUtils.getNumThreads();
  }

  /**
   * The device of a policy.
   *
   * @param name {@code cpu}, {@code cuda:N}, or {@code auto}: the first CUDA device if PyTorch sees
   *     one, else the CPU
   * @throws BadInputException if the name is none of these or there is no such device
   */
  public static Device device(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    Matcher cuda = CUDA.matcher(lower);
    if (lower.equals("cpu")) {
      return Device.cpu();
    }
    if (lower.equals("auto")) {
      return gpus() > 0 ? Device.gpu(0) : Device.cpu();
    }
    if (!cuda.matches()) {
      throw new BadInputException("device", "expected auto, cpu or cuda:N, got '" + name + "'");
    }
    int index = Integer.parseInt(cuda.group(1));
    if (index >= gpus()) {
      throw new BadInputException(
          "device", TorchEnvironment.setup().refusal(name, engine().getVersion(), gpus()));
    }
    return Device.gpu(index);
  }

  /** Why the device {@code auto} is the CPU, where there are libraries for CUDA; else empty. */
  public static Optional<String> whyCpu() {
    return gpus() > 0 ? Optional.empty() : TorchEnvironment.setup().whyCpu(engine().getVersion());
  }

  private static int gpus() {
    // Asked in this order: counting devices logs a warning where there is no CUDA driver.
    return engine().hasCapability(StandardCapabilities.CUDA) ? engine().getGpuCount() : 0;
  }
}
