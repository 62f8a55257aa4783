package dev.bckd.upgrade;

import java.util.Optional;

/**
 * Models that a person has paused: their upgrades wait, but for a rollout that has begun. Who, when
 * and why is kept for ever. Thread-safe; throws {@link JournalUnavailableException} while the
 * database does not answer.
 */
public interface Pauses {
  /** Nothing is ever paused. */
  Pauses NONE =
      new Pauses() {
        @Override
        public Optional<Instruction> of(String model) {
          return Optional.empty();
        }

        @Override
        public void pause(String model, Instruction instruction) {
          throw new UnsupportedOperationException("nothing can be paused here");
        }

        @Override
        public void resume(String model, Instruction instruction) {
          throw new UnsupportedOperationException("nothing can be resumed here");
        }
      };

  /** By whom and why a model is paused; empty: it is not. */
  Optional<Instruction> of(String model);

  /** Pauses a model; a paused one stays so, by the newer word. */
  void pause(String model, Instruction instruction);

  /** Lets a model's upgrades go on. */
  void resume(String model, Instruction instruction);
}
