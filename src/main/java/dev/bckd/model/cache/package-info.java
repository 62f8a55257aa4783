/** Local copies of what lies elsewhere, by content: fetched, checked, kept within a bound. */
@NullMarked
package dev.bckd.model.cache;

import org.jspecify.annotations.NullMarked;
