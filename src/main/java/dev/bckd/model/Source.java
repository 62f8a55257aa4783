package dev.bckd.model;

import java.net.URI;
import java.util.List;

/**
 * Gives files by URIs of one scheme. Thread-safe.
 *
 * <p>What can never be had is a {@link BadInputException}: a place that is not allowed, a file that
 * is not there. What may be had later is an {@link UnavailableException}: the source is down, busy
 * or too slow.
 */
public interface Source {
  /** A file by its place. */
  Found find(URI uri);

  /**
   * All files that a pattern matches, by name.
   *
   * @param pattern as in a policy, not percent-encoded; a place, or a glob where the source can
   *     list
   */
  List<Found> matching(String pattern);

  /** Begins to read a file that was found. */
  Content open(Found found);
}
