package dev.bckd.upgrade;

import dev.bckd.model.ModelVersion;
import dev.bckd.model.Signature;
import dev.bckd.serving.ModelServer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model server before and after whose work something may go wrong.
 *
 * @param server does the work
 * @param fault throws, or has somebody else act in between
 */
record UnreliableServer(ModelServer server, Runnable fault) implements ModelServer {
  @Override
  public void load(ModelVersion version, Path artifact, Signature signature) {
    fault.run();
    server.load(version, artifact, signature);
    fault.run();
  }

  @Override
  public void promote(ModelVersion version, long generation) {
    fault.run();
    server.promote(version, generation);
    fault.run();
  }

  @Override
  public void fence(String model, long generation) {
    fault.run();
    server.fence(model, generation);
    fault.run();
  }

  @Override
  public void retire(ModelVersion version) {
    fault.run();
    server.retire(version);
    fault.run();
  }

  @Override
  public Optional<ModelVersion> stable(String model) {
    fault.run();
    return server.stable(model);
  }
}
