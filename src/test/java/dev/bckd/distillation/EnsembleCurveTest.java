package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.inference.Scores;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnsembleCurveTest {
  private static final int ROWS = 300;

  @ParameterizedTest(name = "{0} logits of the teacher, {1} of the incoming model")
  @CsvSource({"1, 1", "4, 4", "3, 5"})
  void mixesProbabilitiesWithinTheTeachersClasses(int teacherWidth, int width) {
    Random random = new Random(width);
    Scores teacher = RandomScores.normal(ROWS, teacherWidth, 1.5, random);
    Scores incoming = RandomScores.normal(ROWS, width, 1.5, random);
    int[] labels = RandomScores.believed(incoming, random);
    boolean[] asked = new boolean[ROWS];
    for (int row = 0; row < ROWS; row++) {
      asked[row] = random.nextInt(3) > 0;
    }

    List<EnsembleCurve.Point> points = EnsembleCurve.of(teacher, incoming, asked, labels).points();

    assertThat(points).hasSize(11);
    for (int step = 0; step <= 10; step++) {
      int right = 0;
      for (int row = 0; row < ROWS; row++) {
        double share = asked[row] ? step / 10.0 : 0;
        double[] mixture =
            mixture(RandomScores.softmax(teacher, row), RandomScores.softmax(incoming, row), share);
        right += RandomScores.largest(mixture) == labels[row] ? 1 : 0;
      }
      assertThat(points.get(step).teacherShare()).isCloseTo(step / 10.0, within(1e-12));
      assertThat(points.get(step).accuracy()).isEqualTo((double) right / ROWS);
    }
    assertThat(points.stream().map(EnsembleCurve.Point::accuracy).distinct().count())
        .isGreaterThan(3);
  }

  /** The classes that the teacher lacks keep what the incoming model gives them. */
  private static double[] mixture(double[] teacher, double[] incoming, double share) {
    double further = 0;
    for (int k = teacher.length; k < incoming.length; k++) {
      further += incoming[k];
    }
    double[] mixture = incoming.clone();
    for (int k = 0; k < teacher.length; k++) {
      mixture[k] = share * teacher[k] * (1 - further) + (1 - share) * incoming[k];
    }
    return mixture;
  }

  /** p is .9 for 0 against .6 for 1: they agree on 1 up to a share of 1/5, then on 0. */
  @Test
  void turnsWhereTheMixtureTurns() {
    Scores teacher = new Scores(new float[] {(float) -Math.log(9)}, 1);
    Scores incoming = new Scores(new float[] {(float) Math.log(1.5)}, 1);

    EnsembleCurve curve = EnsembleCurve.of(teacher, incoming, new boolean[] {true}, new int[] {1});

    assertThat(curve.points().get(1).accuracy()).isEqualTo(1);
    assertThat(curve.points().get(3).accuracy()).isEqualTo(0);
    assertThat(curve.flat()).isFalse();
    EnsembleCurve unknown = EnsembleCurve.of(teacher, incoming, new boolean[1], new int[] {1});
    assertThat(unknown.points()).allMatch(point -> point.accuracy() == 1);
    assertThat(unknown.flat()).isTrue();
  }

  @ParameterizedTest(name = "margin {0}: {1}")
  @CsvSource({"0, 0.4", "0.02, 0.6", "0.5, 1", "-0.1, 0"})
  void theLargestShareIsTheLastThatIsNoLessRight(double margin, double expected) {
    EnsembleCurve curve =
        new EnsembleCurve(
            List.of(
                new EnsembleCurve.Point(0, 0.8),
                new EnsembleCurve.Point(0.2, 0.75),
                new EnsembleCurve.Point(0.4, 0.82),
                new EnsembleCurve.Point(0.6, 0.79),
                new EnsembleCurve.Point(1, 0.5)));

    assertThat(curve.largestShare(margin)).isEqualTo(expected);
  }

  @Test
  void withoutNewRowsTheTeacherIsAsGoodAsAny() {
    Scores none = new Scores(new float[0], 1);

    assertThat(EnsembleCurve.of(none, none, new boolean[0], new int[0]).largestShare(0))
        .isEqualTo(1);
  }
}
