package dev.bckd.upgrade;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Pauses that end with the process. */
final class PausesInMemory implements Pauses {
  private final Map<String, Instruction> paused = new ConcurrentHashMap<>();

  @Override
  public Optional<Instruction> of(String model) {
    return Optional.ofNullable(paused.get(model));
  }

  @Override
  public void pause(String model, Instruction instruction) {
    paused.put(model, instruction);
  }

  @Override
  public void resume(String model, Instruction instruction) {
    paused.remove(model);
  }
}
