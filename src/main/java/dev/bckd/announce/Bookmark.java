package dev.bckd.announce;

import java.util.function.LongUnaryOperator;

/** How far the journal has been told. Kept over restarts. */
public interface Bookmark {
  /**
   * Lets one caller at a time tell what comes after the bookmark, and moves it when that is done.
   * While another one is telling, here or in another process, nothing is done.
   *
   * @param tells takes the position of the last entry that was told, 0 before the first; returns
   *     how far it has told. What it throws leaves the bookmark where it is
   */
  void advance(LongUnaryOperator tells);
}
