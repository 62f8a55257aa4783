package dev.bckd.model.s3;

import dev.bckd.model.BadInputException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object in a bucket.
 *
 * @param bucket its bucket
 * @param key its whole name in the bucket, or a glob of such
 */
record Place(String bucket, String key) {
  private static final Pattern WRITTEN = Pattern.compile("(?s)s3://([^/]+)/(.+)");

  /** The place that a URI names, percent-decoded. */
  static Place of(URI uri) {
    String bucket = uri.getAuthority();
    String path = uri.getPath();
    if (!"s3".equalsIgnoreCase(uri.getScheme())
        || bucket == null
        || path == null
        || path.length() < 2
        || uri.getQuery() != null
        || uri.getFragment() != null) {
      throw new BadInputException(uri.toString(), "expected s3://bucket/key");
    }
    return new Place(bucket, path.substring(1));
  }

  /** The place that a policy names, as it is written. */
  static Place of(String written) {
    Matcher parts = WRITTEN.matcher(written);
    if (!parts.matches()) {
      throw new BadInputException(written, "expected s3://bucket/key");
    }
    return new Place(parts.group(1), parts.group(2));
  }

  URI uri() {
    try {
      return new URI("s3", bucket, "/" + key, null, null);
    } catch (URISyntaxException e) {
      throw new BadInputException(toString(), "expected s3://bucket/key: " + e.getMessage());
    }
  }

  @Override
  public String toString() {
    return "s3://" + bucket + "/" + key;
  }
}
