package dev.bckd.retention;

import java.util.List;
import java.util.function.Predicate;

/** Where files, or folders of them, are kept under names. */
public interface Shelf {
  /** Those of all items that are asked for. What cannot be looked at is left out. */
  List<Item> items(Predicate<Item> wanted);

  /** Deletes one; nothing where it is gone already. */
  void delete(Item item);
}
