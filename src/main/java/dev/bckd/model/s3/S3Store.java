package dev.bckd.model.s3;

import dev.bckd.model.BadInputException;
import dev.bckd.model.Store;
import dev.bckd.model.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A store below a prefix of a bucket. An object is there whole or not at all, also where it is sent
 * in parts.
 */
public final class S3Store implements Store {
  /** 10,000 parts are the most, so a file may have 320 GB. */
  private static final int PART_BYTES = 32 << 20;

  private final S3Access access;
  private final Place root;
  private final int partBytes;

  /**
   * @param root {@code s3://bucket} or {@code s3://bucket/prefix}
   * @throws BadInputException if it is neither
   */
  public S3Store(S3Access access, String root) {
    this(access, root, PART_BYTES);
  }

  /**
   * @param partBytes larger files are sent in parts of so many bytes
   */
  S3Store(S3Access access, String root, int partBytes) {
    this.access = access;
    this.root = Place.of(root + (root.endsWith("/") ? "." : "/."));
    this.partBytes = partBytes;
  }

  @Override
  public URI put(String name, Path file) {
    Place place = place(name);
    try {
      if (Files.size(file) > partBytes) {
        access.ask(place, s3 -> inParts(s3, place, file));
      } else {
        access.ask(
            place,
            s3 ->
                s3.putObject(
                    ask -> ask.bucket(place.bucket()).key(place.key()),
                    RequestBody.fromFile(file)));
      }
      return place.uri();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private String inParts(S3Client s3, Place place, Path file) {
    String upload =
        s3.createMultipartUpload(ask -> ask.bucket(place.bucket()).key(place.key())).uploadId();
    try {
      List<CompletedPart> parts = sent(s3, place, upload, file);
      return s3.completeMultipartUpload(
              ask ->
                  ask.bucket(place.bucket())
                      .key(place.key())
                      .uploadId(upload)
                      .multipartUpload(whole -> whole.parts(parts)))
          .eTag();
    } catch (RuntimeException e) {
      s3.abortMultipartUpload(ask -> ask.bucket(place.bucket()).key(place.key()).uploadId(upload));
      throw e;
    }
  }

  private List<CompletedPart> sent(S3Client s3, Place place, String upload, Path file) {
    List<CompletedPart> parts = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      for (byte[] part = in.readNBytes(partBytes);
          part.length > 0;
          part = in.readNBytes(partBytes)) {
        int number = parts.size() + 1;
        String tag =
            s3.uploadPart(
                    ask ->
                        ask.bucket(place.bucket())
                            .key(place.key())
                            .uploadId(upload)
                            .partNumber(number),
                    RequestBody.fromBytes(part))
                .eTag();
        parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
      }
      return parts;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  @Override
  public Optional<URI> find(String name) {
    Place place = place(name);
    try {
      return Optional.of(new S3Source(access).find(place.uri()).uri());
    } catch (BadInputException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean holds(URI uri) {
    return "s3".equalsIgnoreCase(uri.getScheme())
        && root.bucket().equals(uri.getAuthority())
        && uri.getPath().startsWith("/" + prefix());
  }

  /** Those of all files that are asked for; they are looked at a thousand at a time. */
  public List<StoredFile> files(Predicate<StoredFile> wanted) {
    return access.ask(
        root,
        s3 ->
            s3
                .listObjectsV2Paginator(ask -> ask.bucket(root.bucket()).prefix(prefix()))
                .contents()
                .stream()
                .map(this::file)
                .filter(wanted)
                .toList());
  }

  private StoredFile file(S3Object object) {
    return new StoredFile(
        object.key().substring(prefix().length()), object.size(), object.lastModified());
  }

  /** Deletes a file; nothing where there is none. */
  public void delete(String name) {
    Place place = place(name);
    access.ask(place, s3 -> s3.deleteObject(ask -> ask.bucket(place.bucket()).key(place.key())));
  }

  private Place place(String name) {
    return new Place(root.bucket(), prefix() + name);
  }

  /** Empty, or what ends in a slash. */
  private String prefix() {
    return root.key().substring(0, root.key().length() - 1);
  }
}
