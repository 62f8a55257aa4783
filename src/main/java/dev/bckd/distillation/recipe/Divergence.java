package dev.bckd.distillation.recipe;

/**
 * Compares the student's logits with those of a {@link Target}, row by row; rows that the target
 * has no answer for have no part.
 */
public sealed interface Divergence extends Loss permits KullbackLeibler {}
