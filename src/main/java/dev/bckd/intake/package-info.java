/** Model events in: read, validate, record once, acknowledge. */
@NullMarked
package dev.bckd.intake;

import org.jspecify.annotations.NullMarked;
