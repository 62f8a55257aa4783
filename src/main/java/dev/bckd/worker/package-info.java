/** What a child process of the service runs: one stage of an upgrade, or one served version. */
@NullMarked
package dev.bckd.worker;

import org.jspecify.annotations.NullMarked;
