/**
 * The demo: upgrades the simulated shop's ranker through the public faces of a running service,
 * under live requests, and says what happened.
 */
@NullMarked
package dev.bckd.demo;

import org.jspecify.annotations.NullMarked;
