package dev.bckd.upgrade.report;

import dev.bckd.upgrade.Report;
import dev.bckd.upgrade.ReportWriter;
import dev.bckd.upgrade.report.page.HtmlReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Every form that a report has (contract, section 5). */
public final class ReportFiles implements ReportWriter {
  /** The names of the files, {@code report.json} last. */
  public static final List<String> NAMES =
      List.of("report.html", "report.md", "junit.xml", "report.json");

  @Override
  public List<Path> write(Report report, Path folder) {
    return NAMES.stream().map(name -> put(folder.resolve(name), text(name, report))).toList();
  }

  private static String text(String name, Report report) {
    return switch (name) {
      case "report.html" -> HtmlReport.of(report);
      case "report.md" -> MarkdownReport.of(report);
      case "junit.xml" -> JUnitReport.of(report);
      case "report.json" -> JsonReport.of(report);
      default -> throw new IllegalArgumentException("no form of a report: " + name);
    };
  }

  /** All of it or nothing: who reads while it is written sees what was there before. */
  private static Path put(Path file, String text) {
    Path draft = file.resolveSibling(file.getFileName() + ".writing");
    try {
      Files.writeString(draft, text);
      return Files.move(
          draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
