package dev.bckd.upgrade.report.page;

import dev.bckd.gates.MetricValues;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.model.Role;
import dev.bckd.upgrade.Report;
import dev.bckd.upgrade.report.picture.Mark;
import dev.bckd.upgrade.report.picture.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Every metric of every model, on whole suites and slices. */
final class MetricSection {
  private MetricSection() {}

  static Tag of(Report report) {
    List<Role> roles = Figure.roles(report.suites());
    Tag keys = Tag.of("p", "keys");
    roles.forEach(role -> keys.add(Mark.key(role)));
    keys.add(
        Tag.of("span", "key").add(Tag.of("span", "limit-key").text("")).text("limit of a gate"));
    Tag section =
        Blocks.section(
                "Metrics",
                "Dots are values, bars their intervals; the shaded side of a dashed line breaks a"
                    + " limit. Of a gate that compares two models it stands at the other model's"
                    + " value less the margin; that gate judges the difference on the same samples,"
                    + " which is known better than the two bars tell.")
            .add(keys);
    report.suites().forEach(suite -> section.add(suite(suite, roles)));
    return section;
  }

  private static Tag suite(SuiteJudgement suite, List<Role> roles) {
    Map<String, List<MetricValues>> metrics =
        suite.metrics().stream()
            .collect(
                Collectors.groupingBy(
                    MetricValues::metric, LinkedHashMap::new, Collectors.toList()));
    Tag article = Tag.of("article").add(Tag.of("h3").text(suite.suite()));
    Tag others = Tag.of("details").add(Tag.of("summary").text("metrics without a gate"));
    boolean hidden = false;
    for (Map.Entry<String, List<MetricValues>> metric : metrics.entrySet()) {
      Tag drawn = new MetricRows(suite, metric.getKey(), metric.getValue(), roles).drawn();
      if (suite.gates().stream().anyMatch(g -> g.gate().metric().equals(metric.getKey()))) {
        article.add(drawn);
      } else {
        others.add(drawn);
        hidden = true;
      }
    }
    return hidden ? article.add(others) : article;
  }
}
