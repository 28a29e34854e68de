"""Reckons with raw results, and writes the tables as Markdown."""
import statistics

from . import loads, runs, servers

FULL_GENERATOR = 0.95
NEAR = 0.1
ROUNDS_WHEN_NEAR = 9
RATES = ("ops_per_sec", "deliveries_per_sec")
CPU = "server_cpu_us_per_op"
P99 = "p99_us"
GENERATOR = "generator_cores_used"

DAGGER = "† The generator used over 0.95 of its core: the processor time decides, not the rate."
ALMOST = f"≈ Within a tenth of the goal, with fewer than {ROUNDS_WHEN_NEAR} rounds: measure it with `--rounds 9`."
NOISY = f"~ In some run something else used over {runs.FOREIGN_CORES} cores, however often it was made again."


class Results:
    """Runs by load and server. Those with an error stand apart: they have no part in any median."""

    def __init__(self, records):
        self.good = {}
        self.errors = []
        for record in records:
            if "load" not in record:
                continue
            if record["exit"] != 0:
                self.errors.append(record)
                continue
            of_server = self.good.setdefault((record["load"], record["server"]), {})
            place = (record["session"], record["round"])
            if place not in of_server or record["foreign"] < of_server[place]["foreign"]:
                of_server[place] = record

    def of(self, load, server):
        """The best attempt of each round."""
        return list(self.good.get((load, server), {}).values())

    def pairs(self, load, server, peer):
        """The results of both, of the rounds in which both were measured."""
        ours, theirs = self.good.get((load, server), {}), self.good.get((load, peer), {})
        return [(ours[place]["result"], theirs[place]["result"]) for place in ours if place in theirs]


def median(values):
    """Of the values that are there; None where there are none."""
    there = [value for value in values if value is not None]
    return statistics.median(there) if there else None


def rate_of(result):
    return next((result[name] for name in RATES if name in result), None)


def quotient(a, b):
    return a / b if a is not None and b else None


def rate_ratios(pairs):
    """How many times the peer's rate, round by round."""
    return [quotient(rate_of(ours), rate_of(theirs)) for ours, theirs in pairs]


def cpu_ratios(pairs):
    """How many times our processor time for an operation the peer takes, round by round."""
    return [quotient(theirs.get(CPU), ours.get(CPU)) for ours, theirs in pairs]


def p99_ratios(pairs):
    """How many times the peer's p99 ours is, round by round: less is better."""
    return [quotient(ours.get(P99), theirs.get(P99)) for ours, theirs in pairs]


def is_near(value, goal):
    return goal is not None and value is not None and abs(value / goal - 1) <= NEAR


def ratio_cell(ratios):
    """The median, and the lowest and highest where there is more than one."""
    there = [ratio for ratio in ratios if ratio is not None]
    if not there:
        return "–"
    spread = f" ({min(there):.2f}–{max(there):.2f})" if len(there) > 1 else ""
    return f"**{statistics.median(there):.2f}**{spread}"


def goal_cell(value, goal, at_most=False):
    """The goal, and whether it is reached."""
    if goal is None:
        return "–"
    sign = "≤" if at_most else "≥"
    if value is None:
        return f"{sign} {goal:g}"
    reached = value <= goal if at_most else value >= goal
    return f"{sign} {goal:g} {'✓' if reached else '✗'}"


def number(value, digits=0):
    return "–" if value is None else f"{value:,.{digits}f}"


def both(ours, theirs, digits=0):
    return f"{number(ours, digits)} / {number(theirs, digits)}"


class Line:
    """What is known of a row of the table."""

    def __init__(self, row, results):
        self.row = row
        self.pairs = results.pairs(row.load, row.server, row.peer)
        records = results.of(row.load, row.server) + results.of(row.load, row.peer)
        self.rates, self.cpus, self.p99s = rate_ratios(self.pairs), cpu_ratios(self.pairs), p99_ratios(self.pairs)
        self.full = any((self.median_of(side, GENERATOR) or 0) > FULL_GENERATOR for side in (0, 1))
        self.near = len(self.pairs) < ROUNDS_WHEN_NEAR and (
            is_near(median(self.rates), row.rate_goal) or is_near(median(self.cpus), row.cpu_goal)
            or is_near(median(self.p99s), row.p99_goal))
        self.noisy = any(record["foreign"] > runs.FOREIGN_CORES for record in records)

    def median_of(self, side, name):
        return median(pair[side].get(name) for pair in self.pairs)

    def marks(self):
        return "".join(mark for mark, holds in (("†", self.full), ("≈", self.near), ("~", self.noisy)) if holds)

    def cells(self, title):
        row = self.row
        store = " on `rdb`" if row.server == "maru-rdb" and not row.load.startswith("durable") else ""
        mark = f" {self.marks()}" if self.marks() else ""
        is_free = row.p99_goal is None  # at a fixed rate both have the same
        rate_goal = goal_cell(median(self.rates), row.rate_goal)
        return [
            title + store + mark,
            servers.KINDS[row.peer].title,
            ratio_cell(self.rates) if is_free else "–", rate_goal.replace("✗", "†") if self.full else rate_goal,
            ratio_cell(self.cpus), goal_cell(median(self.cpus), row.cpu_goal),
            ratio_cell(self.p99s), goal_cell(median(self.p99s), row.p99_goal, at_most=True),
            both(median(rate_of(ours) for ours, _ in self.pairs), median(rate_of(theirs) for _, theirs in self.pairs)),
            both(self.median_of(0, CPU), self.median_of(1, CPU), 3),
            both(self.median_of(0, P99), self.median_of(1, P99)),
            both(self.median_of(0, GENERATOR), self.median_of(1, GENERATOR), 2),
            str(len(self.pairs)),
        ]


