package dev.bckd.distillation.recipe;

/** Compares the student's logits with the label, row by row; rows without a label have no part. */
public sealed interface LabelLoss extends Loss permits CrossEntropy, NewError {}
