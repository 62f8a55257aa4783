package dev.bckd.evaluation;

import java.util.List;

/**
 * A behaviour that the judged model breaks.
 *
 * @param name how reports call it, such as {@code invariance 'the currency does not matter'}
 * @param change what is changed, as SQL; empty where rows are asked as they are
 * @param rows of those that break it, the worst first, at most twenty
 */
public record BrokenBehaviour(String name, List<String> change, List<BrokenRow> rows) {
  public BrokenBehaviour {
    change = List.copyOf(change);
    rows = List.copyOf(rows);
  }
}
