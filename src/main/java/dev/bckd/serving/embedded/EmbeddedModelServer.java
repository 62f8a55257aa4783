package dev.bckd.serving.embedded;

import dev.bckd.inference.ScoringEngine;
import dev.bckd.model.BadInputException;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.Signature;
import dev.bckd.serving.LoadedModels;
import dev.bckd.serving.ModelServer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A model server in this process.
 *
 * <p>Traffic moves by swapping one reference. A request borrows the version it begins with and
 * keeps it in memory until it is answered, so a switch fails none and waits for none; only retiring
 * a version waits for its last request.
 */
public final class EmbeddedModelServer implements ModelServer, LoadedModels, AutoCloseable {
  private final ScoringEngine engine;
  private final ConcurrentMap<ModelVersion, LoadedVersion> loaded = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, LoadedVersion> stable = new ConcurrentHashMap<>();

  /** Of each model, who switched last; guarded by the model's lock. */
  private final Map<String, Long> generations = new ConcurrentHashMap<>();

  /**
   * Of each model one change at a time; requests take none. A version that never comes to its end
   * with loading keeps no other model from moving.
   */
  private final ConcurrentMap<String, Lock> changes = new ConcurrentHashMap<>();

  public EmbeddedModelServer(ScoringEngine engine) {
    this.engine = engine;
  }

  /**
   * Loads a version; where one of the same name was loaded from another file, replaces it.
   *
   * @throws BadInputException if the file is no model of this signature, or if the version has the
   *     traffic and was loaded from another file: a version never changes
   */
  @Override
  public void load(ModelVersion version, Path artifact, Signature signature) {
    Lock change = change(version.model());
    change.lock();
    try {
      LoadedVersion before = loaded.get(version);
      if (before != null && before.file().equals(artifact)) {
        return;
      }
      if (before != null && stable.get(version.model()) == before) {
        throw new BadInputException(
            artifact.toString(),
            version
                + " has the traffic and was loaded from "
                + before.file()
                + "; expected another version name");
      }
      LoadedVersion next =
          new LoadedVersion(version, artifact, signature, engine.open(artifact, signature));
      loaded.put(version, next);
      if (before != null) {
        before.retire();
      }
    } finally {
      change.unlock();
    }
  }

  @Override
  public void promote(ModelVersion version, long generation) {
    Lock change = change(version.model());
    change.lock();
    try {
      long last = generations.getOrDefault(version.model(), 0L);
      if (generation < last) {
        throw new IllegalStateException(
            version + " is not promoted: generation " + last + " has switched since " + generation);
      }
      LoadedVersion next = loaded.get(version);
      if (next == null) {
        throw new IllegalStateException(version + " is not loaded");
      }
      generations.put(version.model(), generation);
      stable.put(version.model(), next);
    } finally {
      change.unlock();
    }
  }

  @Override
  public void fence(String model, long generation) {
    Lock change = change(model);
    change.lock();
    try {
      generations.merge(model, generation, Math::max);
    } finally {
      change.unlock();
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the version has the traffic
   */
  @Override
  public void retire(ModelVersion version) {
    LoadedVersion leaving = takeOut(version);
    if (leaving != null) {
      leaving.retire();
    }
  }

  @Override
  public Optional<ModelVersion> stable(String model) {
    return Optional.ofNullable(stable.get(model)).map(LoadedVersion::version);
  }

  @Override
  public Optional<Borrowed> borrowStable(String model) {
    for (LoadedVersion version = stable.get(model); version != null; version = stable.get(model)) {
      Optional<Borrowed> borrowed = version.borrow();
      if (borrowed.isPresent()) {
        return borrowed;
      }
      // Retired between the two lines above: another version has the traffic by now.
    }
    return Optional.empty();
  }

  @Override
  public Optional<Borrowed> borrow(ModelVersion version) {
    return Optional.ofNullable(loaded.get(version)).flatMap(LoadedVersion::borrow);
  }

  @Override
  public List<ModelVersion> loaded(String model) {
    return loaded.keySet().stream()
        .filter(version -> version.model().equals(model))
        .sorted(Comparator.comparing(ModelVersion::version))
        .toList();
  }

  /** Takes every version out of memory, once its last request is answered. */
  @Override
  public void close() {
    stable.clear();
    for (ModelVersion version : List.copyOf(loaded.keySet())) {
      retire(version);
    }
  }

  private Lock change(String model) {
    return changes.computeIfAbsent(model, any -> new ReentrantLock());
  }

  private @Nullable LoadedVersion takeOut(ModelVersion version) {
    Lock change = change(version.model());
    change.lock();
    try {
      LoadedVersion stableNow = stable.get(version.model());
      if (stableNow != null && stableNow.version().equals(version)) {
        throw new IllegalStateException(version + " has the traffic and cannot be retired");
      }
      return loaded.remove(version);
    } finally {
      change.unlock();
    }
  }
}
