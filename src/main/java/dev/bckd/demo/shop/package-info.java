/**
 * The simulated shop: customers with tastes, a catalogue with a Zipf law, a change of season; the
 * log of what was shown and clicked; the rankers trained on it; and the folder that keeps it all.
 */
@NullMarked
package dev.bckd.demo.shop;

import org.jspecify.annotations.NullMarked;
