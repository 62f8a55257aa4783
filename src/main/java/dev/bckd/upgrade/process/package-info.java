/** Stages of an upgrade that work in a child process. */
@NullMarked
package dev.bckd.upgrade.process;

import org.jspecify.annotations.NullMarked;
