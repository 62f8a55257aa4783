package dev.bckd.model;

import java.nio.file.Path;

/** Brings model files onto this machine. Thread-safe. */
@FunctionalInterface
public interface Fetcher {
  /**
   * A local copy of an artifact, its content checked. It stays for as long as it is used: at least
   * until this process ends or has not asked for it for a day.
   *
   * @throws BadInputException if it cannot be had: it does not exist, is too large, has another
   *     digest, lies where nothing may be read
   * @throws UnavailableException if it cannot be had now
   */
  Path fetch(Artifact artifact);
}
