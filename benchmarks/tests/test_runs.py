import io
import json
import os
import pathlib
import tempfile
import types
import unittest
from contextlib import redirect_stderr

from yardstick import loads, runs, servers

LOAD = loads.LOADS[0]


class OutcomeTest(unittest.TestCase):
    def test_reads_the_last_line(self):
        self.assertEqual({"exit": 0, "stderr": "", "result": {"a": 1}}, runs.outcome(0, 'hello\n{"a":1}\n', ""))

    def test_an_exit_status_stays_beside_the_result(self):
        self.assertEqual(1, runs.outcome(1, '{"errors":3}', "lost")["exit"])

    def test_no_result_is_an_error(self):
        for out in ("", "nonsense", '{"cut":'):
            self.assertNotEqual(0, runs.outcome(0, out, "")["exit"])

    def test_reckons_what_others_used(self):
        result = {"machine_cores_used": 1.7, "server_cores_used": 1.0, "generator_cores_used": 0.5, "stolen_cores": 0.1}
        self.assertAlmostEqual(0.3, runs.foreign_cores(result))
        self.assertEqual(0, runs.foreign_cores({"bytes_per_connection": 1}))


class JournalTest(unittest.TestCase):
    def test_keeps_what_is_there_and_reads_back_all_but_a_torn_line(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "raw")
            for number in range(2):
                runs.Journal(path).add({"round": number})
            with open(path, "a", encoding="utf-8") as file:
                file.write('{"round":')
            with redirect_stderr(io.StringIO()) as said:
                self.assertEqual([{"round": 0}, {"round": 1}], runs.read_journals([path]))
            self.assertIn("left out", said.getvalue())


class BenchTest(unittest.TestCase):
    def bench(self, outcomes):
        bench = runs.Bench(types.SimpleNamespace(), "no generator", runs.Journal())
        made = iter(outcomes)
        bench._run = lambda load, kind: next(made)
        self.addCleanup(setattr, runs.machine, "wait_until_quiet", runs.machine.wait_until_quiet)
        runs.machine.wait_until_quiet = lambda: None
        return bench

    def measure(self, *outcomes):
        bench = self.bench(outcomes)
        with redirect_stderr(io.StringIO()):
            bench.measure(LOAD, "redis", 1)
        return bench.journal.records

    @staticmethod
    def run_with(foreign, status=0):
        return {"exit": status, "stderr": "", "result": {"machine_cores_used": 1 + foreign, "server_cores_used": 1}}

    def test_is_made_once_where_nothing_else_ran(self):
        self.assertEqual(1, len(self.measure(self.run_with(0.15))))

    def test_is_made_again_twice_at_most(self):
        noisy = self.run_with(0.2)
        self.assertEqual([0, 1, 2], [record["attempt"] for record in self.measure(noisy, noisy, noisy)])
        self.assertEqual(2, len(self.measure(noisy, self.run_with(0.1))))

    def test_leaves_out_what_cannot_be_run_and_says_why(self):
        bench = self.bench([])
        bench.options.install = False
        self.addCleanup(setattr, runs.servers, "missing_peers", runs.servers.missing_peers)
        self.addCleanup(setattr, runs.machine, "raise_open_files", runs.machine.raise_open_files)
        runs.servers.missing_peers = lambda kinds, install: {"redis": "not installed"}
        runs.machine.raise_open_files = lambda: 1_024
        idle = next(load for load in loads.LOADS if load.group == "idle")
        with redirect_stderr(io.StringIO()):
            self.assertEqual([(LOAD, ["maru-mem"])], bench.runnable([LOAD, idle]))
        self.assertEqual(["kv-1 of redis", "idle-15000"], [record["skipped"] for record in bench.journal.records])

    def test_an_error_is_not_tried_away(self):
        self.assertEqual(1, len(self.measure(self.run_with(0.5, status=1))))


class ServerTest(unittest.TestCase):
    """With programs that only look like servers."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.addCleanup(servers.KINDS.__setitem__, "maru-mem", servers.KINDS["maru-mem"])

    def plays(self, script):
        servers.KINDS["maru-mem"] = servers.KINDS["maru-mem"]._replace(command=["sh", "-c", script])

    def start(self):
        return servers.Server("maru-mem", self.folder, None, "java", "jar")

    def test_is_ready_when_it_says_so_and_tells_its_port(self):
        self.plays("echo warming up; echo 'Maru is ready on 127.0.0.1:4711 (mem)'; exec sleep 60")
        server = self.start()
        try:
            self.assertEqual(4711, server.port)
            self.assertGreater(server.ready_seconds, 0)
        finally:
            self.assertEqual(-15, server.stop())

    def test_what_it_said_is_told_where_it_does_not_get_ready(self):
        self.plays("echo no room for me; exit 3")
        with self.assertRaisesRegex(servers.ServerError, "no room for me"):
            self.start()

    def test_a_folder_is_gone_afterwards(self):
        with servers.fresh_folder(self.folder) as folder:
            pathlib.Path(folder, "file").write_text(json.dumps({}), encoding="utf-8")
        self.assertEqual([], os.listdir(self.folder))


if __name__ == "__main__":
    unittest.main()
