/** How often intervals hold the truth, computed where outcomes can be listed, else simulated. */
@NullMarked
package dev.bckd.coverage;

import org.jspecify.annotations.NullMarked;
