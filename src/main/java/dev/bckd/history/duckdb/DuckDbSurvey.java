package dev.bckd.history.duckdb;

import dev.bckd.history.ColumnSummary;
import dev.bckd.history.ColumnSurvey;
import dev.bckd.model.BadInputException;
import dev.bckd.model.RemoteFiles;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Looks over columns through an in-memory DuckDB, locked as {@link DuckDbHistory}'s is. */
public final class DuckDbSurvey implements ColumnSurvey {
  private final RemoteFiles remote;

  /** All rows are local. */
  public DuckDbSurvey() {
    this(RemoteFiles.NONE);
  }

  /**
   * @param remote fetches the files that are not local
   */
  public DuckDbSurvey(RemoteFiles remote) {
    this.remote = remote;
  }

  @Override
  public List<ColumnSummary> summaries(
      List<String> files, Optional<String> where, int mostValues, List<Double> shares) {
    return looked(
        files, where, (survey, database) -> survey.summaries(database, mostValues, shares));
  }

  @Override
  public List<byte[]> firstMet(
      List<String> files, Optional<String> where, List<List<String>> conditions) {
    return looked(files, where, (survey, database) -> survey.firstMet(database, conditions));
  }

  private <T> List<T> looked(List<String> patterns, Optional<String> where, Look<T> look) {
    RowFiles files = RowFiles.of(patterns, remote);
    try (Connection database = DuckDbHistory.connect()) {
      DuckDbHistory.lock(database, files);
      String condition = DuckDbHistory.checked(database, files, where);
      return look.at(new Survey(files, Schema.of(database, files), condition), database);
    } catch (SQLException e) {
      throw new BadInputException(files.place(), SqlMessages.reason(e));
    }
  }

  /** What a survey is asked for. */
  private interface Look<T> {
    List<T> at(Survey survey, Connection database) throws SQLException;
  }
}
