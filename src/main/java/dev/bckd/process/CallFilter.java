package dev.bckd.process;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A filter that refuses calls of the kernel which no model needs: no socket of any kind can be
 * made, no process be started, and no other be looked into. What is refused fails with {@code
 * EPERM}.
 *
 * @see <a href="https://docs.kernel.org/userspace-api/seccomp_filter.html">seccomp</a>
 */
final class CallFilter {
  private static final int LOAD = 0x20;
  private static final int IF_EQUAL = 0x15;
  private static final int IF_AT_LEAST = 0x35;
  private static final int RETURN = 0x06;
  private static final int ALLOW = 0x7fff0000;
  private static final int KILL = 0x80000000;
  private static final int REFUSE = 0x00050000 | 1;
  private static final int NUMBER = 0;
  private static final int ARCHITECTURE = 4;

  /** What a newer C library asks first, and takes for an older kernel's answer. */
  private static final int UNKNOWN_CALL = 0x00050000 | 38;

  private static final int IF_ANY_BIT = 0x45;

  /** Where the first argument of a call is. */
  private static final int FIRST_ARGUMENT = 16;

  /** What is made is a thread, not a process. */
  private static final int THREAD = 0x00010000;

  /** Numbers from here on are those of x86-64 with short pointers: the same calls once more. */
  private static final int SHORT_POINTERS = 0x40000000;

  private static final long MODE_FILTER = 1;
  private static final int BYTES = 8;

  private CallFilter() {}

  /** Whether the kernel takes filters. */
  static boolean available() {
    Memory action = new Memory(4);
    action.setInt(0, REFUSE & 0x7fff0000);
    try {
      long isThere = 2;
      return LinuxCalls.call(LinuxArchitecture.HERE.seccomp(), isThere, 0L, action) == 0;
    } catch (LastErrorException e) {
      return false;
    }
  }

  /** Puts it before this thread and all that it starts, for ever. */
  static void install() {
    byte[] program = program(LinuxArchitecture.HERE);
    Memory code = new Memory(program.length);
    code.write(0, program, 0, program.length);
    Memory header = new Memory(16);
    header.clear();
    header.setShort(0, (short) (program.length / BYTES));
    header.setPointer(8, code);
    LinuxCalls.call(LinuxArchitecture.HERE.seccomp(), MODE_FILTER, 0L, header);
  }

  /** In the kernel's classic BPF: each instruction is a code, two jumps and a number. */
  static byte[] program(LinuxArchitecture machine) {
    int calls = machine.denied().length;
    List<long[]> code = new ArrayList<>();
    code.add(new long[] {LOAD, 0, 0, ARCHITECTURE});
    code.add(new long[] {IF_EQUAL, 1, 0, machine.audit()});
    code.add(new long[] {RETURN, 0, 0, KILL});
    code.add(new long[] {LOAD, 0, 0, NUMBER});
    code.add(new long[] {IF_AT_LEAST, calls + 5L, 0, SHORT_POINTERS});
    for (int i = 0; i < calls; i++) {
      code.add(new long[] {IF_EQUAL, calls + 4L - i, 0, machine.denied()[i]});
    }
    code.add(new long[] {IF_EQUAL, 5, 0, LinuxArchitecture.CLONE_3});
    code.add(new long[] {IF_EQUAL, 0, 2, machine.cloneTask()});
    code.add(new long[] {LOAD, 0, 0, FIRST_ARGUMENT});
    code.add(new long[] {IF_ANY_BIT, 0, 1, THREAD});
    code.add(new long[] {RETURN, 0, 0, ALLOW});
    code.add(new long[] {RETURN, 0, 0, REFUSE});
    code.add(new long[] {RETURN, 0, 0, UNKNOWN_CALL});
    return bytes(code);
  }

  private static byte[] bytes(List<long[]> code) {
    ByteBuffer bytes = ByteBuffer.allocate(code.size() * BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long[] line : code) {
      bytes.putShort((short) line[0]).put((byte) line[1]).put((byte) line[2]).putInt((int) line[3]);
    }
    return bytes.array();
  }
}
