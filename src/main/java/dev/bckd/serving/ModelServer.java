package dev.bckd.serving;

import dev.bckd.model.ModelVersion;
import dev.bckd.model.Signature;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A server on which versions of a model are loaded and one of them has the traffic.
 *
 * <p>Every call is idempotent: repeating one that succeeded changes nothing, so that a restarted
 * upgrade may issue it again. Implementations are thread-safe.
 */
public interface ModelServer {
  /**
   * Loads a version without sending it traffic; returns when it answers.
   *
   * @throws dev.bckd.model.BadInputException if the server can never serve this file
   */
  void load(ModelVersion version, Path artifact, Signature signature);

  /**
   * Sends all traffic of the model to a loaded version. Requests under way are answered by the
   * version they began with; none fails.
   *
   * @param generation of who asks; 0: nobody's, when what the journal says is put back. A switch
   *     for an older generation of the model than the last one is refused: its sender was replaced
   * @throws IllegalStateException if the version is not loaded, or the generation is older
   */
  void promote(ModelVersion version, long generation);

  /**
   * Refuses switches of a model for older generations from now on; moves nothing.
   *
   * @param generation of who asks
   */
  void fence(String model, long generation);

  /** Takes a version without traffic out of memory, once its last request is answered. */
  void retire(ModelVersion version);

  /** The version that has the traffic of a model; empty where none has. */
  Optional<ModelVersion> stable(String model);
}
