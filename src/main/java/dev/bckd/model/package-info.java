/** What is upgraded: models, versions, artifacts, tensor signatures. Knows nothing else of bckd. */
@NullMarked
package dev.bckd.model;

import org.jspecify.annotations.NullMarked;
