/** Files of web servers that are allowed. */
@NullMarked
package dev.bckd.model.https;

import org.jspecify.annotations.NullMarked;
