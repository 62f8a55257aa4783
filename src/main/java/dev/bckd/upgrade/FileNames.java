package dev.bckd.upgrade;

import dev.bckd.model.BadInputException;
import java.util.regex.Pattern;

/** Names that others chose, where they become parts of paths. */
final class FileNames {
  /** Letters, digits and a few marks; no separator, and no dot in front. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+=@-][A-Za-z0-9._+=@ -]{0,199}");

  private FileNames() {}

  /**
   * The name, if it can be part of a path and leads nowhere else.
   *
   * @param what it names, for the message
   * @throws BadInputException if it cannot
   */
  static String safe(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new BadInputException(
          what,
          "'"
              + name
              + "' cannot name a file; expected letters, digits and . _ + = @ -, no dot first");
    }
    return name;
  }
}
