package dev.bckd.upgrade;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What carries out each action; an action without a stage is left to others.
 *
 * @param byAction the stages
 */
public record Stages(Map<Action, Stage> byAction) {
  public Stages {
    byAction = Map.copyOf(byAction);
  }

  /** The stage that is due. */
  public Optional<Stage> due(Upgrade upgrade) {
    return upgrade.due().stream().map(byAction::get).filter(Objects::nonNull).findFirst();
  }
}
