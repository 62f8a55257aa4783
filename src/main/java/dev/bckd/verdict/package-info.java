/** What a judge may conclude, and the measurement it rests on. */
@NullMarked
package dev.bckd.verdict;

import org.jspecify.annotations.NullMarked;
