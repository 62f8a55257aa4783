/** Labelled rows from local Parquet, CSV and JSON-lines files, read by a locked-down DuckDB. */
@NullMarked
package dev.bckd.history.duckdb;

import org.jspecify.annotations.NullMarked;
