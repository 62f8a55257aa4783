/** What is kept for how long, and deleting the rest. */
@NullMarked
package dev.bckd.retention;

import org.jspecify.annotations.NullMarked;
