/** Files of this machine, as a source and as a store. */
@NullMarked
package dev.bckd.model.files;

import org.jspecify.annotations.NullMarked;
