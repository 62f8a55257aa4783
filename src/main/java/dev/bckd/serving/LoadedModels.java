package dev.bckd.serving;

import dev.bckd.inference.ScoringModel;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.Signature;
import java.util.List;
import java.util.Optional;

/** The versions a model server has in memory, to answer requests with. Thread-safe. */
public interface LoadedModels {
  /** A version that stays in memory until it is given back. */
  interface Borrowed extends AutoCloseable {
    ModelVersion version();

    Signature signature();

    ScoringModel model();

    /** Gives it back. */
    @Override
    void close();
  }

  /** The version that has the traffic of a model; empty where none has. */
  Optional<Borrowed> borrowStable(String model);

  /** A version of a model, with or without traffic; empty where it is not loaded. */
  Optional<Borrowed> borrow(ModelVersion version);

  /** The loaded versions of a model, sorted by name. */
  List<ModelVersion> loaded(String model);
}
