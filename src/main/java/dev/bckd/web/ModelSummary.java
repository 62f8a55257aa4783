package dev.bckd.web;

import java.util.List;
import java.util.Optional;

/**
 * A model that bckd looks after.
 *
 * @param model its name
 * @param policy its policy's name
 * @param task what it answers, lower case
 * @param version the version that has the traffic of this replica; empty where none has
 * @param deployed the version that has the traffic by the journal, else the policy's teacher
 * @param loaded all versions in memory
 * @param ready whether this replica can answer requests
 * @param paused by whom and why its upgrades wait; empty: they do not
 */
public record ModelSummary(
    String model,
    String policy,
    String task,
    Optional<String> version,
    Optional<String> deployed,
    List<String> loaded,
    boolean ready,
    Optional<String> paused) {}
