package dev.bckd.evaluation;

import dev.bckd.model.Digest;

/**
 * A file that rows of a suite came from.
 *
 * @param file its path, or the URI that it was fetched from
 * @param digest of what it held
 */
public record DataFile(String file, Digest digest) {}
