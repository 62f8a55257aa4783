package dev.bckd.process;

import com.sun.jna.Platform;

/**
 * Numbers that differ between processors.
 *
 * @param audit the kernel's name of the architecture, in a filter of calls
 * @param denied numbers of the calls that a filter refuses
 * @param cloneTask the call that makes threads and processes
 * @param openAt the call that opens a file below a folder
 * @param seccomp number of {@code seccomp}
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record LinuxArchitecture(int audit, int[] denied, int cloneTask, long openAt, long seccomp) {
  /** Makes threads and processes; the same number everywhere. */
  static final int CLONE_3 = 435;

  /**
   * Of the machine.
   *
   * @see <a
   *     href="https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/arch/x86/entry/syscalls/syscall_64.tbl">x86-64</a>
   * @see <a
   *     href="https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/include/uapi/asm-generic/unistd.h">aarch64</a>
   */
  static final LinuxArchitecture HERE = Platform.isARM() ? arm() : intel();

  /**
   * Not among them is socketpair, with which nobody outside can be reached: Java's files need it.
   * In this order: socket, ptrace, process_vm_readv, process_vm_writev, mount, umount2, pivot_root,
   * unshare, setns, bpf, perf_event_open, userfaultfd, keyctl, add_key, request_key, kexec_load,
   * init_module, finit_module; those since 4xx are the same everywhere: io_uring_setup,
   * pidfd_getfd, move_mount, fsopen. Then what Landlock leaves free, rights and owners of files
   * that are somebody else's: fchmod, fchmodat, fchmodat2, fchown, fchownat, setxattr, lsetxattr,
   * fsetxattr, setxattrat, removexattr, lremovexattr, fremovexattr, removexattrat, file_setattr.
   * Where they are calls of their own: chmod, chown, lchown, fork and vfork.
   */
  private static LinuxArchitecture intel() {
    return new LinuxArchitecture(
        0xC000003E,
        new int[] {
          41, 101, 310, 311, 165, 166, 155, 272, 308, 321, 298, 323, 250, 248, 249, 246, 175, 313,
          425, 438, 429, 430, 91, 268, 452, 93, 260, 188, 189, 190, 463, 197, 198, 199, 466, 469,
          90, 92, 94, 57, 58
        },
        56,
        257,
        317);
  }

  private static LinuxArchitecture arm() {
    return new LinuxArchitecture(
        0xC00000B7,
        new int[] {
          198, 117, 270, 271, 40, 39, 41, 97, 268, 280, 241, 282, 219, 217, 218, 104, 105, 273, 425,
          438, 429, 430, 52, 53, 452, 55, 54, 5, 6, 7, 463, 14, 15, 16, 466, 469
        },
        220,
        56,
        277);
  }
}
