package dev.bckd.process;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which graphics processors a child may use. */
public enum Gpus {
  /** None: their device files cannot be written, and PyTorch sees none. */
  NONE,
  /** The first that this process sees. */
  FIRST,
  /** All that this process sees. */
  ALL;

  /** CUDA's own variable: which devices there are. */
  static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

  /**
   * The variable's value for a child; empty: it is not set.
   *
   * @param outer its value for this process
   */
  Optional<String> visible(@Nullable String outer) {
    Optional<String> here = Optional.ofNullable(outer);
    return switch (this) {
      case NONE -> Optional.of("");
      case FIRST -> Optional.of(here.orElse("0").split(",", 2)[0]);
      case ALL -> here;
    };
  }
}
