package dev.bckd.model;

import java.time.Instant;

/**
 * A file in a store.
 *
 * @param name by which it was put
 * @param bytes how large it is
 * @param modified when it was put
 */
public record StoredFile(String name, long bytes, Instant modified) {}
