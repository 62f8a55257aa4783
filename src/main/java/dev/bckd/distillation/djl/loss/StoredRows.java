package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;

/**
 * Logits that were stored with the rows.
 *
 * @param logits {@code [rows, classes]} of whoever answered then; 0 where there are none
 * @param has 1 on rows that have some, else 0; float32 {@code [rows]}
 */
public record StoredRows(NDArray logits, NDArray has) {}
