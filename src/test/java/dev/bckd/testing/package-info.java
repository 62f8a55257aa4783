/** What tests of several rooms share. */
@NullMarked
package dev.bckd.testing;

import org.jspecify.annotations.NullMarked;
