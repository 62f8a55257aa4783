/** Sources, cache and store as the environment asks for them. */
@NullMarked
package dev.bckd.model.stores;

import org.jspecify.annotations.NullMarked;
