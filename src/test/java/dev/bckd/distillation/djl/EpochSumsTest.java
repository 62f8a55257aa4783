package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.distillation.EpochLoss;
import dev.bckd.distillation.recipe.CrossEntropy;
import dev.bckd.distillation.recipe.KullbackLeibler;
import dev.bckd.distillation.recipe.StartingPoint;
import dev.bckd.distillation.recipe.Target;
import dev.bckd.distillation.recipe.Term;
import dev.bckd.model.BadInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpochSumsTest {
  private final EpochSums sums =
      new EpochSums(
          List.of(Term.of(CrossEntropy.PLAIN, 1), Term.of(KullbackLeibler.PLAIN, 3, Term.TEACHER)));

  /** Means of 3 and 1/3 over 40 rows, so 3 and 1 once they are weighted. */
  @Test
  void aShareIsThatOfTheWeightedMeansOverRows() {
    sums.add(new double[] {2, 0.4}, 30);
    sums.add(new double[] {6, 2 / 15.0}, 10);
    sums.gradient(0, 6, 0.25);
    sums.gradient(1, 2 / 15.0, 0.5);

    List<EpochLoss> losses = sums.close(1);

    assertThat(losses).extracting(EpochLoss::share).containsExactly(0.75, 0.25);
    assertThat(losses.get(0).value()).isEqualTo(3);
    assertThat(losses.get(1).value()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(losses).extracting(EpochLoss::gradientNorm).containsExactly(0.25, 0.5);
  }

  @Test
  void anEpochBeginsFromNothing() {
    sums.add(new double[] {2, 1}, 30);
    sums.gradient(0, 2, 1);
    sums.gradient(1, 1, 1);
    sums.close(1);

    sums.add(new double[] {1, 0}, 10);

    assertThat(sums.close(2)).extracting(EpochLoss::share).containsExactly(1.0, 0.0);
  }

  @Test
  void refusesATermWithoutGradient() {
    sums.add(new double[] {2, 1}, 30);
    sums.gradient(0, 2, 1);
    sums.gradient(1, 1, 0);

    assertThatThrownBy(() -> sums.close(1))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("kullback-leibler")
        .hasMessageContaining("has no gradient in epoch 1");
  }

  /** A weight of 3 makes the gradient of rounding three times as large. */
  @Test
  void refusesATermThatIsRoundingBesideOneThatIsMore() {
    sums.within(new Rounding(1e-6, 1e-5));
    sums.add(new double[] {2, -9e-7}, 30);
    sums.gradient(0, 2, 1);
    sums.gradient(1, -9e-7, 2.9e-5);

    assertThatThrownBy(() -> sums.close(1))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("kullback-leibler")
        .hasMessageContaining("is 0 on every row but for rounding");
  }

  @Test
  void takesATermOfWhichValueOrGradientIsMoreThanRounding() {
    sums.within(new Rounding(1e-6, 1e-5));
    sums.add(new double[] {1e-7, 1.1e-6}, 30);
    sums.gradient(0, 1e-7, 1.1e-5);
    sums.gradient(1, 1.1e-6, 1e-7);

    assertThat(sums.close(1)).hasSize(2);
  }

  @Test
  void aTermThatOnceWasMoreMayComeToItsEnd() {
    sums.within(new Rounding(1e-6, 1e-5));
    sums.gradient(0, 2, 1);
    sums.gradient(1, 1e-3, 1e-2);
    sums.add(new double[] {2, 1e-7}, 30);
    sums.gradient(0, 2, 1);
    sums.gradient(1, 1e-7, 1e-6);

    assertThat(sums.close(1)).hasSize(2);
  }

  /** Distances of weights are 0 exactly, and small ones are none of rounding. */
  @Test
  void whatBeginsAtZeroIsAwaited() {
    EpochSums begun =
        new EpochSums(
            List.of(
                Term.of(KullbackLeibler.PLAIN, 1, new Target.Incoming()),
                Term.of(new StartingPoint(), 1)));
    begun.within(new Rounding(1e-6, 1e-5));
    begun.add(new double[] {1e-8, 0}, 30);
    begun.gradient(0, 1e-8, 1e-8);
    begun.gradient(1, 0, 0);

    assertThat(begun.close(1)).hasSize(2);
  }
}
