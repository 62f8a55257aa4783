package dev.bckd.history.duckdb;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a column holds.
 *
 * @param kind of its elements
 * @param list whether each row has a list of them
 */
record ColumnType(Kind kind, boolean list) {
  /** Kinds of elements that fields tell apart. */
  enum Kind {
    /** Integers that widen to int64 without loss. */
    WHOLE,
    /** Integers that do not fit int64. */
    HUGE,
    /** Numbers with a fraction. */
    REAL,
    /** Any other scalar: texts, times, Booleans. */
    OTHER,
    /** Structures, maps, lists of lists. */
    NESTED
  }

  private static final Pattern LIST = Pattern.compile("(.+)\\[\\d*]");
  private static final Set<String> WHOLE =
      Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER");
  private static final Set<String> HUGE = Set.of("UBIGINT", "HUGEINT", "UHUGEINT", "BIGNUM");
  private static final Set<String> REAL = Set.of("FLOAT", "DOUBLE");
  private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\(.*\\)");
  private static final Pattern STRUCTURE = Pattern.compile("(STRUCT|MAP|UNION|VARIANT).*");

  static ColumnType of(String type) {
    Matcher list = LIST.matcher(type);
    return list.matches()
        ? new ColumnType(kind(list.group(1)), true)
        : new ColumnType(kind(type), false);
  }

  private static Kind kind(String type) {
    if (WHOLE.contains(type)) {
      return Kind.WHOLE;
    }
    if (HUGE.contains(type)) {
      return Kind.HUGE;
    }
    if (REAL.contains(type) || DECIMAL.matcher(type).matches()) {
      return Kind.REAL;
    }
    boolean nested = LIST.matcher(type).matches() || STRUCTURE.matcher(type).matches();
    return nested ? Kind.NESTED : Kind.OTHER;
  }

  /** Whether a column of this type takes values of another: whole numbers, or reals also whole. */
  boolean takes(ColumnType value) {
    boolean whole = value.kind == Kind.WHOLE || value.kind == Kind.HUGE;
    return list == value.list
        && switch (kind) {
          case WHOLE, HUGE -> whole;
          case REAL -> whole || value.kind == Kind.REAL;
          case OTHER, NESTED -> false;
        };
  }

  /** Whether each row has one element of this kind. */
  boolean isScalar(Kind wanted) {
    return !list && kind == wanted;
  }

  /** Whether each row has one number. */
  boolean isNumber() {
    return isScalar(Kind.WHOLE) || isScalar(Kind.REAL) || isScalar(Kind.HUGE);
  }
}
