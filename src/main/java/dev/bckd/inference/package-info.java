/** The port to score rows with a model. */
@NullMarked
package dev.bckd.inference;

import org.jspecify.annotations.NullMarked;
