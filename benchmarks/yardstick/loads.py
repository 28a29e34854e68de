"""What is measured, as data: loads, and the rows of the table with their goals."""
import dataclasses

GROUPS = ["kv", "durable", "fanout", "rate", "idle", "start"]


@dataclasses.dataclass(frozen=True)
class Load:
    """One load of the generator, and the servers that get it, in turn."""

    name: str
    group: str
    title: str
    arguments: tuple
    servers: tuple
    timed: bool = True  # whether it takes --seconds and --warmup
    open_files: int = 0


@dataclasses.dataclass(frozen=True)
class Row:
    """A line of the table: a server beside another under one load. A goal of None: there is none."""

    load: str
    server: str
    peer: str
    rate_goal: float = None
    cpu_goal: float = None
    p99_goal: float = None  # at most that many times the peer's


@dataclasses.dataclass(frozen=True)
class Figure:
    """A line of the second table: one figure of Maru's, of which less is better."""

    load: str
    server: str
    field: str
    title: str
    goal: float
    unit: str


@dataclasses.dataclass(frozen=True)
class Start:
    """From the command to the line that says ready, with so many keys in the file."""

    name: str
    title: str
    server: str
    keys: int
    pinned: bool
    goal: float


def _words(text):
    return tuple(text.split())


def _kv(group, depth, get_percent, servers):
    title = f"`kv` get {get_percent} %" if get_percent else "`kv` put 100 %, on disk"
    return Load(f"{group}-{depth}", group, f"{title}, depth {depth}",
                _words(f"kv --conns 50 --depth {depth} --keys 100000 --value-bytes 64 --get-percent {get_percent}"),
                servers)


def _fanout(name, group, title, shape, servers):
    return Load(name, group, f"`fanout` {title}", _words(f"fanout {shape} --text-bytes 64"), servers)


MEM_AND_REDIS = ("maru-mem", "redis")
RDB_AND_REDIS = ("maru-rdb", "redis-always")
MEM_AND_NATS = ("maru-mem", "nats")
ALL_CHAT = ("maru-mem", "nats", "maru-rdb")
ONE_ROOM = "--rooms 1 --members 100 --senders 10"
SHAPES = {
    "1x100": ("1 × 100, 10 senders", f"{ONE_ROOM} --window 32"),
    "1x1000": ("1 × 1,000, 1 sender", "--rooms 1 --members 1000 --senders 1 --window 32"),
    "100x10": ("100 × 10, 100 senders", "--rooms 100 --members 10 --senders 100 --window 32"),
}

LOADS = [
    *(_kv("kv", depth, 90, MEM_AND_REDIS) for depth in (1, 16, 64)),
    *(_kv("durable", depth, 0, RDB_AND_REDIS) for depth in (1, 16, 64)),
    *(_fanout(f"fanout-{name}", "fanout", title, shape, ALL_CHAT) for name, (title, shape) in SHAPES.items()),
    *(_fanout(f"rate-{rate}", "rate", f"1 × 100 at {rate:,}/s", f"{ONE_ROOM} --rate {rate}", MEM_AND_NATS)
      for rate in (500, 2000)),
    Load("idle-15000", "idle", "`idle`, 15,000 connections", _words("idle --conns 15000 --hold 15"),
         ("maru-mem", "maru-rdb"), timed=False, open_files=15_200),
]

ROWS = [
    Row("kv-1", *MEM_AND_REDIS, 1.1, 1.15),
    Row("kv-16", *MEM_AND_REDIS, 2.5, 2.5),
    Row("kv-64", *MEM_AND_REDIS, 4.0, 4.0),
    Row("durable-1", *RDB_AND_REDIS, 1.2),
    Row("durable-16", *RDB_AND_REDIS, 1.6),
    Row("durable-64", *RDB_AND_REDIS, 1.8),
    Row("fanout-1x100", *MEM_AND_NATS, 2.5, 2.5),
    Row("fanout-1x1000", *MEM_AND_NATS, 2.2, 2.2),
    Row("fanout-100x10", *MEM_AND_NATS, 1.8, 1.8),
    *(Row(f"fanout-{name}", "maru-rdb", "maru-mem", 0.6) for name in SHAPES),
    Row("rate-500", *MEM_AND_NATS, p99_goal=1.0),
    Row("rate-2000", *MEM_AND_NATS, cpu_goal=1.5, p99_goal=1.0),
]

FIGURES = [
    Figure("idle-15000", server, "bytes_per_connection", f"`idle`, 15,000 connections, {store}", 4_096, "bytes each")
    for server, store in (("maru-mem", "`mem`"), ("maru-rdb", "`rdb`"))
]

MILLION = 1_000_000
STARTS = [
    Start("start-mem-empty", "start, empty store, `mem`, one core", "maru-mem", 0, True, 0.6),
    Start("start-rdb-empty", "start, empty store, `rdb`, one core", "maru-rdb", 0, True, 0.6),
    Start("start-rdb-empty-all", "start, empty store, `rdb`, all cores", "maru-rdb", 0, False, 0.6),
    Start("start-rdb-million", "start, 1,000,000 keys, `rdb`, one core", "maru-rdb", MILLION, True, 2.0),
    Start("start-rdb-million-all", "start, 1,000,000 keys, `rdb`, all cores", "maru-rdb", MILLION, False, 2.0),
]

# What --short runs: enough to see in a log that a lead is lost.
SHORT = {"kv-16": MEM_AND_REDIS, "fanout-1x100": MEM_AND_NATS}


def short_loads():
    return [dataclasses.replace(load, servers=SHORT[load.name]) for load in LOADS if load.name in SHORT]


def figures():
    """Of idle connections and of starts."""
    return FIGURES + [Figure(start.name, start.server, "ready_seconds", start.title, start.goal, "s")
                      for start in STARTS]
