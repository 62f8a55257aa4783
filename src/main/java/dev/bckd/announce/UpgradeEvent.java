package dev.bckd.announce;

import dev.bckd.upgrade.UpgradeSnapshot;
import java.time.Instant;

/**
 * What is told of one journal entry.
 *
 * @param id the entry's position, and where one entry has two events a word more; the same each
 *     time it is told, so that consumers can leave out repeats
 * @param type CloudEvents type
 * @param time when the entry was recorded
 * @param upgrade the upgrade as it was after the entry
 */
public record UpgradeEvent(String id, String type, Instant time, UpgradeSnapshot upgrade) {}
