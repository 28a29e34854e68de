import unittest

from tests.records import kv, record
from yardstick import loads, table

KV_16 = next(row for row in loads.ROWS if row.load == "kv-16")


def line(records, row=KV_16):
    return table.Line(row, table.Results(records))


class RatiosTest(unittest.TestCase):
    def test_is_the_median_of_the_ratios_of_each_round(self):
        records = [kv("maru-mem", 1, 300, 1.0), kv("redis", 1, 100, 4.0),
                   kv("maru-mem", 2, 100, 1.0), kv("redis", 2, 50, 3.0),
                   kv("maru-mem", 3, 1000, 1.0), kv("redis", 3, 100, 2.0)]
        found = line(records)
        self.assertEqual([3, 2, 10], found.rates)
        self.assertEqual([4, 3, 2], found.cpus)
        self.assertIn("**3.00** (2.00–10.00)", found.cells("x"))
        self.assertIn("**3.00** (2.00–4.00)", found.cells("x"))
        self.assertIn("300 / 100", found.cells("x"))

    def test_takes_rounds_only_where_both_were_measured_in_one_session(self):
        records = [kv("maru-mem", 1, 300, 1.0), kv("redis", 2, 100, 4.0), kv("redis", 1, 100, 4.0, session="t")]
        self.assertEqual([], line(records).pairs)
        self.assertIn("–", line(records).cells("x"))

    def test_merges_sessions(self):
        records = [kv(server, 1, rate, 1.0, session=session)
                   for session, ours in (("s", 200), ("t", 400)) for server, rate in (("maru-mem", ours), ("redis", 100))]
        self.assertEqual([2, 4], line(records).rates)

    def test_has_no_p99_of_servers_that_say_none(self):
        records = [record("kv-16", server, ops_per_sec=1) for server in ("maru-mem", "redis")]
        self.assertEqual([None], line(records).p99s)
        self.assertIn("–", line(records).cells("x"))

    def test_takes_the_quietest_attempt(self):
        records = [kv("maru-mem", 1, 100, 1.0, foreign=0.3), kv("maru-mem", 1, 200, 1.0, attempt=1, foreign=0.01),
                   kv("maru-mem", 1, 300, 1.0, attempt=2, foreign=0.2), kv("redis", 1, 100, 1.0)]
        self.assertEqual([2], line(records).rates)
        self.assertEqual("", line(records).marks())


class GoalsTest(unittest.TestCase):
    def test_says_whether_a_goal_is_reached(self):
        self.assertEqual("≥ 2.5 ✓", table.goal_cell(2.5, 2.5))
        self.assertEqual("≥ 2.5 ✗", table.goal_cell(2.49, 2.5))
        self.assertEqual("≤ 1 ✓", table.goal_cell(1.0, 1.0, at_most=True))
        self.assertEqual("≤ 1 ✗", table.goal_cell(1.01, 1.0, at_most=True))
        self.assertEqual("≥ 2.5", table.goal_cell(None, 2.5))
        self.assertEqual("–", table.goal_cell(2.0, None))

    def test_a_fixed_rate_is_judged_by_p99_and_not_by_the_rate(self):
        row = next(row for row in loads.ROWS if row.load == "rate-2000")
        records = [record("rate-2000", server, deliveries_per_sec=200_000, p99_us=p99, server_cpu_us_per_op=cpu)
                   for server, p99, cpu in (("maru-mem", 500, 1.0), ("nats", 1000, 1.6))]
        cells = line(records, row).cells("x")
        self.assertEqual(["–", "–", "**1.60**", "≥ 1.5 ✓", "**0.50**", "≤ 1 ✓"], cells[2:8])

    def test_every_row_is_of_a_load_that_both_get(self):
        of_name = {load.name: load for load in loads.LOADS}
        for row in loads.ROWS:
            self.assertLessEqual({row.server, row.peer}, set(of_name[row.load].servers), row)

    def test_short_is_part_of_the_whole(self):
        self.assertEqual(["kv-16", "fanout-1x100"], [load.name for load in loads.short_loads()])


