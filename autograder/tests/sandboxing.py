"""What the tests of the sandbox share: a probe that calls f, and what came out."""

from autograder.course import Cell
from autograder.observation import Returned
from autograder.probing import Request
from autograder.sandbox.client import Batch
from autograder.sandbox.limits import Limits
from autograder.sandbox.replies import Answered, Ended

LIMITS = Limits(check_timeout_s=2.0, submission_timeout_s=20.0, memory_mb=300)
PROBES = {"probes": '''
def call(solution, draw, **arguments):
    """a call"""
    return solution.f(**arguments)

def inputs(solution, draw):
    """normal values"""
    return solution.f(draw.normal(2, 3))
'''}
# grows slowly, so that a busy machine's late watchdog does not let it take much more than its limit
HOG = "import time\nx = []\nwhile True:\n    x.append(bytearray(b'1') * 10_000_000)\n    time.sleep(0.002)"
# what a submission needs to speak for its child: the channel, found among the objects of the process
CHANNEL = """
import gc, os, socket, threading, time
from autograder.sandbox import frames

def is_open(item):
    try:
        return item.fileno() > 2 and bool(os.fstat(item.fileno()))
    except OSError:
        return False

def channel():
    return next(item for item in gc.get_objects() if isinstance(item, socket.socket) and is_open(item))
"""


def ask(**arguments):
    return Request("probes:call", arguments, seed=1)


def observe(sandbox, text, *batches):
    return sandbox.observe([Cell("f", text)], [Batch("f", requests) for requests in batches or [[ask()]]])


def outcome(sandbox, text):
    """What came out of one call of f()."""
    [answer] = observe(sandbox, text).answers
    assert isinstance(answer, Answered), answer
    [seen] = answer.outcomes
    return seen


def ending(sandbox, text):
    """How the child ended that was to call f()."""
    [answer] = observe(sandbox, text).answers
    assert isinstance(answer, Ended), answer
    return answer


def value(sandbox, text):
    seen = outcome(sandbox, text)
    assert isinstance(seen, Returned), seen
    return seen.value


def indented(text):
    return "\n".join(f"    {line}" for line in text.strip().splitlines())


def called(body, opening=""):
    return f"{opening}\ndef f():\n{indented(body)}\n"
