/** Stores and work folders on a disk. */
@NullMarked
package dev.bckd.retention.files;

import org.jspecify.annotations.NullMarked;
