package dev.bckd.upgrade.jdbc;

import dev.bckd.upgrade.Instruction;
import dev.bckd.upgrade.Pauses;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;
import javax.sql.DataSource;

/** The pauses in PostgreSQL: a table to which is only appended; a model's last row holds. */
public final class JdbcPauses implements Pauses {
  private final Transactions transactions;

  public JdbcPauses(DataSource source) {
    this.transactions = new Transactions(source);
  }

  @Override
  public Optional<Instruction> of(String model) {
    return transactions.run(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT paused, told_by, why FROM pause WHERE model = ?"
                      + " ORDER BY position DESC LIMIT 1")) {
            statement.setString(1, model);
            try (ResultSet last = statement.executeQuery()) {
              return last.next() && last.getBoolean(1)
                  ? Optional.of(new Instruction(last.getString(2), last.getString(3)))
                  : Optional.empty();
            }
          }
        });
  }

  @Override
  public void pause(String model, Instruction instruction) {
    append(model, true, instruction);
  }

  @Override
  public void resume(String model, Instruction instruction) {
    append(model, false, instruction);
  }

  private void append(String model, boolean paused, Instruction instruction) {
    transactions.run(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "INSERT INTO pause (model, paused, told_by, why, at)"
                      + " VALUES (?, ?, ?, ?, now())")) {
            statement.setString(1, model);
            statement.setBoolean(2, paused);
            statement.setString(3, instruction.by());
            statement.setString(4, instruction.why());
            return statement.executeUpdate();
          }
        });
  }
}
