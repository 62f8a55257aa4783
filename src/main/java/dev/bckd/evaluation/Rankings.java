package dev.bckd.evaluation;

import dev.bckd.model.Role;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Requests, and every model's list of candidates for each. Immutable; a selection shares what it
 * selects.
 */
public final class Rankings implements Evidence<Rankings> {
  /** A place that no list reaches. */
  private static final int BEHIND_ALL = 1 << 30;

  private final int requests;
  private final Map<Role, Lists> lists;
  private final int @Nullable [] selected;

  /**
   * @param requests number of requests
   * @param lists of every model
   */
  Rankings(int requests, Map<Role, Lists> lists) {
    this(requests, new EnumMap<>(lists), null);
  }

  private Rankings(int requests, Map<Role, Lists> lists, int @Nullable [] selected) {
    this.requests = requests;
    this.lists = lists;
    this.selected = selected;
  }

  @Override
  public int samples() {
    return selected == null ? requests : selected.length;
  }

  @Override
  public Set<Role> roles() {
    return lists.keySet();
  }

  /** Number of relevant candidates of a request. */
  public int relevant(int sample) {
    return lists.values().iterator().next().relevant(request(sample)).length;
  }

  /** The place, from 0, of the n-th best placed relevant candidate, n from 0. */
  public int rank(Role role, int sample, int n) {
    return of(role).relevant(request(sample))[n];
  }

  /** How many relevant candidates are among a model's first k. */
  public int hits(Role role, int sample, int k) {
    int hits = 0;
    for (int rank : of(role).relevant(request(sample))) {
      hits += rank < k ? 1 : 0;
    }
    return hits;
  }

  /** The head of a model's list, best first, as numbers of candidates; not to be changed. */
  int[] head(Role role, int sample) {
    return of(role).head(request(sample));
  }

  @Override
  public Rankings select(int[] samples) {
    int[] own = selected;
    return new Rankings(
        requests,
        lists,
        own == null ? samples : IntStream.of(samples).map(sample -> own[sample]).toArray());
  }

  @Override
  public Rankings spoiled(Role role, IntPredicate samples) {
    Lists before = of(role);
    Lists after = new Lists(requests);
    for (int request = 0; request < requests; request++) {
      after.put(request, before.relevant(request), before.head(request));
    }
    for (int sample = 0; sample < samples(); sample++) {
      if (samples.test(sample)) {
        int request = request(sample);
        after.put(
            request,
            IntStream.range(0, relevant(sample)).map(i -> BEHIND_ALL + i).toArray(),
            IntStream.of(before.head(request)).map(candidate -> -1 - candidate).toArray());
      }
    }
    Map<Role, Lists> spoiled = new EnumMap<>(lists);
    spoiled.put(role, after);
    return new Rankings(requests, spoiled, selected);
  }

  private int request(int sample) {
    return selected == null ? sample : selected[sample];
  }

  private Lists of(Role role) {
    Lists ofModel = lists.get(role);
    if (ofModel == null) {
      throw new IllegalArgumentException("no lists of the " + role.label() + " model");
    }
    return ofModel;
  }

  /** One model's lists, by request. Filled once. */
  static final class Lists {
    private final int[][] relevant;
    private final int[][] heads;

    /**
     * @param requests number of requests
     */
    Lists(int requests) {
      this.relevant = new int[requests][];
      this.heads = new int[requests][];
    }

    /**
     * Takes the list of a request.
     *
     * @param places of the relevant candidates, from 0, ascending, at least one; not copied
     * @param head the first candidates, best first; not copied
     */
    void put(int request, int[] places, int[] head) {
      relevant[request] = places;
      heads[request] = head;
    }

    private int[] relevant(int request) {
      return relevant[request];
    }

    private int[] head(int request) {
      return heads[request];
    }
  }
}
