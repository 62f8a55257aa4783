package dev.bckd.model;

import java.util.Locale;

/** The element type of an input tensor. */
public enum ElementType {
  INT64,
  FLOAT32;

  /** The name used in policies and by the Open Inference Protocol's lower-case form. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
