package dev.bckd.retention.s3;

import dev.bckd.model.StoredFile;
import dev.bckd.model.s3.S3Store;
import dev.bckd.retention.Item;
import dev.bckd.retention.Shelf;
import java.util.List;
import java.util.function.Predicate;

/** The files of a store in a bucket. */
public final class BucketShelf implements Shelf {
  private final S3Store store;

  public BucketShelf(S3Store store) {
    this.store = store;
  }

  @Override
  public List<Item> items(Predicate<Item> wanted) {
    return store.files(file -> wanted.test(item(file))).stream().map(BucketShelf::item).toList();
  }

  @Override
  public void delete(Item item) {
    store.delete(item.name());
  }

  private static Item item(StoredFile file) {
    return new Item(file.name(), file.bytes(), file.modified());
  }
}
