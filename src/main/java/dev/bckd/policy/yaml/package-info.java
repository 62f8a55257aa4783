/** Reads policies and suites from YAML files, every error with its line and column. */
@NullMarked
package dev.bckd.policy.yaml;

import org.jspecify.annotations.NullMarked;
