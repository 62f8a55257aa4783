package dev.bckd.retention;

import java.time.Instant;

/**
 * Something that is kept.
 *
 * @param name of parts between slashes, from where it is kept
 * @param bytes how large it is
 * @param modified when it was last written
 */
public record Item(String name, long bytes, Instant modified) {}
