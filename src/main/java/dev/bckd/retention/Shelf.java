package dev.bckd.retention;

import java.util.stream.Stream;

/** Where files, or folders of them, are kept under names. */
public interface Shelf {
  /** All there is, to be closed. What cannot be looked at is left out. */
  Stream<Item> items();

  /** Deletes one; nothing where it is gone already. */
  void delete(Item item);
}
