/** The broker and the database that run inside the program unless others are configured. */
@NullMarked
package dev.bckd.app.embedded;

import org.jspecify.annotations.NullMarked;
