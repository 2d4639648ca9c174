"""What a submission does in its child, the grader survives, and says."""

import math
import os
import shutil
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
import torch

from autograder.course import Cell
from autograder.observation import Missing, Opaque, Raised, Returned, TensorSeen
from autograder.probing import Request
from autograder.sandbox.client import Batch, Sandbox
from autograder.sandbox.limits import Limits
from autograder.sandbox.watch import Answered, Ended, SandboxError, remove_tree

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

def channel():
    return next(item for item in gc.get_objects() if isinstance(item, socket.socket) and item.fileno() > 2)
"""


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(PROBES, LIMITS) as warm:
        yield warm


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


# answers


def test_what_a_function_returns_arrives(sandbox):
    seen = value(sandbox, "import torch\ndef f(): return {'a': [1, None], 'b': torch.ones(2, 3, requires_grad=True)}")
    assert seen["a"] == [1, None]
    assert torch.equal(seen["b"].values, torch.ones(2, 3))
    assert seen["b"].device == "cpu"


def test_the_inputs_follow_from_the_seed(sandbox):
    requests = [Request("probes:inputs", {}, seed) for seed in (1, 1, 2)]
    [answer] = observe(sandbox, "def f(x): return x", requests).answers
    first, again, other = (outcome.value.values for outcome in answer.outcomes)
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


def test_an_exception_arrives_with_its_place(sandbox):
    seen = outcome(sandbox, "def g():\n    raise KeyError('x')\n\ndef f(): g()")
    assert seen == Raised(("KeyError", "LookupError", "Exception", "BaseException"), "'x'", "line 2 of cell f")


@pytest.mark.parametrize("text", ["", "def g(): pass", "def f(:\n"], ids=["empty", "other name", "syntax error"])
def test_a_function_that_is_not_there_is_missing(sandbox, text):
    assert outcome(sandbox, text) == Missing("f")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("import sys; sys.exit(3)", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("1 / 0", "ZeroDivisionError"),
        ("def g(:", "SyntaxError"),
        ("'\ud800'", "UnicodeEncodeError"),
        ("(" * 1_000, "SyntaxError"),
    ],
    ids=["exit", "interrupt", "error", "syntax", "surrogate", "parentheses"],
)
def test_a_cell_that_raises_is_told_and_the_next_one_runs(sandbox, text, kind):
    cells = [Cell("first", text), Cell("second", "def f(): return 1")]
    seen = sandbox.observe(cells, [Batch("f", [ask()])])
    assert [*seen.cell_errors] == ["first"]
    assert seen.cell_errors["first"].types[0] == kind
    assert seen.answers[0].outcomes == (Returned(1),)


def test_a_submission_of_several_megabytes_runs(sandbox):
    assert value(sandbox, "x = '" + "x" * (3 << 20) + "'\ndef f(): return len(x)") == 3 << 20


def test_a_request_s_arguments_arrive(sandbox):
    [answer] = observe(sandbox, "def f(a, b): return [b, a]", [ask(a=[1, "x"], b=None)]).answers
    assert answer.outcomes == (Returned([None, [1, "x"]]),)


def test_no_batches_need_no_child(sandbox):
    assert sandbox.observe([Cell("f", "while True: pass")], []).answers == ()


def test_printing_megabytes_harms_nobody(sandbox):
    assert value(sandbox, called("print('x' * 8_000_000)\nreturn 1")) == 1


# ends


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("import os; os._exit(3)", "ended the process (exit code 3) before it had answered"),
        ("import os; os._exit(0)", "ended the process (exit code 0) before it had answered"),
        ("import ctypes; ctypes.string_at(0)", "crashed the process (SIGSEGV)"),
        ("import os; os.abort()", "crashed the process (SIGABRT)"),
        ("import os; os.kill(os.getpid(), 9)", "crashed the process (SIGKILL)"),
        ("import os; os.kill(os.getpid(), 40)", "crashed the process (signal 40)"),
        ("import sys; sys.setrecursionlimit(10**9)\ndef g(x): return list(map(g, [x]))\ng(1)",
         "crashed the process (SIGSEGV)"),
        ("import os; os.closerange(0, 64)", "ended the process (exit code 1) before it had answered"),
        ("import os, time; os.closerange(0, 64); time.sleep(60)", "closed the channel on which its answers are read"),
        ("import os, time\nif not os.fork(): time.sleep(60)\nos._exit(3)",
         "ended the process (exit code 3) before it had answered"),
    ],
    ids=["exit", "exit 0", "segfault", "abort", "kill", "real-time signal", "stack", "closed descriptors",
         "closed and asleep", "descendant holds the channel"],
)
def test_a_process_that_ends_is_told_apart(sandbox, body, reason):
    assert ending(sandbox, called(body)) == Ended(reason)


def test_processor_time_is_limited(sandbox):
    assert value(sandbox, "import resource\ndef f(): return resource.getrlimit(resource.RLIMIT_CPU)") == [20, 21]
    told = ending(sandbox, called("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)"))
    assert told == Ended("used more than 20 s of processor time", is_timeout=True)


def test_sys_exit_in_a_call_is_an_exception(sandbox):
    assert outcome(sandbox, called("import sys; sys.exit(3)")).types == ("SystemExit", "BaseException")


def test_an_endless_loop_costs_its_batch_only(sandbox):
    text = "def f(n):\n    while n == 1: pass\n    return n"
    seen = observe(sandbox, text, [ask(n=0)], [ask(n=1)], [ask(n=2), ask(n=3)])
    assert [type(answer) for answer in seen.answers] == [Answered, Ended, Answered]
    assert seen.answers[1] == Ended("ran longer than 2 s", is_timeout=True)
    assert seen.answers[2].outcomes == (Returned(2), Returned(3))


def test_an_exercise_that_runs_out_of_time_again_is_not_called_a_third_time(sandbox, monkeypatch):
    monkeypatch.setattr(sandbox, "limits", replace(LIMITS, check_timeout_s=0.5))
    text = "def f(n):\n    while n == 1: pass\n    return n"
    batches = [Batch(name, [ask(n=n)]) for name, n in (("f", 1), ("g", 0), ("f", 1), ("f", 0), ("g", 1), ("g", 0))]
    answers = sandbox.observe([Cell("f", text)], batches).answers
    assert [isinstance(answer, Answered) for answer in answers] == [False, True, False, False, False, True]
    assert answers[2] == answers[4] == Ended("ran longer than 0.5 s", is_timeout=True)
    assert answers[3] == Ended("was not called again: it had run out of time in 2 checks", is_timeout=True)


def test_every_batch_may_end_its_child(sandbox):
    seen = observe(sandbox, "import os\ndef f(n):\n    os._exit(n)", *([ask(n=n)] for n in range(4)))
    expected = [Ended(f"ended the process (exit code {n}) before it had answered") for n in range(4)]
    assert [*seen.answers] == expected


@pytest.mark.parametrize(
    ("text", "reason", "is_timeout"),
    [
        ("while True: pass", "was not called: the notebook's code ran longer than 2 s", True),
        ("import os; os._exit(3)",
         "was not called: the notebook's code ended the process (exit code 3) before it had answered", False),
    ],
    ids=["endless", "exit"],
)
def test_cells_that_end_the_child_end_every_batch(sandbox, text, reason, is_timeout):
    assert observe(sandbox, text, [ask()], [ask()]).answers == (Ended(reason, is_timeout),) * 2


def test_the_whole_notebook_has_a_limit_of_its_own(sandbox, monkeypatch):
    monkeypatch.setattr(sandbox, "limits", replace(LIMITS, submission_timeout_s=1.0))
    started = time.monotonic()
    seen = observe(sandbox, "import time\ndef f(): time.sleep(0.7); return 1", *([ask()] for _ in range(4)))
    assert time.monotonic() - started < 3
    assert isinstance(seen.answers[0], Answered)
    assert seen.answers[-1].is_timeout
    assert "still running when the whole notebook had taken 1 s" in seen.answers[-1].reason


@pytest.fixture
def roomy(sandbox, monkeypatch):
    """The sandbox with little memory and much time, so that a busy machine does not end a child first."""
    monkeypatch.setattr(sandbox, "limits", replace(LIMITS, memory_mb=100, check_timeout_s=15.0))
    return sandbox


def test_memory_is_limited(roomy):
    assert ending(roomy, called(HOG)) == Ended("used more than 100 MB of memory")


def test_memory_is_limited_while_the_cells_run(roomy):
    assert ending(roomy, HOG) == Ended("was not called: the notebook's code used more than 100 MB of memory")


# a hostile sender

UNREADABLE = "sent an answer that cannot be read: a reply "
NO_ANSWER = "sent something that is no answer"


def forged(**changes):
    """The text of a frame that answers the batch, but for some changes."""
    answer = {"batch": 0, "outcomes": [{"returned": 1}], "duration_s": 0.1, **changes}
    return f"frames.encode({answer})".replace(": nan", ": float('nan')").replace(": inf", ": float('inf')")


TRICKLE = CHANNEL + """
def trickle():
    wire = channel()
    wire.sendall(frames.PREFIX.pack(frames.MAGIC, 1000, 60_000_000))
    while True:
        wire.sendall(b"x")
        time.sleep(0.001)
