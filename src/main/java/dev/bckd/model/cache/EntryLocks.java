package dev.bckd.model.cache;

import dev.bckd.model.Digest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which entries of a cache are in use, across processes.
 *
 * <p>Each entry is one byte of a lock file that may be locked: shared by every process that uses
 * the entry, alone by one that deletes it. The system lets go of a process' locks when it ends,
 * however it ends. Within a process there is one of these for a file, because a process holds its
 * locks as a whole.
 */
final class EntryLocks {
  private static final Duration UNUSED = Duration.ofDays(1);
  private static final Map<Path, EntryLocks> OF_THIS_PROCESS = new ConcurrentHashMap<>();

  private final FileChannel channel;
  private final Map<Digest, Use> uses = new ConcurrentHashMap<>();

  /** An entry in use, and when it was last asked for. */
  private record Use(FileLock lock, Instant last) {}

  private EntryLocks(FileChannel channel) {
    this.channel = channel;
  }

  static EntryLocks of(Path file) throws IOException {
    synchronized (OF_THIS_PROCESS) {
      EntryLocks known = OF_THIS_PROCESS.get(file);
      if (known == null || !Files.exists(file)) {
        known =
            new EntryLocks(
                FileChannel.open(
                    file,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE));
        OF_THIS_PROCESS.put(file, known);
      }
      return known;
    }
  }

  /** From now on the entry is in use by this process; waits for one that deletes it. */
  synchronized void use(Digest entry, Instant now) throws IOException {
    Use use = uses.get(entry);
    uses.put(entry, new Use(use == null ? lock(entry) : use.lock(), now));
  }

  private FileLock lock(Digest entry) throws IOException {
    return channel.lock(position(entry), 1, true);
  }

  /** Does something to an entry that nobody uses; whether it was done. */
  synchronized boolean ifUnused(Digest entry, Deletion deletion) throws IOException {
    if (uses.containsKey(entry)) {
      return false;
    }
    try (FileLock lock = channel.tryLock(position(entry), 1, false)) {
      if (lock == null) {
        return false;
      }
      deletion.run();
      return true;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Lets go of what this process has not asked for in a day. */
  synchronized void forget(Instant now) throws IOException {
    Iterator<Use> held = uses.values().iterator();
    while (held.hasNext()) {
      Use use = held.next();
      if (use.last().plus(UNUSED).isBefore(now)) {
        use.lock().release();
        held.remove();
      }
    }
  }

  /**
   * Sixty bits of the digest: two entries of one position are in use together, which is no harm.
   */
  private static long position(Digest entry) {
    return Long.parseLong(entry.sha256().substring(0, 15), 16);
  }

  /** What is done to an unused entry. */
  @FunctionalInterface
  interface Deletion {
    void run() throws IOException;
  }
}
