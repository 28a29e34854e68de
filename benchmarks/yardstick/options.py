"""Options that benchmarks/compare and benchmarks/grow have in common."""
import argparse
import os
import pathlib
import shutil
import signal
import sys
import tempfile

from . import machine

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
JAR = REPOSITORY / "bootstrap" / "target" / "bootstrap.jar"


def default_java():
    home = os.environ.get("JAVA_HOME")
    return os.path.join(home, "bin", "java") if home else "java"


def add_common(parser, rounds, groups):
    def words(text):
        chosen = text.split(",")
        wrong = [word for word in chosen if word not in groups]
        if wrong:
            raise argparse.ArgumentTypeError(f"{', '.join(wrong)} is none of {', '.join(groups)}")
        return chosen

    parser.add_argument("--rounds", type=int, default=rounds, help="medians of so many rounds (%(default)s)")
    parser.add_argument("--warmup", type=float, default=8, help="seconds of load before the window (%(default)s)")
    parser.add_argument("--seconds", type=float, default=3, help="the window that counts (%(default)s)")
    parser.add_argument("--only", type=words, default=groups, metavar="A,B", help=f"of {','.join(groups)}")
    parser.add_argument("--jar", default=str(JAR), help="the server (bootstrap/target/bootstrap.jar)")
    parser.add_argument("--java", default=default_java(), help="the JVM (that of JAVA_HOME)")
    parser.add_argument("--folder", default=tempfile.gettempdir(),
                        help="where stores are made, each in a folder that is removed again (%(default)s)")
    parser.add_argument("--json", metavar="FILE", help="append the raw result of every run to this file")
    parser.add_argument("--from", dest="files", nargs="+", metavar="FILE",
                        help="measure nothing: print what these raw results say, taken together")
    parser.add_argument("--no-install", dest="install", action="store_false",
                        help="leave rows out rather than install a peer")


def check(options):
    """Ends the program where these options can't be measured with."""
    if options.rounds < 1:
        sys.exit("--rounds is 1 or more")
    if not os.path.isfile(options.jar):
        sys.exit(f"{options.jar} is not there: mvn -q -DskipTests package")
    if shutil.which(options.java) is None:
        sys.exit(f"{options.java} is not there: give --java or set JAVA_HOME")
    if machine.two_cores() is None:
        sys.exit("one core for the server and one for the generator are needed, this machine has one")
    options.jar, options.folder = os.path.abspath(options.jar), os.path.abspath(options.folder)
    if os.sep in options.java:
        options.java = os.path.abspath(options.java)
    if machine.file_system(options.folder) in ("tmpfs", "ramfs"):
        say(f"{options.folder} is in memory: what is measured of stores on disk says nothing, give --folder")


def say(text):
    """On standard error: standard output is for the result."""
    print(text, file=sys.stderr, flush=True)


def stop_on_sigterm():
    """SIGTERM stops measuring as Ctrl-C does: the servers end, and what was measured is shown."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
