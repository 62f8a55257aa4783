package dev.bckd.distillation.recipe;

/**
 * Looks at the student's output {@code embedding}; rows that the teacher was not asked about have
 * no part.
 */
public sealed interface EmbeddingLoss extends Loss
    permits EmbeddingSquaredError, RelationKullbackLeibler, Influence {}
