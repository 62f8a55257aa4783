package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import dev.bckd.distillation.recipe.BernoulliKullbackLeibler;
import dev.bckd.distillation.recipe.CrossEntropy;
import dev.bckd.distillation.recipe.Divergence;
import dev.bckd.distillation.recipe.ElasticWeightConsolidation;
import dev.bckd.distillation.recipe.EmbeddingSquaredError;
import dev.bckd.distillation.recipe.Influence;
import dev.bckd.distillation.recipe.JensenShannon;
import dev.bckd.distillation.recipe.KullbackLeibler;
import dev.bckd.distillation.recipe.ListwiseKullbackLeibler;
import dev.bckd.distillation.recipe.LogitDifferenceInhibition;
import dev.bckd.distillation.recipe.LogitSquaredError;
import dev.bckd.distillation.recipe.Loss;
import dev.bckd.distillation.recipe.NewError;
import dev.bckd.distillation.recipe.PredictionCorrelation;
import dev.bckd.distillation.recipe.RankingDistillation;
import dev.bckd.distillation.recipe.RelationKullbackLeibler;
import dev.bckd.distillation.recipe.ReverseKullbackLeibler;
import dev.bckd.distillation.recipe.ScoreSquaredError;
import dev.bckd.distillation.recipe.StartingPoint;
import dev.bckd.distillation.recipe.Term;
import dev.bckd.model.BadInputException;

/** The formula of each loss. A new loss is one line here. */
public final class LossTerms {
  private static final ByKind<Loss, Maker> KINDS =
      new ByKind<Loss, Maker>()
          .with(CrossEntropy.class, loss -> labels(new CrossEntropyTerm(loss)))
          .with(NewError.class, loss -> LossTerms::newError)
          .with(ReverseKullbackLeibler.class, loss -> rows(new ReverseKullbackLeiblerTerm(loss)))
          .with(KullbackLeibler.class, loss -> rows(new KullbackLeiblerTerm(loss)))
          .with(JensenShannon.class, loss -> rows(new JensenShannonTerm(loss)))
          .with(LogitSquaredError.class, loss -> rows(new LogitSquaredErrorTerm()))
          .with(
              LogitDifferenceInhibition.class,
              loss -> rows(new LogitDifferenceInhibitionTerm(loss)))
          .with(BernoulliKullbackLeibler.class, loss -> rows(new BernoulliKullbackLeiblerTerm()))
          .with(ScoreSquaredError.class, loss -> rows(new ScoreSquaredErrorTerm()))
          .with(PredictionCorrelation.class, loss -> batch(new PredictionCorrelationTerm(loss)))
          .with(ListwiseKullbackLeibler.class, loss -> lists(new ListwiseKullbackLeiblerTerm(loss)))
          .with(RankingDistillation.class, loss -> lists(new RankingDistillationTerm(loss)))
          .with(EmbeddingSquaredError.class, LossTerms::embeddings)
          .with(RelationKullbackLeibler.class, LossTerms::relations)
          .with(Influence.class, LossTerms::influence)
          .with(StartingPoint.class, loss -> (term, in) -> AnchoredWeights.alike(in.models()))
          .with(
              ElasticWeightConsolidation.class,
              loss -> (term, in) -> AnchoredWeights.byFisher(in.models(), loss.rows()));

  private LossTerms() {}

  /** Makes a term's formula for one training. */
  private interface Maker {
    LossTerm make(Term term, Setting in);
  }

  /**
   * The formula of a term.
   *
   * @throws BadInputException if the term does not fit the models or rows; names it
   */
  public static LossTerm of(Term term, Setting setting) {
    return KINDS.of(term.loss()).make(term, setting.among(term.filter()));
  }

  private static Maker labels(LabelFormula formula) {
    return (term, in) -> RowTerm.of(formula, filter(term, in), in.weights());
  }

  /** Cross-entropy, with the rows that the teacher answers correctly as a further filter. */
  private static LossTerm newError(Term term, Setting in) {
    RowFilter filter = filter(term, in);
    return RowTerm.of(
        new CrossEntropyTerm(CrossEntropy.PLAIN),
        pass -> filter.of(pass).mul(pass.of(in.resident().right())),
        in.weights());
  }

  private static Maker rows(DivergenceFormula formula) {
    return (term, in) -> RowTerm.of(formula, target(term, in), filter(term, in), in.weights());
  }

  private static Maker batch(BatchFormula formula) {
    return (term, in) -> RowTerm.of(formula, target(term, in), filter(term, in), in.weights());
  }

  private static Maker lists(ListFormula formula) {
    return (term, in) -> {
      if (in.resident().classes() != 2) {
        throw bad(term, "ranks by the one logit of a binary task");
      }
      return new ListTerm(formula, target(term, in), in);
    };
  }

  private static Maker embeddings(EmbeddingSquaredError loss) {
    return (term, in) ->
        new EmbeddingSquaredErrorTerm(loss, teacher(term, in), mean(term, in, false), in.models());
  }

  private static Maker relations(RelationKullbackLeibler loss) {
    return (term, in) -> {
      in.models().embeddingWidth();
      return new RelationKullbackLeiblerTerm(loss, teacher(term, in), mean(term, in, false));
    };
  }

  private static Maker influence(Influence loss) {
    return (term, in) ->
        new InfluenceTerm(loss, mean(term, in, true), in.models(), in.resident().shared());
  }

  private static NDArray teacher(Term term, Setting in) {
    return in.resident()
        .further()
        .embeddings()
        .orElseThrow(() -> bad(term, "needs the teacher's embeddings, which were not asked for"));
  }

  private static RowMean mean(Term term, Setting in, boolean labelled) {
    return new RowMean(filter(term, in), in.weights(), labelled);
  }

  private static RowFilter filter(Term term, Setting in) {
    return RowFilters.of(term.filter(), in.resident(), in.weights());
  }

  private static TargetAnswers target(Term term, Setting in) {
    return TargetKinds.of(term.target(), (Divergence) term.loss(), in.resident());
  }

  private static BadInputException bad(Term term, String problem) {
    return new BadInputException("distillation", "the loss " + term.describe() + " " + problem);
  }
}
