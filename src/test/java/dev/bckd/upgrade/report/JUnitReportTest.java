package dev.bckd.upgrade.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.upgrade.Report;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The file is read by the JDK's own parser, which knows nothing of how it was written. */
class JUnitReportTest {
  @Test
  void hasASuiteForEachRegressionSuiteAndACaseForEachVerdict() throws Exception {
    Element root = parsed(Reports.rejected());

    assertThat(names(root, "testsuite")).containsExactly("old-tasks", "new-tasks");
    assertThat(all(root, "testcase")).hasSize(7);
    assertThat(names(root, "testcase"))
        .contains(
            "negative-flip-rate at most 0.035 (whole suite)",
            "accuracy at most 0.01 worse than the teacher (whole suite)");
  }

  @Test
  void failsWhatFailedAndWhatCouldNotDecide() throws Exception {
    Element root = parsed(Reports.rejected());

    assertThat(all(root, "failure").stream().map(failure -> failure.getAttribute("type")))
        .containsExactly("inconclusive", "failed", "inconclusive");
    assertThat(all(root, "failure").get(1).getAttribute("message"))
        .isEqualTo("old-tasks: negative-flip-rate 0.0749 [0.0699, 0.0799] exceeds 0.035");
  }

  @Test
  void skipsWarningsThatDoNotPassAndWhatDoesNotApply() throws Exception {
    Element root = parsed(Reports.rejected());

    assertThat(all(root, "skipped").stream().map(skipped -> skipped.getAttribute("message")))
        .containsExactly(
            "warning, FAILED: old-tasks: negative-flip-rate 0.0749 [0.0699, 0.0799] exceeds 0.035",
            "old-tasks: auc minus the incoming's (the model judged is the incoming model itself)");
  }

  @ParameterizedTest
  @MethodSource("reports")
  void countsWhatItHolds(Report report) throws Exception {
    Element root = parsed(report);
    List<Element> counted = new ArrayList<>(all(root, "testsuite"));
    counted.add(root);

    for (Element suite : counted) {
      assertThat(suite.getAttribute("tests")).isEqualTo(count(suite, "testcase"));
      assertThat(suite.getAttribute("failures")).isEqualTo(count(suite, "failure"));
      assertThat(suite.getAttribute("skipped")).isEqualTo(count(suite, "skipped"));
      assertThat(suite.getAttribute("errors")).isEqualTo("0");
    }
  }

  /** A pipeline that only looks at this file must not take such a run for one that passed. */
  @Test
  void failsWhereNoGateCouldBeApplied() throws Exception {
    Element root = parsed(Reports.withoutAnApplicableGate());

    assertThat(all(root, "failure")).hasSize(1);
    assertThat(all(root, "failure").get(0).getAttribute("message"))
        .isEqualTo("no blocking gate could be applied");
  }

  @Test
  void hasNoFailureWhereTheDecisionIsToPromote() throws Exception {
    assertThat(all(parsed(Reports.promoted()), "failure")).isEmpty();
  }

  static List<Report> reports() {
    return List.of(
        Reports.rejected(),
        Reports.promoted(),
        Reports.undecided(),
        Reports.withoutAnApplicableGate(),
        Reports.hostile());
  }

  private static Element parsed(Report report) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(JUnitReport.of(report))))
        .getDocumentElement();
  }

  private static String count(Element of, String name) {
    return String.valueOf(all(of, name).size());
  }

  private static List<String> names(Element of, String name) {
    return all(of, name).stream().map(element -> element.getAttribute("name")).toList();
  }

  private static List<Element> all(Element of, String name) {
    NodeList nodes = of.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
