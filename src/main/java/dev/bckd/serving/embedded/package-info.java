/** A model server inside the program. */
@NullMarked
package dev.bckd.serving.embedded;

import org.jspecify.annotations.NullMarked;
