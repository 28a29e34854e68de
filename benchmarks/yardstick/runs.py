"""One measured run after the other, each written down as soon as it is over."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

from . import machine, servers

FOREIGN_CORES = 0.15
REPEATS = 2
SLACK_SECONDS = 120  # for opening connections, putting the keys, draining
LOADGEN = pathlib.Path(__file__).resolve().parent.parent / "loadgen"


class GeneratorError(Exception):
    """The load generator could not be built."""


def build_generator(may_install):
    """Makes the load generator. Returns its path."""
    missing = [tool for tool in ("gcc", "make") if shutil.which(tool) is None]
    if missing:
        why = servers.install(missing + (["libc6-dev"] if "gcc" in missing else []), may_install)
        if why:
            raise GeneratorError(f"no load generator: {why}")
    done = subprocess.run(["make", "-s", "-C", str(LOADGEN), "CC=gcc"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise GeneratorError(f"no load generator: {done.stderr.strip()[-500:]}")
    return str(LOADGEN / "loadgen")


def foreign_cores(result):
    """Cores that neither the server nor the generator used, or that the machine's host took away."""
    if "machine_cores_used" not in result:
        return 0.0
    own = result.get("server_cores_used", 0) + result.get("generator_cores_used", 0)
    return max(0.0, result["machine_cores_used"] - own) + result.get("stolen_cores", 0)


class Journal:
    """The raw results: one line of JSON for each run, appended when it is over."""

    def __init__(self, path=None):
        self.path = path
        self.records = []

    def add(self, record):
        self.records.append(record)
        if self.path:
            with open(self.path, "a", encoding="utf-8") as file:
                file.write(json.dumps(record) + "\n")


def read_journals(paths):
    """The records of files; a last line that was not written to its end is left out."""
    records = []
    for path in paths:
        for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
            try:
                records.append(json.loads(line))
            except ValueError:
                print(f"{path}: a line that is no JSON is left out", file=sys.stderr)
    return records


class Bench:
    """Runs loads on this machine with these options (rounds, warmup, seconds, java, jar, folder), and writes them down."""

    def __init__(self, options, generator, journal):
        self.options = options
        self.generator = generator
        self.journal = journal
        self.session = f"{time.strftime('%Y%m%dT%H%M%S')}-{os.getpid()}"
        self.cores = machine.two_cores()

    def note_session(self):
        self.journal.add({"session": self.session, "date": time.strftime("%Y-%m-%d"), "warmup": self.options.warmup,
                          "seconds": self.options.seconds, "machine": machine.describe(self.options.java)})

    def skip(self, what, why):
        """Says that something is not measured; the tables say so too."""
        self.journal.add({"session": self.session, "skipped": what, "why": why})
        print(f"skipped: {what}: {why}", file=sys.stderr, flush=True)

    def runnable(self, wanted):
        """The loads, and the servers of each, without what can't be run here."""
        why = servers.missing_peers([kind for load in wanted for kind in load.servers], self.options.install)
        files = machine.raise_open_files()
        there = []
        for load in wanted:
            if load.open_files > files:
                self.skip(load.name, f"it needs {load.open_files} open files, the limit is {files}")
                continue
            there.append((load, [kind for kind in load.servers if kind not in why]))
            for kind in load.servers:
                if kind in why:
                    self.skip(f"{load.name} of {kind}", why[kind])
        return there

    def measure(self, load, kind, round_number):
        """One run, made again where something else used the machine meanwhile."""
        for attempt in range(1 + REPEATS):
            machine.wait_until_quiet()
            record = {"session": self.session, "load": load.name, "server": kind, "round": round_number,
                      "attempt": attempt, **self._run(load, kind)}
            record["foreign"] = round(foreign_cores(record["result"]), 3)
            self.journal.add(record)
            say(record)
            if record["exit"] != 0 or record["foreign"] <= FOREIGN_CORES:
                return record
        return record

    def _run(self, load, kind):
        try:
            with servers.running(kind, self.options.folder, self.cores[:1], self.options.java,
                                 self.options.jar) as server:
                return self.generate(load, server)
        except (servers.ServerError, OSError) as e:
            return {"exit": -1, "stderr": str(e), "result": {}}

    def generate(self, load, server):
        """The generator's result beside a server that runs."""
        words = ["taskset", "-c", str(self.cores[1]), self.generator, *load.arguments,
                 "--proto", servers.KINDS[server.kind].protocol, "--port", str(server.port), "--pid", str(server.pid)]
        limit = SLACK_SECONDS
        if load.timed:
            words += ["--seconds", f"{self.options.seconds:g}", "--warmup", f"{self.options.warmup:g}"]
            limit += self.options.seconds + self.options.warmup
        try:
            done = subprocess.run(words, capture_output=True, text=True, timeout=limit, check=False)
        except subprocess.TimeoutExpired:
            return {"exit": -1, "stderr": f"the generator was not done within {limit:g} s", "result": {}}
        return outcome(done.returncode, done.stdout, done.stderr)

    def start(self, start, folder, round_number):
        """How long a server needs until it is ready, in a folder that may have a store."""
        machine.wait_until_quiet()
        record = {"session": self.session, "load": start.name, "server": start.server, "round": round_number,
                  "attempt": 0, "foreign": 0.0, "exit": 0, "stderr": "", "result": {}}
        try:
            server = servers.Server(start.server, folder, self.cores[:1] if start.pinned else None, self.options.java,
                                    self.options.jar)
            record["result"] = {"ready_seconds": round(server.ready_seconds, 3)}
            status = server.stop()
            if status not in (0, 128 + signal.SIGTERM):
                record.update(exit=-1, stderr=f"the server stopped with {status}: {' / '.join(server.lines)}")
        except (servers.ServerError, OSError) as e:
            record.update(exit=-1, stderr=str(e))
        self.journal.add(record)
        say(record)


def outcome(status, out, err):
    """What the generator said; a result that can't be read is an error."""
    try:
        result = json.loads(out.strip().splitlines()[-1])
    except (ValueError, IndexError):
        return {"exit": status or -1, "stderr": err.strip()[-1000:] or "the generator printed no result", "result": {}}
    return {"exit": status, "stderr": err.strip()[-1000:], "result": result}


def say(record):
    """Progress, on standard error: the table is what goes to standard output."""
    result = record["result"]
    figures = [f"{name} {result[name]:,}" for name in (
        "ops_per_sec", "deliveries_per_sec", "server_cpu_us_per_op", "p99_us", "bytes_per_connection", "ready_seconds")
        if name in result]
    if record["foreign"] > FOREIGN_CORES:
        figures.append(f"something else used {record['foreign']:.2f} cores")
    if record["exit"] != 0:
        figures.append(f"ERROR {record['exit']}: {record['stderr']}")
    print(f"{record['load']} {record['server']} round {record['round']}:", ", ".join(figures), file=sys.stderr,
          flush=True)