"""


def test_the_time_limit_holds_while_data_trickles_in(sandbox):
    started = time.monotonic()
    assert ending(sandbox, TRICKLE + called("trickle()")) == Ended("ran longer than 2 s", is_timeout=True)
    assert time.monotonic() - started < 4


def test_the_memory_limit_holds_while_data_trickles_in(roomy):
    hog = f"threading.Thread(target=trickle, daemon=True).start()\n{HOG}"
    assert ending(roomy, TRICKLE + called(hog)) == Ended("used more than 100 MB of memory")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("b'garbage' * 1000", UNREADABLE + "is not a frame"),
        ("__import__('pickle').dumps(Bomb())", UNREADABLE + "is not a frame"),
        ("b'\\0' * 100", UNREADABLE + "is not a frame"),
        ("frames.PREFIX.pack(frames.MAGIC, 2**32 - 1, 0)", UNREADABLE + "is not a frame, or announces more"),
        ("frames.PREFIX.pack(frames.MAGIC, 4, 0) + b'oops'", UNREADABLE + "cannot be read"),
        ("frames.encode([])", NO_ANSWER),
        ("frames.encode('outcomes')", NO_ANSWER),
        ("frames.encode(frames.Opaque('x'))", NO_ANSWER),
        ("frames.encode({'loaded': []})", NO_ANSWER),
        ("frames.encode({'batch': 0, 'outcomes': [{'returned': 1}]})", NO_ANSWER),
        (forged(batch=7), NO_ANSWER),
        (forged(batch=False), NO_ANSWER),
        (forged(outcomes=[]), NO_ANSWER),
        (forged(outcomes="x"), NO_ANSWER),
        (forged(outcomes=[{"returned": 1}] * 2), NO_ANSWER),
        (forged(outcomes=[{"verdict": "passed"}]), NO_ANSWER),
        (forged(duration_s=math.nan), NO_ANSWER),
        (forged(duration_s=math.inf), NO_ANSWER),
        (forged(duration_s=-1.0), NO_ANSWER),
        (forged(duration_s=True), NO_ANSWER),
        (forged(duration_s="1"), NO_ANSWER),
    ],
    ids=["garbage", "pickle", "zeros", "huge", "no JSON", "list", "text", "opaque", "loaded again", "no seconds",
         "another number", "boolean number", "too few", "text for outcomes", "too many", "verdict", "nan", "infinite",
         "negative", "boolean", "text for seconds"],
)
def test_what_is_no_answer_is_none(sandbox, data, reason, tmp_path):
    mark = tmp_path / "executed"
    bomb = f"class Bomb:\n    def __reduce__(self):\n        return (os.mkdir, ({str(mark)!r},))"
    told = ending(sandbox, called(f"channel().sendall({data})\ntime.sleep(9)", f"{CHANNEL}\n{bomb}"))
    assert told.reason.startswith(reason)
    assert not mark.exists()


@pytest.mark.parametrize(
    "loaded",
    ["[]", "{'loaded': 3}", "{'loaded': 'text'}", "{'loaded': [3]}", "{'loaded': [{'cell': 'f'}]}",
     "{'loaded': [{'cell': 'unknown', 'raised': ['E'], 'message': '', 'place': ''}]}",
     "{'loaded': [{'cell': [], 'raised': ['E'], 'message': '', 'place': ''}]}",
     "{'loaded': [{'cell': 'f', 'returned': 1}]}"],
)
def test_a_report_on_the_cells_that_is_none_ends_every_batch(sandbox, loaded):
    told = ending(sandbox, f"{CHANNEL}\nchannel().sendall(frames.encode({loaded}))\ntime.sleep(9)")
    assert told.reason == f"was not called: the notebook's code {NO_ANSWER}"


def test_a_forged_answer_in_the_right_form_is_an_answer_like_any_other(sandbox):
    assert value(sandbox, called(f"channel().sendall({forged()})\ntime.sleep(9)", CHANNEL)) == 1


def test_endless_valid_frames_are_not_read_to_their_end(sandbox):
    flood = "wire = channel()\nwhile True: wire.sendall(frames.encode({'batch': 0, 'outcomes': [], 'duration_s': 0.1}))"
    assert ending(sandbox, called(flood, CHANNEL)) == Ended(NO_ANSWER)


# odd objects


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("Liar()", Opaque("submission.Liar")),
        ("Silent()", Opaque("submission.Silent")),
        ("{Silent(): 1}", Opaque("dict")),
        ("Endless()", Raised(("TooLarge", "Exception", "BaseException"), "the returned value has more than 24 levels "
                             "or 20000 entries", "")),
        ("cyclic", Raised(("TooLarge", "Exception", "BaseException"), "the returned value has more than 24 levels "
                          "or 20000 entries", "")),
        ("[0] * 10**6", Raised(("TooLarge", "Exception", "BaseException"), "the returned value has more than 24 levels "
                               "or 20000 entries", "")),
        ("10**400", Raised(("TooLarge", "Exception", "BaseException"), "the returned value holds an integer of more "
                           "than 256 bits", "")),
        ("torch.zeros(1).expand(10**13)", Raised(("TooLarge", "Exception", "BaseException"), "the returned value holds "
                                                 "more than 2048 tensors or 60 MB of them", "")),
        ("torch.zeros(2, device='meta')", Opaque("meta tensor")),
        ("torch.eye(2).to_sparse()", Opaque("sparse tensor")),
        ("torch.quantize_per_tensor(torch.ones(2), 0.1, 0, torch.qint8)", Opaque("quantized tensor")),
        ("torch.nested.nested_tensor([torch.ones(1), torch.ones(2)])", Opaque("nested tensor")),
        ("{(0, 1): 1, None: 2, 3: 4}", {"(0, 1)": 1, "None": 2, 3: 4}),
        ("Text('text')", "text"),
        ("float('inf')", math.inf),
        ("'\\ud800'", "\ud800"),
    ],
    ids=lambda item: item if isinstance(item, str) else "",
)
def test_odd_objects_arrive_as_plain_values(sandbox, expression, expected):
    text = f"""
