package dev.bckd.evaluation;

import dev.bckd.history.Column;
import dev.bckd.history.Field;
import dev.bckd.history.HistorySource;
import dev.bckd.history.Query;
import dev.bckd.history.Table;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Role;
import dev.bckd.model.Signature;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.RetrievalSpec;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A suite whose every row is a query that searches rows of an index by cosine similarity. Every
 * model's queries search the index as the teacher embeds it: what is deployed, and what an upgrade
 * would rather not embed anew. Where there is no teacher, each model searches its own.
 */
final class RetrievalSuite {
  private static final String RELEVANT = "@relevant";

  private final ModelInputs inputs;
  private final RetrievalSpec retrieval;
  private final RegressionSuite suite;

  RetrievalSuite(Signature signature, RegressionSuite suite, RetrievalSpec retrieval) {
    if (signature.embeddingIndex() < 0) {
      throw new BadInputException(
          suite.file(), "a retrieval suite needs the output embedding in the policy's signature");
    }
    this.inputs = new ModelInputs(signature);
    this.retrieval = retrieval;
    this.suite = suite;
  }

  /** What to read of each query. */
  List<Field> fields() {
    List<Field> fields = new ArrayList<>(inputs.fields());
    fields.add(new Field.WholeList(RELEVANT, retrieval.relevant()));
    return fields;
  }

  /**
   * Lets every model search.
   *
   * @throws BadInputException if a model's space has other dimensions than the teacher's, or a
   *     relevant row is none of the index
   */
  Rankings put(Table queries, HistorySource history, Map<Role, ScoringModel> models) {
    Table index =
        history.read(
            new Query(retrieval.index().files(), retrieval.index().where(), inputs.fields()));
    BitSet[] relevant = relevant(queries.column(RELEVANT, Column.LongLists.class), index.rows());
    Optional<Directions> deployed =
        Optional.ofNullable(models.get(Role.TEACHER)).map(teacher -> embedded(teacher, index));
    Map<Role, Rankings.Lists> lists = new EnumMap<>(Role.class);
    models.forEach(
        (role, model) -> {
          Directions searched = deployed.orElseGet(() -> embedded(model, index));
          lists.put(role, search(role, embedded(model, queries), searched, relevant));
        });
    return new Rankings(queries.rows(), lists);
  }

  private Directions embedded(ScoringModel model, Table rows) {
    return Directions.of(model.embeddings(inputs.of(rows)));
  }

  private Rankings.Lists search(
      Role role, Directions queries, Directions index, BitSet[] relevant) {
    if (queries.alike()) {
      throw new BadInputException(
          role.label() + " model",
          "embeds all queries of %s alike; expected embeddings that depend on the inputs"
              .formatted(suite.name()));
    }
    if (queries.width() != index.width()) {
      throw new BadInputException(
          role.label() + " model",
          "embeds in %d dimensions, the teacher's index has %d; no query can search it"
              .formatted(queries.width(), index.width()));
    }
    Rankings.Lists lists = new Rankings.Lists(queries.rows());
    int k = Math.min(retrieval.k(), index.rows());
    IntStream.range(0, queries.rows())
        .parallel()
        .forEach(
            query -> {
              float[] scores = index.similarities(queries, query);
              lists.put(
                  query,
                  ScoredList.places(scores, 0, scores.length, relevant[query]),
                  ScoredList.head(scores, 0, scores.length, k));
            });
    return lists;
  }

  private BitSet[] relevant(Column.LongLists column, int indexed) {
    String where = suite.file() + ", column " + retrieval.relevant();
    BitSet[] relevant = new BitSet[column.rows()];
    for (int query = 0; query < relevant.length; query++) {
      relevant[query] = new BitSet();
      for (int i = 0; i < column.length(query); i++) {
        long row = column.at(query, i);
        if (row < 0 || row >= indexed) {
          throw new BadInputException(
              where,
              "row %d holds %d; expected a row of the index, from 0 to %d"
                  .formatted(query + 1, row, indexed - 1));
        }
        relevant[query].set((int) row);
      }
      if (relevant[query].isEmpty()) {
        throw new BadInputException(
            where, "row " + (query + 1) + " is empty; expected at least one row of the index");
      }
    }
    return relevant;
  }
}
