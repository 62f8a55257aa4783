/** The port to a model server: which version of a model has the traffic. */
@NullMarked
package dev.bckd.serving;

import org.jspecify.annotations.NullMarked;
