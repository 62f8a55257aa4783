package dev.bckd.web;

import java.util.List;
import java.util.Optional;

/**
 * A model that bckd looks after.
 *
 * @param model its name
 * @param policy its policy's name
 * @param task what it answers, lower case
 * @param version the version that has the traffic; empty where none has
 * @param loaded all versions in memory
 * @param ready whether it answers requests
 * @param paused by whom and why its upgrades wait; empty: they do not
 */
public record ModelSummary(
    String model,
    String policy,
    String task,
    Optional<String> version,
    List<String> loaded,
    boolean ready,
    Optional<String> paused) {}
