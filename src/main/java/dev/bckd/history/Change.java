package dev.bckd.history;

/**
 * A new value of a column, in every row read.
 *
 * @param column the column
 * @param expression SQL expression over the row's columns as they are in the file
 * @param where file, line and column of the expression, for messages
 */
public record Change(String column, String expression, String where) {}
