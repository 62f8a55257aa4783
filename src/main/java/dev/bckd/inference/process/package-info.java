/** Models that answer from a child process. */
@NullMarked
package dev.bckd.inference.process;

import org.jspecify.annotations.NullMarked;
