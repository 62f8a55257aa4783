/** Labelled rows as values: columns, tables, queries; and the port that reads them. */
@NullMarked
package dev.bckd.history;

import org.jspecify.annotations.NullMarked;
