/** A report as one HTML file that opens without a network, one class for each section. */
@NullMarked
package dev.bckd.upgrade.report.page;

import org.jspecify.annotations.NullMarked;