class MarksTest(unittest.TestCase):
    def test_a_full_generator(self):
        records = [kv("maru-mem", 1, 500, 1.0, generator=0.96), kv("redis", 1, 100, 5.0)]
        self.assertEqual("†", line(records).marks())
        self.assertIn(table.DAGGER, table.report(records))

    def test_a_ratio_within_a_tenth_of_its_goal(self):
        few = [kv(server, number, rate, 10 / rate) for number in range(8) for server, rate in
               (("maru-mem", 260), ("redis", 100))]
        self.assertEqual("≈", line(few).marks())
        more = few + [kv("maru-mem", 9, 260, 1.0), kv("redis", 9, 100, 2.6)]
        self.assertEqual("", line(more).marks())

    def test_something_else_that_ran(self):
        records = [kv("maru-mem", 1, 500, 1.0, foreign=0.2), kv("redis", 1, 100, 5.0)]
        self.assertEqual("~", line(records).marks())

    def test_nothing_to_mark(self):
        records = [kv("maru-mem", 1, 500, 1.0), kv("redis", 1, 100, 5.0)]
        self.assertEqual("", line(records).marks())
        self.assertNotIn("†", table.report(records))


class ReportTest(unittest.TestCase):
    def test_says_once_what_was_not_measured(self):
        skipped = {"session": "s", "skipped": "kv-1 of redis", "why": "no redis-server"}
        self.assertEqual("- not measured: kv-1 of redis: no redis-server", table.report([skipped, skipped]))

    def test_a_rate_is_not_judged_where_the_generator_was_full(self):
        records = [kv("maru-mem", 1, 200, 1.0, generator=0.99), kv("redis", 1, 100, 5.0)]
        self.assertEqual(["≥ 2.5 †", "≥ 2.5 ✓"], [line(records).cells("x")[at] for at in (3, 5)])

    def test_shows_errors_and_leaves_them_out_of_the_medians(self):
        records = [kv("maru-mem", 1, 500, 1.0), kv("redis", 1, 100, 5.0),
                   kv("maru-mem", 2, 900, 1.0, exit_status=1, stderr="lost\n3"), kv("redis", 2, 100, 5.0)]
        text = table.report(records)
        self.assertIn("**5.00** |", text)
        self.assertIn("**Runs that went wrong, in no median: 1**", text)
        self.assertIn("- kv-16, Maru (mem), round 2: exit 1: lost 3", text)

    def test_shows_a_row_of_which_one_side_is_missing(self):
        self.assertIn("| `kv` get 90 %, depth 16 | Redis | – |", table.report([kv("maru-mem", 1, 500, 1.0)]))

    def test_has_figures_without_a_peer(self):
        records = [record("idle-15000", "maru-mem", bytes_per_connection=4_000),
                   record("start-rdb-million", "maru-rdb", 1, ready_seconds=1.9),
                   record("start-rdb-million", "maru-rdb", 2, ready_seconds=2.3)]
        text = table.report(records)
        self.assertIn("`mem` | **4,000** bytes each | ≤ 4096 ✓ | 4,000–4,000 | 1 |", text)
        self.assertIn("one core | **2.10** s | ≤ 2 ✗ | 1.90–2.30 | 2 |", text)

    def test_every_line_of_a_table_has_as_many_cells(self):
        records = [kv("maru-mem", 1, 500, 1.0), kv("redis", 1, 100, 5.0),
                   record("idle-15000", "maru-mem", bytes_per_connection=4_000)]
        for part in (table.ratio_table, table.figure_table):
            lines = part(table.Results(records)).split("\n\n")[0].splitlines()
            self.assertEqual(1, len({line.count("|") for line in lines}), lines)

    def test_says_so_where_nothing_was_measured(self):
        self.assertEqual("Nothing was measured.", table.report([]))

    def test_a_log_gets_a_line_for_each_ratio(self):
        records = [kv("maru-mem", 1, 500, 1.0), kv("redis", 1, 100, 5.0),
                   kv("maru-rdb", 1, 150, 1.0, load="durable-1"), kv("redis-always", 1, 100, 1.5, load="durable-1")]
        self.assertEqual(
            "`kv` get 90 %, depth 16, Maru (mem) beside Redis: rate × 5.00 (goal 2.5), "
            "processor time ÷ 5.00 (goal 2.5)\n"
            "`kv` put 100 %, on disk, depth 1, Maru (rdb) beside Redis, appendfsync always: rate × 1.50 (goal 1.2), "
            "processor time ÷ 1.50", table.short_report(records))

    def test_a_log_gets_by_where_a_server_says_nothing_of_its_processor_time(self):
        records = [record("rate-500", server, deliveries_per_sec=1) for server in ("maru-mem", "nats")]
        self.assertIn("rate × 1.00, processor time ÷ –", table.short_report(records))


if __name__ == "__main__":
    unittest.main()
