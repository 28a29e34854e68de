import unittest
from xml.etree import ElementTree

from tests.records import kv, record
from yardstick import growth, plot


def records():
    return [kv(server, 1, rate * factor, 1.0, load=f"grow-connections-{conns}") for server, rate in
            (("maru-mem", 300_000), ("redis", 100_000)) for conns, factor in ((10, 1), (100, 3), (1_000, 4))]


class GrowthTest(unittest.TestCase):
    def test_has_a_line_for_each_value_that_was_measured(self):
        text = growth.report(records())
        self.assertIn("### Connections", text)
        self.assertIn("| 1,000 | **3.00** | **1.00** | 1,200,000 | 400,000 | – |", text)
        self.assertNotIn("10,000 |", text)
        self.assertNotIn("### Keys", text)

    def test_marks_a_full_generator(self):
        made = records() + [kv("maru-mem", 2, 1, 1.0, generator=1.0, load="grow-connections-10"),
                            kv("redis", 2, 1, 1.0, generator=1.0, load="grow-connections-10")]
        self.assertNotIn("†", growth.report(made))
        made += [kv(server, 3, 1, 1.0, generator=1.0, load="grow-connections-10") for server in ("maru-mem", "redis")]
        self.assertIn("| 10 † |", growth.report(made))

    def test_shows_what_went_wrong(self):
        wrong = record("grow-rooms-1000", "nats", exit_status=1, stderr="no more open files")
        self.assertIn("no more open files", growth.report([wrong]))

    def test_reckons_the_open_files(self):
        axes = {axis.name: axis for axis in growth.AXES}
        self.assertEqual(10_000 + growth.GENERATOR_FILES, axes["rooms"].load(1_000, False).open_files)
        self.assertEqual(50 + growth.GENERATOR_FILES, axes["keys"].load(1_000_000, False).open_files)
        self.assertEqual(("maru-mem", "nats", "maru-rdb"), axes["members"].load(10, True).servers)

    def test_has_a_picture_of_each_axis_that_was_measured(self):
        self.assertEqual(["growth-connections.svg"], list(growth.pictures(records())))


class PlotTest(unittest.TestCase):
    def test_places_by_logarithm(self):
        scale = plot.Scale(10, 1_000, 0, 100)
        self.assertEqual([0, 50, 100], [scale(10), scale(100), scale(1_000)])

    def test_bounds_enclose_all_and_span_a_factor_of_ten(self):
        for values in ([1], [3, 4], [999, 1_000, 1_001], [7, 700_000]):
            low, high = plot.bounds(values)
            self.assertTrue(low <= min(values) and high >= max(values) and high >= 10 * low, (values, low, high))

    def test_ticks_are_few_and_within_the_bounds(self):
        self.assertEqual([200, 500, 1_000, 2_000], plot.ticks(200, 2_000))
        self.assertEqual([10, 100, 1_000, 10_000], plot.ticks(10, 10_000))

    def test_labels_are_short(self):
        self.assertEqual(["10", "1k", "1.5M", "16 Ki", "10G"],
                         [plot.short(value) for value in (10, 1_000, 1.5e6, 16_384, 1e10)])

    def test_is_xml_with_a_line_and_a_legend_for_each_series(self):
        series = [plot.Series("Maru (mem)", "maru-mem", [(10, 5e5), (100, 2e6)]),
                  plot.Series("R & D", "redis", [(10, 3e5)])]
        root = ElementTree.fromstring(plot.svg("a < b", "operations/s", series))
        texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
        for wanted in ("Maru (mem)", "R & D", "a < b (log)", "operations/s (log)", "10", "100", "1M"):
            self.assertIn(wanted, texts)
        lines = [path for path in root.iter("{http://www.w3.org/2000/svg}path") if "line" in path.get("class", "")]
        self.assertEqual(4, len(lines))

    def test_stays_within_the_picture(self):
        series = [plot.Series("Maru", "maru-mem", [(1, 1), (10_000, 1e7)])]
        root = ElementTree.fromstring(plot.svg("x", "y", series))
        for circle in root.iter("{http://www.w3.org/2000/svg}circle"):
            self.assertTrue(0 < float(circle.get("cx")) < plot.WIDTH and 0 < float(circle.get("cy")) < plot.HEIGHT)

    def test_has_colours_for_a_dark_page(self):
        self.assertIn("prefers-color-scheme:dark", plot.css())


if __name__ == "__main__":
    unittest.main()