HEADER = ["load", "peer", "**rate, Maru ÷ peer**", "goal", "**CPU, peer ÷ Maru**", "goal", "p99, Maru ÷ peer", "goal",
          "per second, Maru / peer", "CPU µs/op, Maru / peer", "p99 µs, Maru / peer", "generator cores", "rounds"]


def markdown(header, rows, texts=2):
    """A Markdown table; all columns but the first `texts` are right-aligned."""
    lines = ["| " + " | ".join(header) + " |",
             "|" + "|".join([" --- "] * texts + [" ---: "] * (len(header) - texts)) + "|"]
    return "\n".join(lines + ["| " + " | ".join(cells) + " |" for cells in rows])


def ratio_table(results):
    """The first table, ratios first; empty where nothing was measured that it shows."""
    titles = {load.name: load.title for load in loads.LOADS}
    lines = [Line(row, results) for row in loads.ROWS
             if results.of(row.load, row.server) or results.of(row.load, row.peer)]
    if not lines:
        return ""
    notes = [note for note, holds in ((DAGGER, any(line.full for line in lines)),
                                      (ALMOST, any(line.near for line in lines)),
                                      (NOISY, any(line.noisy for line in lines))) if holds]
    return "\n\n".join([markdown(HEADER, [line.cells(titles[line.row.load]) for line in lines]), *notes])


def figure_table(results):
    """The second table: figures that have a bound and no peer."""
    rows = []
    for figure in loads.figures():
        values = [record["result"][figure.field] for record in results.of(figure.load, figure.server)
                  if figure.field in record["result"]]
        if values:
            digits = 2 if figure.unit == "s" else 0
            rows.append([figure.title, f"**{number(median(values), digits)}** {figure.unit}",
                         goal_cell(median(values), figure.goal, at_most=True),
                         f"{number(min(values), digits)}–{number(max(values), digits)}", str(len(values))])
    return markdown(["figure", "median", "goal", "lowest–highest", "runs"], rows, 1) if rows else ""


def error_list(results):
    """Every run that went wrong; their figures are in no median."""
    lines = [f"- {error['load']}, {servers.KINDS[error['server']].title}, round {error['round']}: "
             f"exit {error['exit']}: {' '.join(error['stderr'].split()) or 'no word'}" for error in results.errors]
    return "\n".join([f"**Runs that went wrong, in no median: {len(lines)}**", "", *lines]) if lines else ""


def session_list(records):
    """On what, and how, the figures came about; the same said once."""
    lines = []
    for record in records:
        if "machine" in record:
            of = record["machine"]
            line = (f"{record['date']}, {of['processor']}, {of['cores']} cores, Linux {of['kernel']}; {of['java']}; "
                    f"{of['redis']}; {of['nats']}. {record['warmup']:g} s of warm-up, {record['seconds']:g} s counted.")
            if line not in lines:
                lines.append(line)
    return "\n\n".join(lines)


def skipped_list(records):
    """What was not measured, and why; the same said once."""
    lines = dict.fromkeys(f"- not measured: {record['skipped']}: {record['why']}"
                          for record in records if "skipped" in record)
    return "\n".join(lines)


def report(records):
    """All that there is to say of raw results."""
    results = Results(records)
    parts = [session_list(records), ratio_table(results), figure_table(results), skipped_list(records),
             error_list(results)]
    return "\n\n".join(part for part in parts if part) or "Nothing was measured."


def with_goal(value, goal):
    return number(value, 2) + ("" if goal is None else f" (goal {goal:g})")


def short_report(records):
    """The ratios alone, a line each, for a log."""
    results = Results(records)
    titles = {load.name: load.title for load in loads.LOADS}
    lines = []
    for row in loads.ROWS:
        line = Line(row, results)
        if line.pairs:
            lines.append(f"{titles[row.load]}, {servers.KINDS[row.server].title} beside {servers.KINDS[row.peer].title}: "
                         f"rate × {with_goal(median(line.rates), row.rate_goal)}, "
                         f"processor time ÷ {with_goal(median(line.cpus), row.cpu_goal)}")
    return "\n".join(lines)
