package dev.bckd.app;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which statements of a migration would stop a program that knows nothing of it. */
final class SchemaRule {
  /** An allow-list: what is not known to add only, does not. */
  private static final List<Pattern> ADDING =
      Stream.of(
              "SELECT .*",
              "CREATE TABLE .*",
              "CREATE INDEX .*",
              "ALTER TABLE \\w+ ADD COLUMN \\w+ \\w+( NOT NULL)? DEFAULT [^,]+",
              "ALTER TABLE \\w+ ADD COLUMN \\w+ \\w+")
          .map(text -> Pattern.compile(text, Pattern.CASE_INSENSITIVE))
          .toList();

  private SchemaRule() {}

  /** The statements that do more than add. */
  static List<String> broken(String migration) {
    return Stream.of(migration.replaceAll("(?m)--.*$", "").split(";"))
        .map(statement -> statement.strip().replaceAll("\\s+", " "))
        .filter(statement -> !statement.isEmpty())
        .filter(statement -> ADDING.stream().noneMatch(form -> form.matcher(statement).matches()))
        .toList();
  }
}
