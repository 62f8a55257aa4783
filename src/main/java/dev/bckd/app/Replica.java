package dev.bckd.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

/**
 * One of the processes that share a database.
 *
 * @param name the same after a restart: host and home, which one process holds at a time
 * @param process of this run alone
 */
record Replica(String name, String process) {
  static Replica in(Path home) {
    String name = host() + ":" + home.toAbsolutePath().normalize();
    ProcessHandle self = ProcessHandle.current();
    String started = self.info().startInstant().map(time -> "@" + time).orElse("");
    return new Replica(name, name + "#" + self.pid() + started);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
