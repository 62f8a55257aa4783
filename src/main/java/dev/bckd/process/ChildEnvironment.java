package dev.bckd.process;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The variables that a child gets to see: those that PyTorch, the C library and this program read
 * there. Passwords and keys are not among them.
 */
final class ChildEnvironment {
  private static final Pattern PASSED =
      Pattern.compile(
          "PATH|HOME|USER|LANG|LC_\\w+|TZ|LD_LIBRARY_PATH|JAVA_HOME|BCKD_HOME|DJL_\\w+|PYTORCH_\\w+"
              + "|TORCH_\\w+|CUDA_\\w+|NVIDIA_\\w+|OMP_\\w+|KMP_\\w+|GOMP_\\w+|MKL_\\w+|MALLOC_\\w+");

  private ChildEnvironment() {}

  static Map<String, String> of(Map<String, String> environment, Gpus gpus) {
    Map<String, String> passed = new TreeMap<>(environment);
    passed.keySet().removeIf(name -> !PASSED.matcher(name).matches());
    gpus.visible(passed.remove(Gpus.VARIABLE)).ifPresent(seen -> passed.put(Gpus.VARIABLE, seen));
    return passed;
  }
}
