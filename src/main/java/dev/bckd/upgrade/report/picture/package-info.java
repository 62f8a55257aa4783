/** Pictures of a report as SVG, one class each, and the HTML they stand in. */
@NullMarked
package dev.bckd.upgrade.report.picture;

import org.jspecify.annotations.NullMarked;
