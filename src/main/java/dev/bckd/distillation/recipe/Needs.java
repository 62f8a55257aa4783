package dev.bckd.distillation.recipe;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the terms of a recipe look at beside labels and the answers of teacher and incoming model:
 * nobody reads or computes what no term asks for.
 *
 * @param versions the answers of earlier versions
 * @param embeddings the teacher's embeddings
 * @param lists candidates that come in lists; those of the first term that looks at some
 * @param stored columns of stored logits
 */
public record Needs(
    boolean versions, boolean embeddings, CandidateLists lists, Set<String> stored) {
  /** Nothing more. */
  public static final Needs NONE = of(List.of());

  public Needs {
    stored = Set.copyOf(stored);
  }

  /** What some terms need. */
  public static Needs of(List<Term> terms) {
    return new Needs(
        any(terms, term -> term.compares() && term.target() instanceof Target.Versions),
        any(
            terms,
            term ->
                term.loss() instanceof EmbeddingSquaredError
                    || term.loss() instanceof RelationKullbackLeibler),
        lists(terms).findFirst().orElse(CandidateLists.NONE),
        terms.stream()
            .filter(Term::compares)
            .map(Term::target)
            .filter(Target.Stored.class::isInstance)
            .map(target -> ((Target.Stored) target).column())
            .collect(Collectors.toSet()));
  }

  /** The lists of each term that looks at some. */
  static Stream<CandidateLists> lists(List<Term> terms) {
    return terms.stream()
        .map(Term::loss)
        .filter(ListLoss.class::isInstance)
        .map(loss -> ((ListLoss) loss).lists());
  }

  private static boolean any(List<Term> terms, Predicate<Term> condition) {
    return terms.stream().anyMatch(condition);
  }
}
