"""A line plot with logarithmic axes as SVG, readable on a light and on a dark page."""
import collections
import math
from xml.sax.saxutils import escape

Series = collections.namedtuple("Series", "title style points")

WIDTH, HEIGHT = 720, 420
LEFT, RIGHT, TOP, BOTTOM = 92, 24, 56, 60
GRAY = "#57606a"

# Told apart by colour, by dash and by marker.
STYLES = {
    "maru-mem": ("#0969da", "#58a6ff", "", "circle"),
    "maru-rdb": ("#8250df", "#bc8cff", "7 4", "diamond"),
    "redis": ("#bc4c00", "#f0883e", "2 3", "square"),
    "nats": ("#bc4c00", "#f0883e", "2 3", "square"),
}


def css():
    """Colours for a light page, and others where the reader prefers a dark one."""
    light = "".join(f".{kind}{{stroke:{style[0]};fill:{style[0]}}}" for kind, style in STYLES.items())
    dark = "".join(f".{kind}{{stroke:{style[1]};fill:{style[1]}}}" for kind, style in STYLES.items())
    return ("text{font:13px system-ui,sans-serif;fill:#24292f}.title{font-weight:600}.grid{stroke:#d0d7de}.axis{stroke:" + GRAY + "}"
            + light + ".line{fill:none;stroke-width:2.5}"
            "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.grid{stroke:#3d444d}.axis{stroke:#9198a1}"
            + dark + ".line{fill:none}}")


def ticks(low, high):
    """1, 2, 5, 10, …: those within the bounds, only the powers of ten where they are many."""
    exponents = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    steps = (1,) if high / low >= 1_000 else (1, 2, 5)
    return [step * 10**exponent for exponent in exponents for step in steps
            if low * 0.999 <= step * 10**exponent <= high * 1.001]


def bounds(values):
    """The nearest of 1, 2, 5, 10, … below and above all values, at least a factor of ten apart."""
    every = [step * 10**exponent for exponent in range(-3, 13) for step in (1, 2, 5)]
    low = max(tick for tick in every if tick <= min(values))
    high = min(tick for tick in every if tick >= max(values))
    while high / low < 10:
        low, high = max(tick for tick in every if tick < low), min(tick for tick in every if tick > high)
    return low, high


def short(value):
    """10k, 1.5M, 16 Ki: for the labels of an axis."""
    if 1_024 <= value < 1e6 and value % 1_024 == 0:
        return f"{value / 1_024:g} Ki"
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"


class Scale:
    """From values to places along an axis, by their logarithms."""

    def __init__(self, low, high, start, end):
        self.low, self.start = math.log10(low), start
        self.factor = (end - start) / (math.log10(high) - self.low or 1)

    def __call__(self, value):
        return round(self.start + (math.log10(value) - self.low) * self.factor, 1)


def marker(shape, style, x, y):
    if shape == "circle":
        return f'<circle class="{style}" cx="{x}" cy="{y}" r="5"/>'
    if shape == "square":
        return f'<rect class="{style}" x="{x - 4.5:.1f}" y="{y - 4.5:.1f}" width="9" height="9"/>'
    return f'<path class="{style}" d="M{x} {y - 6:.1f}l6 6-6 6-6-6z"/>'


def label(x, y, text, anchor="middle", more=""):
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}"{more}>{escape(text)}</text>'


def legend(series):
    parts, x = [], LEFT
    for title, style, _ in series:
        _, _, dash, shape = STYLES[style]
        parts.append(f'<path class="{style} line" stroke-dasharray="{dash}" d="M{x} 40h34"/>')
        parts += [marker(shape, style, x + 17, 40), label(x + 42, 44, title, "start")]
        x += 72 + 8 * len(title)
    return parts


def svg(x_title, y_title, series):
    """The picture; each series has points (x, y), sorted, both above 0."""
    xs = sorted({x for one in series for x, _ in one.points})
    low, high = bounds([y for one in series for _, y in one.points])
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    across, up = Scale(xs[0], xs[-1], LEFT + 16, right - 16), Scale(low, high, bottom, TOP + 8)
    title = f"{y_title} against {x_title}"
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
             f'height="{HEIGHT}" role="img" aria-label="{escape(title)}">',
             f"<title>{escape(title)}</title><style>{css()}</style>",
             label(LEFT, 20, title, "start", ' class="title"')]
    for y in ticks(low, high):
        parts += [f'<path class="grid" d="M{LEFT} {up(y)}H{right}"/>', label(LEFT - 8, up(y) + 4, short(y), "end")]
    for x in xs:
        parts += [f'<path class="grid" d="M{across(x)} {TOP + 8}V{bottom}"/>', label(across(x), bottom + 20, short(x))]
    parts.append(f'<path class="axis" fill="none" d="M{LEFT} {TOP + 8}V{bottom}H{right}"/>')
    parts += [label((LEFT + right) / 2, HEIGHT - 14, f"{x_title} (log)"),
              label(22, (TOP + bottom) / 2, f"{y_title} (log)",
                    more=f' transform="rotate(-90 22 {(TOP + bottom) / 2:g})"')]
    for _, style, points in series:
        _, _, dash, shape = STYLES[style]
        places = [(across(x), up(y)) for x, y in points]
        line = "L".join(f"{x} {y}" for x, y in places)
        parts.append(f'<path class="{style} line" stroke-dasharray="{dash}" d="M{line}"/>')
        parts += [marker(shape, style, x, y) for x, y in places]
    return "\n".join(parts + legend(series) + ["</svg>"]) + "\n"
