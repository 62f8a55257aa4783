package dev.bckd.upgrade;

import java.nio.file.Path;

/** Writes reports in one format. */
public interface ReportWriter {
  /** Writes a report to a file, replacing what is there. */
  void write(Report report, Path file);
}
