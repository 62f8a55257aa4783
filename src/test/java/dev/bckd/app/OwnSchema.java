package dev.bckd.app;

import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** A schema of its own in the started service's database, so that the service does not see it. */
final class OwnSchema {
  private OwnSchema() {}

  /** An empty one, migrated. */
  static DataSource make(String url, String password) {
    PGSimpleDataSource pg = new PGSimpleDataSource();
    pg.setUrl(url);
    pg.setUser("postgres");
    pg.setPassword(password);
    pg.setCurrentSchema("s" + UUID.randomUUID().toString().replace("-", ""));
    Flyway.configure().dataSource(pg).load().migrate();
    return pg;
  }
}
