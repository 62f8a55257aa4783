package dev.bckd.process;

import com.sun.jna.LastErrorException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What this machine can take from a child.
 *
 * @param calls whether calls can be filtered, with that the network and other processes be shut off
 * @param files version of the kernel's means to make files read-only; 0: it has none
 */
record Confinement(boolean calls, int files) {
  static final Confinement NONE = new Confinement(false, 0);

  /** Asks the kernel. */
  static Confinement here() {
    try {
      return LinuxCalls.known()
          ? new Confinement(CallFilter.available(), Landlock.version())
          : NONE;
    } catch (LastErrorException | LinkageError e) {
      return NONE;
    }
  }

  boolean whole() {
    return calls && files > 0;
  }

  /** One line for the log. */
  String describe() {
    return "children of this process: network "
        + (calls ? "off (seccomp)" : "not shut off")
        + ", files "
        + (files > 0 ? "read-only but their own (Landlock " + files + ")" : "not protected");
  }

  /** The arguments by which {@link Cage} knows it. */
  List<String> arguments(List<Path> writable, Gpus gpus) {
    String paths = String.join(File.pathSeparator, writable.stream().map(Path::toString).toList());
    return List.of(String.valueOf(calls), String.valueOf(files > 0), gpus.name(), paths);
  }

  /** Gives the rights up; {@code arguments} as {@link #arguments} made them. */
  static void take(List<String> arguments) throws IOException {
    LinuxCalls.dieWithParent();
    LinuxCalls.takeNoNewPrivileges();
    if (Boolean.parseBoolean(arguments.get(1))) {
      Landlock.restrict(
          Stream.of(arguments.get(3).split(File.pathSeparator)).map(Path::of).toList(),
          Gpus.valueOf(arguments.get(2)));
    }
    if (Boolean.parseBoolean(arguments.get(0))) {
      CallFilter.install();
    }
  }
}
