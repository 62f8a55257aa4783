/** Upgrade events out: what the journal says, in its order, at least once. */
@NullMarked
package dev.bckd.announce;

import org.jspecify.annotations.NullMarked;
