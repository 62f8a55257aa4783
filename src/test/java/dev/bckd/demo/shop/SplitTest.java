package dev.bckd.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static final ShopPlan PLAN = ShopPlan.DEMO.withSeed(5);
  private static final List<Impression> LOG = ShopLog.of(PLAN, Catalogue.of(PLAN));
  private static final Split SPLIT = Split.of(PLAN, LOG);

  @Test
  void everyRowIsTrainedOrHeldOut() {
    int dealt =
        SPLIT.trainOld().size()
            + SPLIT.trainNew().size()
            + SPLIT.holdoutOld().size()
            + SPLIT.holdoutNew().size();

    assertThat(dealt).isEqualTo(LOG.size());
  }

  @Test
  void noVisitIsBothTrainedAndHeldOut() {
    assertThat(visits(SPLIT.trainOld())).doesNotContainAnyElementsOf(visits(SPLIT.holdoutOld()));
    assertThat(visits(SPLIT.trainNew())).doesNotContainAnyElementsOf(visits(SPLIT.holdoutNew()));
  }

  @Test
  void whatWasKeptIsAboutHalfOfWhatTheTeacherLearnedFrom() {
    assertThat(Set.copyOf(SPLIT.trainOld()).containsAll(SPLIT.historical())).isTrue();
    assertThat((double) SPLIT.historical().size() / SPLIT.trainOld().size())
        .isCloseTo(0.5, Offset.offset(0.02));
  }

  @Test
  void theSeasonsAreApart() {
    assertThat(SPLIT.trainOld()).allMatch(row -> row.season() == Season.WINTER);
    assertThat(SPLIT.holdoutOld()).allMatch(row -> row.season() == Season.WINTER);
    assertThat(SPLIT.trainNew()).allMatch(row -> row.season() == Season.SPRING);
    assertThat(SPLIT.holdoutNew()).allMatch(row -> row.season() == Season.SPRING);
  }

  private static Set<Integer> visits(List<Impression> rows) {
    return rows.stream().map(Impression::visit).collect(Collectors.toSet());
  }
}
