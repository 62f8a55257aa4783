package dev.bckd.upgrade;

import java.time.Instant;
import java.util.UUID;

/**
 * One line of the journal.
 *
 * @param position its place among all entries; grows, may have gaps
 * @param upgrade whose step it is
 * @param step the fact
 * @param at when it was recorded
 */
public record JournalEntry(long position, UUID upgrade, Step step, Instant at) {}