import torch
class Liar:
    __class__ = property(lambda self: torch.Tensor)
class Silent:
    def __repr__(self): raise ValueError
    __str__ = __repr__
class Text(str):
    def __str__(self): return "another text"
class Endless(list):
    def __iter__(self):
        while True: yield 1
cyclic = []
cyclic.append(cyclic)
def f(): return {expression}
"""
    seen = outcome(sandbox, text)
    assert (seen if isinstance(expected, Raised) else seen.value) == expected


def test_a_tensor_subclass_arrives_as_the_tensor_it_holds(sandbox):
    text = """
import torch
class Mine(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None): raise ValueError("no")
def f(): return torch.ones(2).as_subclass(Mine)
"""
    seen = value(sandbox, text)
    assert type(seen) is TensorSeen
    assert seen.values.tolist() == [1.0, 1.0]


def test_an_exception_that_cannot_be_printed_is_still_one(sandbox):
    seen = outcome(sandbox, "class Bad(Exception):\n    def __str__(self): raise Bad\ndef f(): raise Bad")
    assert seen == Raised(("Bad", "Exception", "BaseException"), "", "line 3 of cell f")


def test_answers_that_are_too_large_together_are_exceptions(sandbox):
    seen = observe(sandbox, "def f(): return [0] * 19_000", [ask()] * 3, [ask()])
    assert {outcome.types[0] for outcome in seen.answers[0].outcomes} == {"TooLarge"}
    assert isinstance(seen.answers[1].outcomes[0], Returned)


# surroundings


def test_the_child_s_surroundings_are_clean(sandbox):
    seen = value(sandbox, """
