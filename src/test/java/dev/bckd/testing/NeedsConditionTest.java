package dev.bckd.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;

class NeedsConditionTest {

  @Test
  void runsATestThatHasAllItNeeds() {
    assertThat(NeedsCondition.decide(List.of(), NeedsCondition.Run.COMPLETE).isDisabled())
        .isFalse();
  }

  @Test
  void skipsWithTheReasonWhereAProgramIsAbsent() {
    var result = NeedsCondition.decide(List.of("promtool"), NeedsCondition.Run.USUAL);

    assertThat(result.isDisabled()).isTrue();
    assertThat(result.getReason()).contains("not on this machine: promtool");
  }

  @Test
  void failsInACompleteRunWhereAProgramIsAbsent() {
    assertThatThrownBy(
            () -> NeedsCondition.decide(List.of("promtool"), NeedsCondition.Run.COMPLETE))
        .hasMessage("not on this machine: promtool; -Dbckd.complete skips nothing");
  }

  @Test
  void findsWhatIsOnThePathAndMissesWhatIsNot() {
    Needs needs = WithNeeds.class.getAnnotation(Needs.class);

    assertThat(NeedsCondition.missing(needs))
        .containsExactly("a-program-nobody-has", "module a_module_nobody_has of " + Tools.python());
  }

  @Test
  void isFoundThroughTheAnnotationsBuiltOnItWithTheirTags() {
    assertThat(AnnotationSupport.findAnnotation(WithKubectl.class, Needs.class))
        .hasValueSatisfying(needs -> assertThat(needs.programs()).containsExactly("kubectl"));
    assertThat(AnnotationSupport.findAnnotation(WithKubectl.class, Tag.class))
        .hasValueSatisfying(tag -> assertThat(tag.value()).isEqualTo("needs-kubectl"));
  }

  @Needs(
      programs = {"sh", "a-program-nobody-has"},
      pythonModules = "a_module_nobody_has")
  private static final class WithNeeds {}

  @NeedsKubectl
  private static final class WithKubectl {}
}
