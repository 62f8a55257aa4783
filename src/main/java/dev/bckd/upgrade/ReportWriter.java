package dev.bckd.upgrade;

import java.nio.file.Path;
import java.util.List;

/** Writes a report in every format there is. */
public interface ReportWriter {
  /**
   * Writes a report into a folder, replacing what is there.
   *
   * @return the files; the last one is the record that programs read, {@code report.json}
   */
  List<Path> write(Report report, Path folder);
}
