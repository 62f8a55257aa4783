/** Reports as files: what an upgrade's judgement looks like to people and programs. */
@NullMarked
package dev.bckd.upgrade.report;

import org.jspecify.annotations.NullMarked;
