"""How the rate grows: one load along each axis, and the table of what came out."""
import dataclasses
import itertools

from . import loads, plot, runs, servers, table

GENERATOR_FILES = 128  # open files beside the connections


@dataclasses.dataclass(frozen=True)
class Axis:
    """What grows, and how a load is made of it. `connections` tells how many a load opens."""

    name: str
    title: str
    unit: str  # of the rate
    values: tuple
    peer: str
    arguments: str  # with {value}
    connections: str = "50"  # in terms of {value}

    def load(self, value, with_rdb):
        kinds = ("maru-mem", self.peer) + (("maru-rdb",) if with_rdb else ())
        return loads.Load(f"grow-{self.name}-{value}", self.name, f"{self.title}: {value:,}",
                          tuple(self.arguments.format(value=value).split()), kinds,
                          open_files=self.files(value))

    def files(self, value):
        first, *others = (int(factor) for factor in self.connections.format(value=value).split("*"))
        for factor in others:
            first *= factor
        return first + GENERATOR_FILES


KV = "kv --depth 16 --get-percent 90"
FANOUT = "fanout --window 32 --text-bytes 64"
AXES = [
    Axis("connections", "connections", "operations/s", (10, 100, 1_000, 10_000), "redis",
         KV + " --conns {value} --keys 100000 --value-bytes 64", "{value}"),
    Axis("keys", "keys", "operations/s", (10_000, 100_000, 1_000_000), "redis",
         KV + " --conns 50 --keys {value} --value-bytes 64"),
    # 10,000 keys: 160 MB of the largest values, which fits into half of a small machine's heap.
    Axis("values", "bytes of a value", "operations/s", (16, 1_024, 16_384), "redis",
         KV + " --conns 50 --keys 10000 --value-bytes {value}"),
    Axis("rooms", "rooms of 10 members, a sender each", "deliveries/s", (1, 10, 100, 1_000), "nats",
         FANOUT + " --rooms {value} --members 10 --senders {value}", "{value}*10"),
    Axis("members", "members of one room, one sender", "deliveries/s", (10, 100, 1_000, 10_000), "nats",
         FANOUT + " --rooms 1 --members {value} --senders 1", "{value}"),
]
NAMES = [axis.name for axis in AXES]


def rates(results, axis):
    """Median rates: {server: {value: rate}}, of those that were measured."""
    found = {}
    for kind, value in itertools.product(servers.KINDS, axis.values):
        records = results.of(f"grow-{axis.name}-{value}", kind)
        rate = table.median(table.rate_of(record["result"]) for record in records)
        if rate is not None:
            found.setdefault(kind, {})[value] = rate
    return found


def axis_table(results, axis):
    """Rates, ratios and processor time at each value."""
    rows = []
    for value in axis.values:
        name = f"grow-{axis.name}-{value}"
        pairs = results.pairs(name, "maru-mem", axis.peer)
        with_rdb = results.of(name, "maru-rdb")
        if not pairs and not with_rdb:
            continue
        full = any((table.median(pair[side].get(table.GENERATOR) for pair in pairs) or 0) > table.FULL_GENERATOR
                   for side in (0, 1))
        noisy = any(record["foreign"] > runs.FOREIGN_CORES
                    for kind in ("maru-mem", axis.peer) for record in results.of(name, kind))
        sides = [[pair[side] for pair in pairs] for side in (0, 1)]
        rows.append([
            f"{value:,}" + (" †" if full else "") + (" ~" if noisy else ""),
            table.ratio_cell(table.rate_ratios(pairs)), table.ratio_cell(table.cpu_ratios(pairs)),
            *(table.number(table.median(map(table.rate_of, side))) for side in sides),
            table.number(table.median(table.rate_of(record["result"]) for record in with_rdb)),
            table.both(*(table.median(result.get(table.CPU) for result in side) for side in sides), 3),
            table.both(*(table.median(result.get(table.P99) for result in side) for side in sides)),
        ])
    if not rows:
        return ""
    peer = servers.KINDS[axis.peer].title
    header = [axis.title, f"**rate, Maru ÷ {peer}**", f"**CPU, {peer} ÷ Maru**", f"{axis.unit}, Maru (mem)", peer,
              "Maru (rdb)", "CPU µs/op, Maru / peer", "p99 µs, Maru / peer"]
    return table.markdown(header, rows, 0)


def report(records):
    """All tables, and what went wrong."""
    results = table.Results(records)
    parts = [table.session_list(records)]
    for axis in AXES:
        text = axis_table(results, axis)
        if text:
            parts.append(f"### {axis.title[0].upper()}{axis.title[1:]}\n\n{text}")
    text = "\n".join(parts)
    parts += [table.DAGGER] * (" † |" in text or " † ~" in text) + [table.NOISY] * (" ~ |" in text)
    parts += [table.skipped_list(records), table.error_list(results)]
    return "\n\n".join(part for part in parts if part)


def pictures(records):
    """A picture for each axis that something was measured of: {file name: SVG}."""
    results = table.Results(records)
    made = {}
    for axis in AXES:
        series = [plot.Series(servers.KINDS[kind].title, kind, sorted(points.items()))
                  for kind, points in rates(results, axis).items()]
        if series:
            made[f"growth-{axis.name}.svg"] = plot.svg(axis.title, axis.unit, series)
    return made