import os, sys
def f():
    return {"environ": dict(os.environ), "argv": sys.argv, "path": sys.path, "cwd": os.getcwd(),
            "home": os.path.expanduser("~"), "listing": os.listdir("."), "open": os.listdir("/proc/self/fd"),
            "ours": [name for name in sys.modules if name.startswith("autograder")]}
""")
    scratch = seen["cwd"]
    seen["environ"].pop("CUDA_VISIBLE_DEVICES", None)
    assert seen["environ"] == {
        "HOME": scratch, "TMPDIR": scratch, "PATH": "", "LANG": "C.UTF-8", "OMP_NUM_THREADS": "1"
    }
    assert seen["home"] == scratch
    assert seen["listing"] == []
    assert seen["argv"] == ["-c"]
    course = Path(__file__).parents[2]
    assert not any(Path(entry).resolve() == course for entry in seen["path"])
    assert "" not in seen["path"]
    assert len(seen["open"]) == 5  # three to /dev/null, the channel, and this listing
    judging = {"judge", "suite", "grading", "mismatch", "diagnosis"}
    assert not judging & {name.removeprefix("autograder.") for name in seen["ours"]}


@pytest.mark.parametrize("module", ["solutions.ch2_maml", "tests.ch2_maml", "grader_config"])
def test_the_course_cannot_be_imported(sandbox, module):
    assert outcome(sandbox, called(f"import {module}")).types[0] == "ModuleNotFoundError"


def test_one_submission_leaves_nothing_to_the_next(sandbox):
    text = "import sys, torch\ndef f():\n    seen = hasattr(torch, 'mark')\n    torch.mark = 1\n    return seen"
    assert [value(sandbox, text), value(sandbox, text)] == [False, False]


def test_a_daemon_is_gone_afterwards(sandbox):
    pid = value(sandbox, """
