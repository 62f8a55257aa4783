/** The service's REST interface. */
@NullMarked
package dev.bckd.web;

import org.jspecify.annotations.NullMarked;
