package dev.bckd.announce;

/** How far the journal has been told. Kept over restarts. */
public interface Bookmark {
  /** Position of the last entry that was told; 0 before the first. */
  long position();

  /** Moves on, never back. */
  void move(long position);
}
