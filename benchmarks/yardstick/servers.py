"""Servers under measurement: each is started fresh, on a port and in a folder of its own, and ended by its id."""
import collections
import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time

MAX_CLIENTS = 19_900
READY_SECONDS = 60
STOP_SECONDS = 30
READY_LINE = re.compile(r"^Maru is ready on .*:(\d+)\b")

REDIS = ["redis-server", "--bind", "127.0.0.1", "--port", "{port}", "--save", "", "--maxclients", str(MAX_CLIENTS),
         "--protected-mode", "no", "--dir", "{folder}"]
NATS = ["nats-server", "-a", "127.0.0.1", "-p", "{port}"]
MARU = ["{java}", "-jar", "{jar}"]
MARU_FILES = ["--port", "0", "--log-file", "{folder}/maru.log"]

Kind = collections.namedtuple("Kind", "title protocol package command")

KINDS = {
    "maru-mem": Kind("Maru (mem)", "maru", None, MARU + ["mem"] + MARU_FILES),
    "maru-rdb": Kind("Maru (rdb)", "maru", None,
                     MARU + ["rdb", "--durability", "power", "--db", "{folder}/maru.db"] + MARU_FILES),
    "redis": Kind("Redis", "resp", "redis-server", REDIS + ["--appendonly", "no"]),
    "redis-always": Kind("Redis, appendfsync always", "resp", "redis-server",
                         REDIS + ["--appendonly", "yes", "--appendfsync", "always"]),
    "nats": Kind("NATS", "nats", "nats-server", NATS),
}


class ServerError(Exception):
    """A server did not get ready, or did not stay."""


def is_maru(kind):
    return kind.startswith("maru-")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A server that runs. `port` is known when the constructor returns, and `ready_seconds`: how long that took."""

    def __init__(self, kind, folder, cores, java, jar):
        port = free_port()
        words = {"port": port, "folder": folder, "java": java, "jar": jar}
        command = [word.format(**words) for word in KINDS[kind].command]
        pinned = ["taskset", "-c", ",".join(map(str, cores))] if cores else []
        self.lines = collections.deque(maxlen=20)
        self.ready = threading.Event()
        self.ended = threading.Event()
        self.kind, self.port, self.ready_seconds = kind, port, 0.0
        self.started = time.monotonic()
        self.process = subprocess.Popen(pinned + command, cwd=folder, stdin=subprocess.DEVNULL, text=True,
                                        errors="replace", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        try:
            self._wait_until_ready()
        except BaseException:
            self.stop(signal.SIGKILL)
            raise

    @property
    def pid(self):
        return self.process.pid

    def _read(self):
        """Takes what the server prints, so that it never waits for a reader."""
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            found = READY_LINE.match(line)
            if found and not self.ready.is_set():
                self.ready_seconds = time.monotonic() - self.started
                self.port = int(found.group(1))
                self.ready.set()
        self.ended.set()

    def _wait_until_ready(self):
        end = self.started + READY_SECONDS
        while time.monotonic() < end and not self.ended.is_set():
            if is_maru(self.kind):
                if self.ready.wait(0.05):
                    return
            elif self._answers():
                self.ready_seconds = time.monotonic() - self.started
                return
        raise ServerError(f"{KINDS[self.kind].title} did not get ready: " + " / ".join(self.lines))

    def _answers(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
            return True
        except OSError:
            time.sleep(0.05)
            return False

    def stop(self, number=signal.SIGTERM):
        """Ends it, in the end by force. Returns its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(number)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.reader.join(5)
        self.process.stdout.close()
        return self.process.returncode


@contextlib.contextmanager
def fresh_folder(parent):
    """A folder that is gone afterwards."""
    folder = tempfile.mkdtemp(prefix="maru-bench-", dir=parent)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def running(kind, parent, cores, java, jar):
    """A fresh server in a fresh folder."""
    with fresh_folder(parent) as folder:
        server = Server(kind, folder, cores, java, jar)
        try:
            yield server
        finally:
            server.stop()


def install(packages, may_install):
    """Installs Debian packages. Returns why that was not possible, or None."""
    if not may_install:
        return f"{' and '.join(packages)} not installed, and --no-install was given"
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return f"{' and '.join(packages)} not installed; as root: apt-get install {' '.join(packages)}"
    # RUNLEVEL: a package that brings a service does not start it, the port is not ours to take.
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for command in (["apt-get", "update", "-qq"],
                    ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]):
        done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                              check=False)
        if done.returncode != 0:
            return f"{' '.join(command)} failed: {done.stderr.strip()[-300:]}"
    return None


def missing_peers(kinds, may_install):
    """Installs what peers need. Returns, for each kind that can't be started all the same, why."""
    why = {}
    for kind in sorted(set(kinds)):
        package = KINDS[kind].package
        if package and shutil.which(package) is None:
            reason = install([package], may_install)
            if reason or shutil.which(package) is None:
                why[kind] = reason or f"{package} is not on the path"
    return why
