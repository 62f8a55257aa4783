package dev.bckd.distillation.recipe;

/** Compares the student's weights with the incoming model's; looks at no rows. */
public sealed interface WeightLoss extends Loss permits StartingPoint, ElasticWeightConsolidation {
  @Override
  default boolean filtered() {
    return false;
  }
}
