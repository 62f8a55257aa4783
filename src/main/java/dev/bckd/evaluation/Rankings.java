package dev.bckd.evaluation;

import dev.bckd.model.Role;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Requests, and where every model's list of candidates has the relevant ones. Immutable. */
public final class Rankings implements Evidence<Rankings> {
  private final int samples;
  private final Map<Role, int[][]> ranks;

  /**
   * @param samples number of requests
   * @param ranks for each model and request the places, from 0, of the relevant candidates, in
   *     ascending order, at least one; not copied
   */
  Rankings(int samples, Map<Role, int[][]> ranks) {
    this.samples = samples;
    this.ranks = new EnumMap<>(ranks);
  }

  @Override
  public int samples() {
    return samples;
  }

  @Override
  public Set<Role> roles() {
    return ranks.keySet();
  }

  /** Number of relevant candidates of a request. */
  public int relevant(int sample) {
    return ranks.values().iterator().next()[sample].length;
  }

  /** The place, from 0, of the n-th best placed relevant candidate, n from 0. */
  public int rank(Role role, int sample, int n) {
    return of(role)[sample][n];
  }

  /** How many relevant candidates are among a model's first k. */
  public int hits(Role role, int sample, int k) {
    int hits = 0;
    for (int rank : of(role)[sample]) {
      hits += rank < k ? 1 : 0;
    }
    return hits;
  }

  @Override
  public Rankings select(int[] selected) {
    Map<Role, int[][]> some = new EnumMap<>(Role.class);
    ranks.forEach(
        (role, all) -> {
          int[][] copy = new int[selected.length][];
          for (int i = 0; i < selected.length; i++) {
            copy[i] = all[selected[i]];
          }
          some.put(role, copy);
        });
    return new Rankings(selected.length, some);
  }

  private int[][] of(Role role) {
    int[][] lists = ranks.get(role);
    if (lists == null) {
      throw new IllegalArgumentException("no lists of the " + role.label() + " model");
    }
    return lists;
  }
}
