/** What is shipped beside the program: manifests. */
@NullMarked
package dev.bckd.deployment;

import org.jspecify.annotations.NullMarked;
