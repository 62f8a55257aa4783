package dev.bckd.upgrade;

/** What an upgrade is made for. */
public enum Purpose {
  /** To decide only; nothing is served. */
  DECIDE,
  /** To serve what passes. */
  SERVE
}
