package dev.bckd.model;

import java.util.List;
import java.util.regex.Pattern;

/** Brings data files of other machines onto this one. Thread-safe. */
@FunctionalInterface
public interface RemoteFiles {
  /** Fetches nothing. */
  RemoteFiles NONE =
      location -> {
        throw new BadInputException(location, "expected a local file");
      };

  /** What a place on another machine begins with. */
  Pattern REMOTE = Pattern.compile("(?s)(s3|https)://.*");

  /** Whether a location is on another machine; else it is a path. */
  static boolean isRemote(String location) {
    return REMOTE.matcher(location).matches();
  }

  /**
   * Copies of all files that a location names, by name.
   *
   * @param location a URI, not percent-encoded; {@code s3:} allows globs
   * @throws BadInputException if there is none, or it may not be read
   * @throws UnavailableException if they cannot be had now
   */
  List<LocalFile> fetch(String location);
}
