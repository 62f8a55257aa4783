/** The commands of {@code bckd}, one class each. The offline ones load no class of the service. */
@NullMarked
package dev.bckd.cli;

import org.jspecify.annotations.NullMarked;
