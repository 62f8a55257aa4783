package dev.bckd.upgrade.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.testing.NeedsChromium;
import dev.bckd.testing.ProgramRun;
import dev.bckd.upgrade.Report;
import dev.bckd.upgrade.report.page.HtmlReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Opens the page in a browser, in a frame of a given width. What the browser finds is written into
 * the page around the frame, which is printed.
 */
@NeedsChromium
class ReportInBrowserTest {
  private static final String AROUND =
      """
      <!DOCTYPE html><html><head><link rel="icon" href="data:,"></head><body>
      <iframe src="report.html" style="border:0;width:%dpx;height:900px"></iframe>
      <script>
      onload = () => {
        const page = document.querySelector('iframe').contentDocument;
        const root = page.documentElement;
        page.querySelectorAll('details').forEach(part => part.open = true);
        const found = {
          decision: page.querySelector('.decision .verdict').textContent,
          over: root.scrollWidth - root.clientWidth,
          height: root.scrollHeight,
          paper: getComputedStyle(page.body).backgroundColor,
          flat: [...page.querySelectorAll('svg.plot, svg.dots, svg.mosaic')]
            .filter(svg => svg.getBoundingClientRect().width < 100).length,
          scripts: page.scripts.length
        };
        document.body.innerHTML = '';
        document.body.dataset.found = JSON.stringify(found).replaceAll('"', "'");
      };
      </script></body></html>
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "360, light, 'rgb(255, 255, 255)'",
    "360, dark, 'rgb(16, 21, 26)'",
    "1400, light, 'rgb(255, 255, 255)'",
    "1400, dark, 'rgb(16, 21, 26)'"
  })
  void showsTheDecisionWithinTheWidthOfTheScreen(int width, String scheme, String paper)
      throws IOException {
    ProgramRun run = opened(Reports.rejected(), width, scheme);

    assertThat(run.out())
        .contains("'decision':'✕REJECT'", "'over':0,", "'flat':0,", "'paper':'" + paper + "'");
    assertThat(run.err()).doesNotContain("CONSOLE");
  }

  @ParameterizedTest
  @CsvSource({"360, light", "1400, dark"})
  void standsHostileNames(int width, String scheme) throws IOException {
    ProgramRun run = opened(Reports.hostile(), width, scheme);

    assertThat(run.out()).contains("'decision':'✕REJECT'", "'over':0,", "'scripts':0");
    assertThat(run.err()).doesNotContain("CONSOLE");
  }

  @ParameterizedTest
  @CsvSource({"360", "1400"})
  void isNoLongerThanItsContentNeeds(int width) throws IOException {
    Matcher height =
        Pattern.compile("'height':(\\d+)")
            .matcher(opened(Reports.promoted(), width, "light").out());

    assertThat(height.find()).isTrue();
    assertThat(Integer.parseInt(height.group(1))).isBetween(2_000, 16_000);
  }

  private ProgramRun opened(Report report, int width, String scheme) throws IOException {
    Files.writeString(folder.resolve("report.html"), HtmlReport.of(report));
    Path around = Files.writeString(folder.resolve("around.html"), AROUND.formatted(width));
    return ProgramRun.of(
        folder,
        Map.of(),
        List.of(
            "chromium",
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--allow-file-access-from-files",
            "--user-data-dir=" + folder.resolve("profile"),
            "--blink-settings=preferredColorScheme=" + (scheme.equals("dark") ? 0 : 1),
            "--window-size=1500,1000",
            "--enable-logging=stderr",
            "--virtual-time-budget=10000",
            "--dump-dom",
            around.toUri().toString()));
  }
}
