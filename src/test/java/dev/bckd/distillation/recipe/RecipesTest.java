package dev.bckd.distillation.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.distillation.djl.SharedPolicies;
import dev.bckd.model.BadInputException;
import dev.bckd.policy.Budget;
import dev.bckd.policy.DistillationPolicy;
import dev.bckd.policy.LossSpec;
import dev.bckd.policy.RecipeSpec;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.policy.When;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipesTest {
  private static final RecipeSpec LABELS_ONLY =
      RecipeSpec.of(
          List.of(new LossSpec("cross-entropy", 1, Map.of())), Optional.empty(), Optional.empty());

  @ParameterizedTest(name = "{0} rows: batch {1}, {2} epochs, rate {3}")
  @CsvSource({
    "      10,   10, 12, 0.002", // no batch is larger than the data
    "    7824,   64, 12, 0.002", // 123 steps an epoch
    "   50000,  256,  8, 0.001", // 196 steps an epoch, 1500 / 196 = 7.7
    "  229876, 1024,  3, 0.001", // 700000 / 229876 = 3.05
    " 9000000, 1024,  2, 0.001",
  })
  void choosesBySizeOnly(int rows, int batch, int epochs, double rate) {
    Recipe recipe = Recipes.explicit(policy(LABELS_ONLY, Optional.empty()), rows);

    assertThat(recipe.batch()).isEqualTo(batch);
    assertThat(recipe.epochs()).isEqualTo(epochs);
    assertThat(recipe.learningRate()).isEqualTo(rate);
  }

  @Test
  void keepsTheCeilingOnEpochs() {
    assertThat(Recipes.explicit(policy(LABELS_ONLY, Optional.of(4)), 7824).epochs()).isEqualTo(4);
    assertThat(Recipes.explicit(policy(LABELS_ONLY, Optional.of(99)), 7824).epochs()).isEqualTo(12);
  }

  @Test
  void takesWhatThePolicySays() {
    RecipeSpec spec =
        RecipeSpec.of(
            List.of(new LossSpec("kullback-leibler", 0.5, Map.of("temperature", 2.0, "beta", 0.5))),
            Optional.of(0.01),
            Optional.of(32));

    Recipe recipe = Recipes.explicit(policy(spec, Optional.empty()), 7824);

    assertThat(recipe.terms())
        .containsExactly(
            new Term(
                new KullbackLeibler(Schedule.constant(2)),
                0.5,
                Term.TEACHER,
                new Filter.TeacherRight(1, 0.5)));
    assertThat(recipe.learningRate()).isEqualTo(0.01);
    assertThat(recipe.batch()).isEqualTo(32);
  }

  @ParameterizedTest(name = "{0} {1}={2} x {3}: {4}")
  @CsvSource({
    "hinge, T, 1, 1, unknown loss 'hinge'; expected one of bernoulli-kullback-leibler",
    "kullback-leibler, temperature, 0, 1, kullback-leibler.temperature: expected a number above 0",
    "kullback-leibler, alpha, -1, 1, kullback-leibler.alpha: expected a number of 0 or above",
    "kullback-leibler, beta, NaN, 1, kullback-leibler.beta: expected a number of 0 or above",
    "kullback-leibler, gamma, 1, 1, kullback-leibler.gamma: unknown; kullback-leibler takes",
    "cross-entropy, T, 1, 1, cross-entropy.T: unknown; cross-entropy takes filter, smoothing",
    "ranking-distillation, length, 1, 1, ranking-distillation.length: one candidate has no order",
    "ranking-distillation, lists, 0, 1, ranking-distillation.lists: expected a whole number above",
    "kullback-leibler, beta, 1, 0, kullback-leibler.weight: expected a number above 0",
  })
  void refusesAWrongLoss(
      String loss, String parameter, double value, double weight, String problem) {
    RecipeSpec spec =
        RecipeSpec.of(
            List.of(new LossSpec(loss, weight, Map.of(parameter, value))),
            Optional.empty(),
            Optional.empty());

    assertThatThrownBy(() -> Recipes.explicit(policy(spec, Optional.empty()), 100))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("policy.yaml: spec.distillation.recipe: ")
        .hasMessageContaining(problem);
  }

  @Test
  void refusesLossesOverDifferentLists() {
    LossSpec usual = new LossSpec("ranking-distillation", 1, Map.of());
    LossSpec longer = new LossSpec("listwise-kullback-leibler", 1, Map.of("length", 50.0));
    RecipeSpec spec = RecipeSpec.of(List.of(usual, longer), Optional.empty(), Optional.empty());

    assertThatThrownBy(() -> Recipes.terms(policy(spec, Optional.empty())))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("ask for 2000 lists of 20 and for 2000 lists of 50");
  }

  @Test
  void refusesListsOfStoredLogits() {
    LossSpec stored =
        new LossSpec(
            "ranking-distillation", 1, Map.of(), Map.of("target", "stored", "column", "logged"));
    RecipeSpec spec = RecipeSpec.of(List.of(stored), Optional.empty(), Optional.empty());

    assertThatThrownBy(() -> Recipes.terms(policy(spec, Optional.empty())))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("no logits are stored with candidates that are made");
  }

  private static UpgradePolicy policy(RecipeSpec recipe, Optional<Integer> epochs) {
    return SharedPolicies.movieTweetings(
        new DistillationPolicy(
            When.ALWAYS, recipe, new Budget(Duration.ofMinutes(1), epochs), 7, "auto"));
  }
}
