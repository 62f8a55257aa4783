package dev.bckd.evaluation;

import dev.bckd.model.Digest;

/**
 * A file that rows of a suite came from.
 *
 * @param file its path
 * @param digest of what it held
 */
public record DataFile(String file, Digest digest) {}
