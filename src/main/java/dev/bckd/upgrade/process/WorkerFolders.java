package dev.bckd.upgrade.process;

import java.nio.file.Path;

/**
 * Where a child finds things.
 *
 * @param home {@code BCKD_HOME}
 * @param policies folder of the policies
 * @param work for files in the making
 */
public record WorkerFolders(Path home, Path policies, Path work) {}