import os, time
def f():
    read, write = os.pipe()
    if not os.fork():
        os.setsid()
        if os.fork():
            os._exit(0)
        os.write(write, str(os.getpid()).encode())
        time.sleep(600)
    return int(os.read(read, 20))
""")
    assert not psutil.pid_exists(pid)


def test_many_generations_of_daemons_are_gone_afterwards(sandbox):
    observe(sandbox, called("for _ in range(20):\n    if not os.fork():\n        os.setsid()\n        os.fork()\n"
                            "        time.sleep(600)\nreturn 1", "import os, time"))
    assert psutil.Process(sandbox._process.pid).children(recursive=True) == []


LOCKED = """
import os
def f():
    os.makedirs("locked/inside")
    open("locked/inside/file", "w").close()
    os.symlink("/", "locked/link")
    os.chmod("locked/inside", 0)
    os.chmod("locked", 0)
    for _ in range(50):
        os.mkdir("deep")
        os.chdir("deep")
    return 1
"""


def test_the_scratch_folder_is_removed_whatever_is_in_it(sandbox):
    assert value(sandbox, LOCKED) == 1
    assert os.listdir(sandbox._scratch.name) == []


@pytest.fixture
def shared():
    """A folder that every user may write to, in memory where that can be: a thousand folders on a disk take long."""
    folder = Path("/dev/shm" if Path("/dev/shm").is_dir() else "/tmp") / f"autograder-test-{os.getpid()}"
    folder.mkdir()
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


def test_a_folder_is_removed_however_deep_it_is(shared):
    here = os.open(".", os.O_RDONLY)
    (shared / "scratch").mkdir()
    os.chdir(shared / "scratch")
    for _ in range(1_500):
        os.mkdir("deep")
        os.chdir("deep")
    os.fchdir(here)
    os.close(here)
    remove_tree(shared / "scratch")
    assert not any(shared.iterdir())


def test_a_locked_folder_is_removed_by_a_plain_user_too(shared):
    """Root may do everything, so a child of this process becomes nobody first."""
    pid = os.fork()
    if pid == 0:
        with suppress(PermissionError):
            os.setgid(65534)
            os.setuid(65534)
        folder = shared / "scratch"
        (folder / "locked" / "inside").mkdir(parents=True)
        (folder / "locked").chmod(0)
        remove_tree(folder)
        os._exit(int(folder.exists()))
    assert os.waitpid(pid, 0)[1] == 0


def test_removal_follows_no_link(tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "file").touch()
    (tmp_path / "scratch").mkdir()
    (tmp_path / "scratch" / "link").symlink_to(tmp_path / "kept")
    remove_tree(tmp_path / "scratch")
    assert not (tmp_path / "scratch").exists()
    assert (tmp_path / "kept" / "file").exists()


# the grader's own house


def test_four_threads_may_observe_at_once(sandbox):
    texts = [f"import os\ndef f(): return {n} if {n} % 3 else os._exit({n})" for n in range(12)]
    with ThreadPoolExecutor(4) as pool:
        answers = [seen.answers[0] for seen in pool.map(lambda text: observe(sandbox, text), texts)]
    for n, answer in enumerate(answers):
        if n % 3:
            assert answer.outcomes == (Returned(n),)
        else:
            assert answer.reason == f"ended the process (exit code {n}) before it had answered"


def test_nothing_is_left_open_or_running(sandbox):
    observe(sandbox, "def f(): return 1")
    grader, warm = psutil.Process(), psutil.Process(sandbox._process.pid)
    before = (grader.num_fds(), warm.num_fds(), len(grader.children(recursive=True)))
    for number in range(30):
        observe(sandbox, "def f(): return 1" if number % 2 else "import os; os._exit(1)")
    assert (grader.num_fds(), warm.num_fds(), len(grader.children(recursive=True))) == before
    assert warm.children() == []


def test_a_child_that_cannot_start_is_our_fault(sandbox, monkeypatch, tmp_path):
    monkeypatch.setattr(sandbox, "new_scratch", lambda: tmp_path / "missing")
    with pytest.raises(SandboxError, match="a child of the warm process did not start: FileNotFoundError"):
        observe(sandbox, "def f(): return 1")
    monkeypatch.undo()
    assert value(sandbox, "def f(): return 1") == 1


GIVEN = [Cell("numbers", "import time\nran_at = time.monotonic_ns()\nnumbers = [1]"),
         Cell("shift", "def shift(x): return x + len(numbers)")]


def test_given_cells_run_once_and_each_child_has_its_own_copy():
    with Sandbox(PROBES, LIMITS, GIVEN) as warm:
        text = "numbers.append(2)\ndef f(): return [ran_at, len(numbers), shift(1)]"
        first, second = value(warm, text), value(warm, text)
    assert first == second
    assert first[1:] == [2, 3]


def test_a_submission_replaces_a_given_name_for_given_code_too():
    with Sandbox(PROBES, LIMITS, GIVEN) as warm:
        assert value(warm, "numbers = []\ndef f(): return shift(1)") == 1


def test_a_given_cell_that_raises_is_told():
    told = pytest.raises(SandboxError, match="given cell 'data' raised FileNotFoundError: ")
    with Sandbox(PROBES, LIMITS, [Cell("data", "open('/nowhere/data')")]) as lame, told:
        observe(lame, "def f(): return 1")


def test_a_warm_process_that_cannot_start_is_told():
    before = psutil.Process().num_fds()
    with Sandbox({"probes": "oops"}, LIMITS) as lame:
        for _ in range(2):
            with pytest.raises(SandboxError, match="did not start: it ended with exit code 1: NameError: name 'oops'"):
                observe(lame, "def f(): return 1")
    assert psutil.Process().num_fds() == before


def test_a_warm_process_that_nobody_asks_ends_at_once():
    started = time.monotonic()
    with Sandbox(PROBES, LIMITS) as unasked:
        pass
    assert time.monotonic() - started < 1
    assert unasked._process.returncode == -signal.SIGKILL


def test_a_warm_process_that_is_killed_is_told():
    with Sandbox(PROBES, LIMITS) as mortal:
        assert value(mortal, "def f(): return 1") == 1
        killer = threading.Timer(0.5, os.kill, (mortal._process.pid, signal.SIGKILL))
        killer.start()
        with pytest.raises(SandboxError, match="the warm process was ended by SIGKILL; start the run again"):
            observe(mortal, called("time.sleep(2)", "import time"))
        with pytest.raises(SandboxError, match="the warm process was ended by SIGKILL"):
            observe(mortal, "def f(): return 1")
        assert os.listdir(mortal._scratch.name) == []
    assert not Path(mortal._scratch.name).exists()
