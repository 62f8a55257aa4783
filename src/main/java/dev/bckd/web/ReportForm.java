package dev.bckd.web;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.io.File;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The forms in which a report is handed out; the first is for who asks for none. */
enum ReportForm {
  JSON("report.json", "application", "json"),
  HTML("report.html", "text", "html"),
  MD("report.md", "text", "markdown"),
  XML("junit.xml", "application", "xml");

  private final String file;
  private final String type;
  private final String subtype;

  ReportForm(String file, String type, String subtype) {
    this.file = file;
    this.type = type;
    this.subtype = subtype;
  }

  private MediaType mediaType() {
    return new MediaType(type, subtype, "utf-8");
  }

  /** What a request can choose from. */
  static List<Variant> variants() {
    return Stream.of(values())
        .map(form -> Variant.mediaTypes(form.mediaType()).build().get(0))
        .toList();
  }

  /** The form of a variant. */
  static ReportForm of(Variant variant) {
    return Stream.of(values())
        .filter(form -> form.mediaType().isCompatible(variant.getMediaType()))
        .findFirst()
        .orElseThrow();
  }

  /** The form of a suffix, such as {@code md}. */
  static ReportForm of(String suffix) {
    return valueOf(suffix.toUpperCase(Locale.ROOT));
  }

  /**
   * Where the report is in this form.
   *
   * @param json where it is as JSON
   */
  URI beside(URI json) {
    return json.resolve(file);
  }

  /** The file as an answer; names in it are others', so a browser may not run or load anything. */
  Response answer(File content) {
    return Response.ok(content, mediaType())
        .header("X-Content-Type-Options", "nosniff")
        .header(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox")
        .build();
  }
}
