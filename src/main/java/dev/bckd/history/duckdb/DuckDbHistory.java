package dev.bckd.history.duckdb;

import dev.bckd.history.Column;
import dev.bckd.history.Field;
import dev.bckd.history.HistorySource;
import dev.bckd.history.Query;
import dev.bckd.history.RowTexts;
import dev.bckd.history.Spill;
import dev.bckd.history.Table;
import dev.bckd.model.BadInputException;
import dev.bckd.model.LocalFile;
import dev.bckd.model.RemoteFiles;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;

/**
 * Reads rows through an in-memory DuckDB of its own for each query.
 *
 * <p>Conditions are SQL that a policy brings along, so the database is locked before it sees one:
 * it reaches the files of the query and no other file, loads no extension, and its configuration
 * cannot be changed back.
 *
 * <p>One pass over the files, the rows streamed into columns; a large one is written to a file.
 */
public final class DuckDbHistory implements HistorySource, RowTexts {
  private final Spill spill;
  private final RemoteFiles remote;

  /** Large columns go to the folder for temporary files; all rows are local. */
  public DuckDbHistory() {
    this(Spill.TEMPORARY, RemoteFiles.NONE);
  }

  /**
   * @param spill where large columns go
   * @param remote fetches the files that are not local, before the database sees them
   */
  public DuckDbHistory(Spill spill, RemoteFiles remote) {
    this.spill = spill;
    this.remote = remote;
  }

  @Override
  public Table read(Query query) {
    RowFiles files = RowFiles.of(query.files(), remote);
    try (Connection database = connect()) {
      lock(database, files);
      return read(database, files, query);
    } catch (SQLException e) {
      throw new BadInputException(files.place(), SqlMessages.reason(e));
    }
  }

  @Override
  public Map<Integer, Map<String, String>> texts(
      List<String> patterns, Optional<String> where, Set<Integer> rows) {
    RowFiles files = RowFiles.of(patterns, remote);
    try (Connection database = connect()) {
      lock(database, files);
      Conditions conditions = new Conditions(files.place(), new Expressions(database, files));
      String condition = conditions.all(where.stream().toList());
      return new RowPrinter(files, Schema.of(database, files), condition).read(database, rows);
    } catch (SQLException e) {
      throw new BadInputException(files.place(), SqlMessages.reason(e));
    }
  }

  static String checked(Connection database, RowFiles files, Optional<String> where) {
    return where
        .map(
            condition ->
                new Conditions(files.place(), new Expressions(database, files)).checked(condition))
        .orElse("true");
  }

  @Override
  public List<LocalFile> files(List<String> patterns) {
    return RowFiles.of(patterns, remote).files();
  }

  static Connection connect() throws SQLException {
    Properties streaming = new Properties();
    streaming.setProperty("jdbc_stream_results", "true");
    return new DuckDBDriver().connect("jdbc:duckdb:", streaming);
  }

  static void lock(Connection database, RowFiles files) throws SQLException {
    try (Statement settings = database.createStatement()) {
      settings.execute("SET autoinstall_known_extensions = false");
      settings.execute("SET autoload_known_extensions = false");
      settings.execute("SET allowed_paths = " + files.sqlList());
      settings.execute("SET enable_external_access = false");
      settings.execute("SET lock_configuration = true");
    }
  }

  private Table read(Connection database, RowFiles files, Query query) throws SQLException {
    Schema schema = Schema.of(database, files);
    Expressions expressions = new Expressions(database, files);
    Conditions conditions = new Conditions(files.place(), expressions);
    String where = conditions.all(query.conditions());
    Changes changes = Changes.checked(query.changes(), schema, expressions);
    Map<String, ColumnReader> readers = new LinkedHashMap<>();
    for (Field field : query.fields()) {
      readers.put(
          field.name(), ColumnReaders.of(field, schema.at(changes.place()), conditions, spill));
    }
    int rows = rows(database, select(files, where, changes, readers), changes.place(), readers);
    if (rows == 0) {
      throw new BadInputException(
          files.place(),
          query.conditions().isEmpty()
              ? "there are no rows"
              : "no row meets the condition " + String.join(" and ", query.conditions()));
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    readers.forEach((name, reader) -> columns.put(name, reader.column()));
    return new Table(rows, columns);
  }

  private static String select(
      RowFiles files, String where, Changes changes, Map<String, ColumnReader> readers) {
    String expressions =
        readers.values().stream()
            .flatMap(reader -> reader.select().stream())
            .collect(Collectors.joining(", "));
    // The condition is below the changes: it is met by rows as they are.
    return "SELECT %s FROM (SELECT %s FROM (SELECT * FROM %s WHERE %s))"
        .formatted(
            expressions.isEmpty() ? "1" : expressions,
            changes.columns(),
            files.tableFunction(),
            where);
  }

  private static int rows(
      Connection database, String sql, String place, Map<String, ColumnReader> readers) {
    try {
      return stream(database, sql, readers.values());
    } catch (SQLException e) {
      throw new BadInputException(place, SqlMessages.reason(reason(database, sql, e)));
    }
  }

  /**
   * Of a result that is streamed the driver does not say why there is none; without rows it does.
   */
  private static SQLException reason(Connection database, String sql, SQLException said) {
    try (PreparedStatement again = database.prepareStatement("EXPLAIN ANALYZE " + sql)) {
      again.execute();
      return said;
    } catch (SQLException reason) {
      return reason;
    }
  }

  private static int stream(Connection database, String sql, Iterable<ColumnReader> readers)
      throws SQLException {
    List<ColumnReader> inOrder = new ArrayList<>();
    readers.forEach(inOrder::add);
    int rows = 0;
    try (PreparedStatement statement = database.prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        rows++;
        int index = 1;
        for (ColumnReader reader : inOrder) {
          reader.read(result, index, rows);
          index += reader.select().size();
        }
      }
    }
    return rows;
  }
}
