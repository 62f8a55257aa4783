/** Stores in a bucket. */
@NullMarked
package dev.bckd.retention.s3;

import org.jspecify.annotations.NullMarked;
