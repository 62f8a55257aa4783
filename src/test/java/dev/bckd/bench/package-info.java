/** The benchmark against a plain Python loop; docs/performance.md says what it compares. */
package dev.bckd.bench;
