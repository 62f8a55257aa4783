package dev.bckd.upgrade.report;

import dev.bckd.gates.Decision;
import dev.bckd.gates.Decisions;
import dev.bckd.gates.GateResult;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.policy.Severity;
import dev.bckd.upgrade.Report;
import dev.bckd.upgrade.report.page.GateWords;
import dev.bckd.upgrade.report.picture.Text;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code junit.xml}: a test suite for each regression suite, a test case for each verdict of a
 * gate. What does not pass is a failure; of a warning it is skipped, as is what does not apply.
 */
final class JUnitReport {
  private final XMLStreamWriter xml;
  private final Report report;

  private JUnitReport(XMLStreamWriter xml, Report report) {
    this.xml = xml;
    this.report = report;
  }

  static String of(Report report) {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      new JUnitReport(xml, report).write();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("cannot write XML", e);
    }
    return out.toString();
  }

  /** A test case: what it is called and how it ended. */
  private record Case(String name, Ending ending, String message) {}

  private enum Ending {
    PASSED,
    FAILED,
    INCONCLUSIVE,
    SKIPPED
  }

  private record Suite(String name, List<Case> cases) {
    long count(Ending... endings) {
      return cases.stream().filter(one -> List.of(endings).contains(one.ending())).count();
    }
  }

  private void write() throws XMLStreamException {
    List<Suite> suites = suites();
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("testsuites");
    attribute("name", report.model());
    counts(new Suite("", suites.stream().flatMap(suite -> suite.cases().stream()).toList()));
    for (Suite suite : suites) {
      suite(suite);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private List<Suite> suites() {
    List<Suite> suites = new ArrayList<>();
    for (SuiteJudgement suite : report.suites()) {
      List<Case> cases = new ArrayList<>();
      suite.gates().forEach(gate -> cases.add(outcome(suite.suite(), gate)));
      suites.add(new Suite(suite.suite(), cases));
    }
    boolean quiet = suites.stream().allMatch(s -> s.count(Ending.FAILED, Ending.INCONCLUSIVE) == 0);
    if (quiet && report.conclusion().decision() != Decision.PROMOTE) {
      // Else a run in which no gate could be applied would look like one that passed.
      suites.add(
          new Suite(
              "decision",
              List.of(new Case("decision", Ending.INCONCLUSIVE, report.conclusion().reason()))));
    }
    return suites;
  }

  private static Case outcome(String suite, GateResult gate) {
    GateWords words = new GateWords(gate);
    String name = "%s %s (%s)".formatted(gate.gate().metric(), words.limit(), words.where());
    Ending ending =
        gate.verdict()
            .fold(
                passed -> Ending.PASSED,
                failed -> Ending.FAILED,
                inconclusive -> Ending.INCONCLUSIVE,
                notApplicable -> Ending.SKIPPED);
    String message = Decisions.inWords(suite, gate);
    boolean warns = gate.gate().severity() == Severity.WARNING;
    boolean objects = ending == Ending.FAILED || ending == Ending.INCONCLUSIVE;
    return warns && objects
        ? new Case(name, Ending.SKIPPED, "warning, " + gate.verdict().label() + ": " + message)
        : new Case(name, ending, message);
  }

  private void suite(Suite suite) throws XMLStreamException {
    xml.writeStartElement("testsuite");
    attribute("name", suite.name());
    counts(suite);
    for (Case one : suite.cases()) {
      testCase(suite.name(), one);
    }
    xml.writeEndElement();
  }

  private void counts(Suite suite) throws XMLStreamException {
    attribute("tests", String.valueOf(suite.cases().size()));
    attribute("failures", String.valueOf(suite.count(Ending.FAILED, Ending.INCONCLUSIVE)));
    attribute("errors", "0");
    attribute("skipped", String.valueOf(suite.count(Ending.SKIPPED)));
    attribute("time", "0");
  }

  private void testCase(String suite, Case one) throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute("classname", report.model() + "." + suite);
    attribute("name", one.name());
    attribute("time", "0");
    if (one.ending() == Ending.SKIPPED) {
      xml.writeEmptyElement("skipped");
      attribute("message", one.message());
    } else if (one.ending() != Ending.PASSED) {
      xml.writeStartElement("failure");
      attribute("type", one.ending().name().toLowerCase(Locale.ROOT));
      attribute("message", one.message());
      xml.writeCharacters(Text.printable(one.message()));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, Text.printable(value));
  }
}
