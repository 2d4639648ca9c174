"""seccomp: the system calls that computing needs, and no others.

For the CPU everything that is not listed is refused. A GPU's driver may need any call, so there only what is
known to be dangerous is.
"""

import errno
import os
import sys
import tempfile
from typing import Any

from autograder.sandbox import linux

NO_PACKAGE = "the package pyseccomp is not installed: run pip install pyseccomp"
NO_LIBRARY = "libseccomp was not found: run apt-get install libseccomp2"
PROBLEM = NO_PACKAGE
try:
    import pyseccomp
except (ImportError, OSError, RuntimeError) as error:  # told by `missing`
    pyseccomp = None
    PROBLEM = NO_PACKAGE if isinstance(error, ImportError) else NO_LIBRARY

CLONE_THREAD = 0x10000
SIGNALS = ("kill", "tgkill")
OWN_ID = 0x7E57_C0DE  # stands in the filter for the process's own id, and is larger than any
ALLOWED = """
read write readv writev pread64 pwrite64 preadv pwritev lseek close close_range dup dup2 dup3 pipe pipe2
poll ppoll select pselect6 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait eventfd eventfd2
socketpair recvfrom recvmsg shutdown getsockopt setsockopt getsockname getpeername
open openat stat fstat lstat newfstatat statx statfs fstatfs access faccessat faccessat2 readlink readlinkat
getdents getdents64 getcwd chdir fchdir mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2
ftruncate fsync fdatasync fadvise64 umask
mmap munmap mremap mprotect madvise brk msync mincore membarrier
exit exit_group getpid getppid gettid getuid geteuid getgid getegid getresuid getresgid getgroups getpgid getpgrp getsid
set_tid_address set_robust_list get_robust_list rseq futex futex_waitv wait4 waitid
sched_yield sched_getaffinity sched_getparam sched_getscheduler sched_get_priority_max sched_get_priority_min getcpu
getpriority getrlimit getrusage times sysinfo uname getrandom arch_prctl
rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigsuspend rt_sigtimedwait sigaltstack restart_syscall
pause alarm setitimer getitimer nanosleep clock_nanosleep clock_gettime clock_getres gettimeofday time
"""
# refused by name, so that Python raises PermissionError instead of telling that the function is not implemented
REFUSED = """
execve execveat fork vfork ptrace process_vm_readv process_vm_writev process_madvise kcmp tkill
rt_sigqueueinfo rt_tgsigqueueinfo pidfd_open pidfd_getfd pidfd_send_signal
socket connect bind listen accept accept4 sendmsg sendmmsg
io_uring_setup io_uring_enter io_uring_register bpf perf_event_open userfaultfd
keyctl add_key request_key mount umount2 move_mount fsopen fsconfig fsmount fspick open_tree mount_setattr pivot_root
chroot setns unshare open_by_handle_at name_to_handle_at
shmget shmat shmctl shmdt semget semop semtimedop semctl msgget msgsnd msgrcv msgctl
mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify mq_getsetattr
chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat utime utimes utimensat futimesat
truncate link linkat symlink symlinkat
mknod mknodat setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr
flock setrlimit setpriority sched_setscheduler sched_setparam sched_setattr ioprio_set
setuid setgid setreuid setregid setresuid setresgid setfsuid setfsgid setgroups setsid setpgid capset personality
init_module finit_module delete_module kexec_load kexec_file_load reboot syslog acct swapon swapoff quotactl
settimeofday clock_settime adjtimex clock_adjtime sethostname setdomainname iopl ioperm vhangup fanotify_init
"""
FCNTL = (0, 1, 2, 3, 4, 5, 1030, 1031, 1032)  # duplicate, flags, and what a pipe holds: no owner, no signal, no lock
PRCTL = (3, 15, 16, 27, 39, 0x53564D41)  # names of threads and of memory, and questions
IOCTL = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # is this a terminal, how much is there, flags


def missing() -> str:
    """Why seccomp cannot be had, and what to do; nothing where it can."""
    if sys.platform != "linux":
        return "only Linux has seccomp"
    if pyseccomp is None:
        return PROBLEM
    try:
        program("cpu")
    except OSError as error:
        return f"this kernel offers no seccomp filters ({error}): use one that was built with them"
    return ""


def program(device: str) -> bytes:
    """The filter as the kernel reads it, made once in the warm process: making it takes longer than loading it."""
    made = _for_cuda() if device == "cuda" else _for_cpu()
    with tempfile.TemporaryFile() as file:
        made.export_bpf(file)
        file.seek(0)
        return file.read()


def restrict(made: bytes) -> None:
    """Bind this thread and those it will start; of all processes only this one can be signalled."""
    linux.load_filter(made.replace(OWN_ID.to_bytes(4, sys.byteorder), os.getpid().to_bytes(4, sys.byteorder)))


def _for_cpu() -> Any:
    made = _refusing(pyseccomp.ERRNO(errno.ENOSYS))
    for name in _known(ALLOWED):
        made.add_rule(pyseccomp.ALLOW, name)
    made.add_rule(pyseccomp.ALLOW, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, CLONE_THREAD, CLONE_THREAD))
    made.add_rule(pyseccomp.ALLOW, "sendto", pyseccomp.Arg(4, pyseccomp.EQ, 0))  # to the other end, to no address
    made.add_rule(pyseccomp.ALLOW, "prlimit64", pyseccomp.Arg(2, pyseccomp.EQ, 0))  # a question, no order
    for name in SIGNALS:
        made.add_rule(pyseccomp.ALLOW, name, pyseccomp.Arg(0, pyseccomp.EQ, OWN_ID))
    for name, argument, values in (("fcntl", 1, FCNTL), ("prctl", 0, PRCTL), ("ioctl", 1, IOCTL)):
        for value in values:
            made.add_rule(pyseccomp.ALLOW, name, pyseccomp.Arg(argument, pyseccomp.EQ, value))
    return made


def _for_cuda() -> Any:
    made = _refusing(pyseccomp.ALLOW)
    made.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")  # its flags lie in memory, where no filter sees them
    return made


def _refusing(default: int) -> Any:
    """A filter that refuses what is dangerous, foreign architectures too, and does `default` with all other calls."""
    made = pyseccomp.SyscallFilter(default)
    made.set_attr(pyseccomp.Attr.ACT_BADARCH, pyseccomp.KILL_PROCESS)
    refusal = pyseccomp.ERRNO(errno.EPERM)
    for name in _known(REFUSED):
        made.add_rule(refusal, name)
    made.add_rule(refusal, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, CLONE_THREAD, 0))
    for name in SIGNALS:
        made.add_rule(refusal, name, pyseccomp.Arg(0, pyseccomp.NE, OWN_ID))
    return made


def _known(names: str) -> list[str]:
    """Those of the calls that this machine's libseccomp knows; an older one does not know the newest."""
    return [name for name in names.split() if pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name) != -1]
