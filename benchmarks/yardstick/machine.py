"""The machine that is measured on: its cores, its limits, what else runs on it."""
import os
import pathlib
import platform
import resource
import shutil
import subprocess
import time

OPEN_FILES = 20_000
QUIET_CORES = 0.1
LONGEST_WAIT_FOR_QUIET = 10


def two_cores():
    """The server's core and the generator's, or None where there are not two."""
    cores = sorted(os.sched_getaffinity(0))
    return (cores[0], cores[1]) if len(cores) > 1 else None


def raise_open_files():
    """Raises the limit of open files, for the servers as well, and returns what it is then."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = max(soft, OPEN_FILES)
    for limits in ((wanted, max(hard, wanted)), (min(wanted, hard), hard)):
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, limits)
            break
        except (ValueError, OSError):
            continue
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def busy_seconds():
    """Processor time that the machine has used since it started."""
    with open("/proc/stat", encoding="ascii") as file:
        user, nice, system, _idle, _wait, irq, softirq = map(int, file.readline().split()[1:8])
    return (user + nice + system + irq + softirq) / os.sysconf("SC_CLK_TCK")


def wait_until_quiet():
    """Waits until nothing much runs, for some seconds at most."""
    end = time.monotonic() + LONGEST_WAIT_FOR_QUIET
    while time.monotonic() < end:
        before = busy_seconds()
        time.sleep(0.5)
        if busy_seconds() - before < QUIET_CORES / 2:
            return


def file_system(folder):
    """The kind of file system that a folder is on, as in /proc/mounts."""
    path = os.path.realpath(folder)
    best, kind = "", "unknown"
    with open("/proc/mounts", encoding="utf-8") as file:
        for line in file:
            _, mount, this_kind = line.split()[:3]
            inside = path == mount or path.startswith(mount.rstrip("/") + "/")
            if inside and len(mount) >= len(best):
                best, kind = mount, this_kind
    return kind


def first_line(command):
    """What a program says of itself, or that it is not there."""
    if shutil.which(command[0]) is None:
        return "not installed"
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    lines = (done.stdout + done.stderr).strip().splitlines()
    return lines[0] if lines else "says nothing"


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def describe(java):
    """What a figure depends on, as one line of the raw results."""
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "kernel": platform.release(),
        "java": first_line([java, "-version"]),
        "redis": first_line(["redis-server", "--version"]),
        "nats": first_line(["nats-server", "--version"]),
    }
