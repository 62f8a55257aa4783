/** Objects of an S3 store, as a source and as a store. */
@NullMarked
package dev.bckd.model.s3;

import org.jspecify.annotations.NullMarked;
