/** Child processes: another JVM of the same program, with limits and fewer rights. */
@NullMarked
package dev.bckd.process;

import org.jspecify.annotations.NullMarked;
