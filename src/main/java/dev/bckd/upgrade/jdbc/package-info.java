/** The journal in PostgreSQL. */
@NullMarked
package dev.bckd.upgrade.jdbc;

import org.jspecify.annotations.NullMarked;
