package dev.bckd.model;

/**
 * One immutable set of weights of a model.
 *
 * @param model its name on the model server
 * @param version its version; compared for equality only, never ordered
 */
public record ModelVersion(String model, String version) {
  @Override
  public String toString() {
    return model + " " + version;
  }
}
