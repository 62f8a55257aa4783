package dev.bckd.retention;

import dev.bckd.model.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Which files go: pure, by their names, their age and what the journal says is needed. Only files
 * that bckd writes ever go; whatever else lies in the same folder stays.
 */
public final class Retention {
  private static final Set<String> REPORTS =
      Set.of("report.json", "report.html", "report.md", "junit.xml");
  private static final Set<String> COPIES = Set.of(".kept", ".fetched");

  private final Limits limits;
  private final Instant now;

  public Retention(Limits limits, Instant now) {
    this.limits = limits;
    this.now = now;
  }

  /** Whether a file of the store goes. */
  public boolean lets(Item item, Needed needed) {
    String[] parts = item.name().split("/", -1);
    if (parts.length != 3) {
      return false;
    }
    String place = parts[0] + "/" + parts[1];
    if (COPIES.contains(parts[0])) {
      return olderThan(limits.rest(), item) && isDigest(parts[1], needed);
    }
    if (REPORTS.contains(parts[2])) {
      return olderThan(limits.reports(), item) && !needed.reports().contains(place);
    }
    boolean student = parts[2].equals("student.pt") && parts[1].matches(".+-bckd\\.\\d+");
    boolean halfStored = parts[2].startsWith(".storing-");
    return (student || halfStored)
        && olderThan(limits.rest(), item)
        && !needed.artifacts().contains(place);
  }

  /** Whether work goes that nobody has touched. */
  public boolean lets(Item work) {
    return olderThan(limits.rest(), work);
  }

  private boolean olderThan(Duration time, Item item) {
    return item.modified().plus(time).isBefore(now);
  }

  private static boolean isDigest(String name, Needed needed) {
    return name.matches("[0-9a-f]{64}") && !needed.digests().contains(new Digest(name));
  }
}
