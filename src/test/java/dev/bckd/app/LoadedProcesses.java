package dev.bckd.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * What the kernel says of a service and its database.
 *
 * @param service number of its process; the broker is in it
 * @param database number of the database's first process
 */
record LoadedProcesses(long service, long database) {
  /** Megabytes of memory that the service has, the free part of its heap included. */
  long resident() throws IOException {
    return Files.readAllLines(Path.of("/proc", String.valueOf(service), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1_000_000)
        .findFirst()
        .orElseThrow();
  }

  /** Processor time of those of their processes that run now. */
  Duration processor() {
    return Stream.of(service, database)
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }
}
