/** The Open Inference Protocol, version 2, over the versions that are loaded. */
@NullMarked
package dev.bckd.web.openinference;

import org.jspecify.annotations.NullMarked;
