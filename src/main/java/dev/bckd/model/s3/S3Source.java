package dev.bckd.model.s3;

import dev.bckd.model.BadInputException;
import dev.bckd.model.Content;
import dev.bckd.model.Found;
import dev.bckd.model.Source;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects of an S3 store. */
public final class S3Source implements Source {
  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

  private final S3Access access;

  public S3Source(S3Access access) {
    this.access = access;
  }

  @Override
  public Found find(URI uri) {
    return find(Place.of(uri));
  }

  private Found find(Place place) {
    HeadObjectResponse head =
        access.ask(place, s3 -> s3.headObject(ask -> ask.bucket(place.bucket()).key(place.key())));
    return found(place, head.contentLength(), head.eTag());
  }

  @Override
  public List<Found> matching(String pattern) {
    Place place = Place.of(pattern);
    Matcher glob = GLOB.matcher(place.key());
    return glob.find()
        ? listed(place, place.key().substring(0, glob.start()))
        : List.of(find(place));
  }

  private List<Found> listed(Place pattern, String prefix) {
    PathMatcher matcher = matcher(pattern);
    List<Found> found =
        access.ask(
            pattern,
            s3 ->
                s3
                    .listObjectsV2Paginator(ask -> ask.bucket(pattern.bucket()).prefix(prefix))
                    .contents()
                    .stream()
                    .filter(object -> matcher.matches(Path.of("/" + object.key())))
                    .map(object -> found(pattern.bucket(), object))
                    .toList());
    if (found.isEmpty()) {
      throw new BadInputException(pattern.toString(), "no object matches");
    }
    return found;
  }

  private static PathMatcher matcher(Place pattern) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:/" + pattern.key());
    } catch (IllegalArgumentException e) {
      throw new BadInputException(pattern.toString(), "is no glob: " + e.getMessage());
    }
  }

  private static Found found(String bucket, S3Object object) {
    return found(new Place(bucket, object.key()), object.size(), object.eTag());
  }

  private static Found found(Place place, @Nullable Long size, @Nullable String revision) {
    return new Found(
        place.uri(),
        size == null ? OptionalLong.empty() : OptionalLong.of(size),
        Optional.ofNullable(revision));
  }

  @Override
  public Content open(Found found) {
    Place place = Place.of(found.uri());
    GetObjectRequest.Builder ask =
        GetObjectRequest.builder().bucket(place.bucket()).key(place.key());
    // What was looked at is what is read, else what is remembered of it would be wrong.
    found.revision().ifPresent(ask::ifMatch);
    ResponseInputStream<GetObjectResponse> stream =
        access.ask(place, s3 -> s3.getObject(ask.build()));
    @Nullable Long length = stream.response().contentLength();
    return new Content(
        new BodyStream(stream), length == null ? OptionalLong.empty() : OptionalLong.of(length));
  }
}
