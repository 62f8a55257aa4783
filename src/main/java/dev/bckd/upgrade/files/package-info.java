/** Model files and reports in a folder. */
@NullMarked
package dev.bckd.upgrade.files;

import org.jspecify.annotations.NullMarked;
