package dev.bckd.distillation;

import dev.bckd.inference.Scores;

/**
 * Logits that were stored with the rows.
 *
 * @param logits of all rows; 0 where there are none
 * @param has which rows have some; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
public record StoredLogits(Scores logits, boolean[] has) {}
