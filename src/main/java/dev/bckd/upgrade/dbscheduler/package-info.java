/** Who works on which model, by leases in the database. */
@NullMarked
package dev.bckd.upgrade.dbscheduler;

import org.jspecify.annotations.NullMarked;
