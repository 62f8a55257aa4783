package dev.bckd.upgrade.report.page;

import dev.bckd.upgrade.Report;
import dev.bckd.upgrade.report.picture.Patterns;
import dev.bckd.upgrade.report.picture.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code report.html}: one file without scripts that opens without a network. */
public final class HtmlReport {
  /** Were markup to slip in after all, it could neither run nor load anything. */
  private static final String NOTHING_ELSE =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

  private HtmlReport() {}

  /** The page. */
  public static String of(Report report) {
    Tag html = Tag.of("html").with("lang", "en");
    html.add(head(report), body(report));
    return "<!DOCTYPE html>\n" + html + "\n";
  }

  private static Tag head(Report report) {
    return Tag.of("head")
        .add(
            Tag.of("meta").with("charset", "utf-8"),
            Tag.of("meta")
                .with("http-equiv", "Content-Security-Policy")
                .with("content", NOTHING_ELSE),
            Tag.of("meta")
                .with("name", "viewport")
                .with("content", "width=device-width, initial-scale=1"),
            Tag.of("meta").with("name", "color-scheme").with("content", "light dark"),
            Tag.of("link").with("rel", "icon").with("href", "data:,"),
            Tag.of("title").text(report.conclusion().decision() + " – " + report.model()),
            Tag.style(resource("report.css")));
  }

  private static Tag body(Report report) {
    Map<String, Tag> sections = sections(report);
    return Tag.of("body")
        .add(Patterns.defined(), DecisionHeader.of(report).add(contents(sections.keySet())))
        .add(Tag.of("main").add(List.copyOf(sections.values())))
        .add(
            Tag.of("footer")
                .text("Written by bckd. The same figures: report.json, report.md, junit.xml."));
  }

  /** The sections that there is something to show in, by heading. */
  private static Map<String, Tag> sections(Report report) {
    Map<String, Tag> sections = new LinkedHashMap<>();
    FlipSection.of(report).ifPresent(section -> sections.put("Flips", section));
    sections.put("Metrics", MetricSection.of(report));
    sections.put("Gates", GateSection.of(report));
    FindingSection.of(report).ifPresent(section -> sections.put("Slices found", section));
    TrainingSection.of(report).ifPresent(section -> sections.put("Distillation", section));
    CalibrationSection.of(report).ifPresent(section -> sections.put("Calibration", section));
    WorstFlipSection.of(report).ifPresent(section -> sections.put("Worst flips", section));
    BrokenSection.of(report).ifPresent(section -> sections.put("Broken behaviours", section));
    sections.forEach((heading, section) -> section.with("id", anchor(heading)));
    return sections;
  }

  private static Tag contents(Set<String> headings) {
    Tag links = Tag.of("nav").with("aria-label", "sections");
    headings.forEach(
        heading -> links.add(Tag.of("a").with("href", "#" + anchor(heading)).text(heading)));
    return links;
  }

  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      return new String(
          Optional.ofNullable(in)
              .orElseThrow(() -> new IllegalStateException("no resource " + name))
              .readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
