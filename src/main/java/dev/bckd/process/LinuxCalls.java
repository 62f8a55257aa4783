package dev.bckd.process;

import com.sun.jna.Function;
import com.sun.jna.LastErrorException;
import com.sun.jna.Platform;
import com.sun.jna.StringArray;
import java.util.List;

/** Calls of the Linux kernel. Those that fail throw {@link LastErrorException}. */
final class LinuxCalls {
  private static final int SET_PARENT_DEATH_SIGNAL = 1;
  private static final int SET_NO_NEW_PRIVILEGES = 38;
  private static final long KILL = 9;

  private LinuxCalls() {}

  /** Whether this is a Linux whose numbers of calls are known here. */
  static boolean known() {
    return Platform.isLinux() && Platform.is64Bit() && (Platform.isIntel() || Platform.isARM());
  }

  static long call(long number, Object... arguments) {
    Object[] all = new Object[arguments.length + 1];
    all[0] = number;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return function("syscall").invokeLong(all);
  }

  /** The kernel kills this process when the thread that started it ends, whatever it does then. */
  static void dieWithParent() {
    control(SET_PARENT_DEATH_SIGNAL, KILL);
  }

  /** Nothing that this process starts can have more rights; asked for by all that follows. */
  static void takeNoNewPrivileges() {
    control(SET_NO_NEW_PRIVILEGES, 1);
  }

  static void control(int option, Object argument) {
    function("prctl").invokeInt(new Object[] {option, argument, 0L, 0L, 0L});
  }

  /** A second descriptor of an open file. */
  static int duplicate(int descriptor) {
    return function("dup").invokeInt(new Object[] {descriptor});
  }

  /** Lets a descriptor mean another open file. */
  static void duplicate(int descriptor, int as) {
    function("dup2").invokeInt(new Object[] {descriptor, as});
  }

  /** This process becomes another program; returns only by an exception. */
  static void become(List<String> command) {
    function("execv")
        .invokeInt(new Object[] {command.get(0), new StringArray(command.toArray(String[]::new))});
  }

  private static Function function(String name) {
    return Function.getFunction(Platform.C_LIBRARY_NAME, name, Function.THROW_LAST_ERROR);
  }
}
