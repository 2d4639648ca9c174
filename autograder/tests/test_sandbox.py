"""What a submission does in its child, the grader survives, and says."""

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
import torch

from autograder.course import Cell
from autograder.observation import Missing, Raised, Returned
from autograder.probing import Request
from autograder.sandbox.client import Batch, Sandbox
from autograder.sandbox.replies import Answered, Ended
from autograder.sandbox.warm import SandboxError, WarmProcess
from autograder.tests.sandboxing import HOG, LIMITS, PROBES, ask, called, ending, observe, outcome, value

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


def test_a_library_that_keeps_files_at_home_can_be_imported(sandbox, monkeypatch):
    monkeypatch.setattr(sandbox, "limits", replace(LIMITS, check_timeout_s=60.0, submission_timeout_s=60.0))
    text = "def f():\n    import matplotlib.pyplot as plt\n    plt.plot([1, 2])\n    return len(plt.gca().lines)"
    assert value(sandbox, text) == 1


def test_a_function_finds_its_own_text(sandbox):
    assert value(sandbox, "import inspect\ndef f():\n    return inspect.getsource(f)") == (
        "def f():\n    return inspect.getsource(f)")


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
        ("import faulthandler; faulthandler._stack_overflow()", "crashed the process (SIGSEGV)"),
        ("import os; os.closerange(0, 64)", "ended the process (exit code 1) before it had answered"),
        ("import os, time; os.closerange(0, 64); time.sleep(60)", "closed the channel on which its answers are read"),
    ],
    ids=["exit", "exit 0", "segfault", "abort", "kill", "real-time signal", "stack", "closed descriptors",
         "closed and asleep"],
)
def test_a_process_that_ends_is_told_apart(sandbox, body, reason):
    assert ending(sandbox, called(body)) == Ended(reason)


def test_a_process_that_ends_is_noticed_though_a_descendant_holds_the_channel(unfiltered):
    body = "import os, time\nif not os.fork(): time.sleep(60)\nos._exit(3)"
    assert ending(unfiltered, called(body)) == Ended("ended the process (exit code 3) before it had answered")


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


def test_every_answer_is_told_once_as_soon_as_it_is_there(sandbox, monkeypatch):
    monkeypatch.setattr(sandbox, "limits", replace(LIMITS, check_timeout_s=0.5))
    text = "def f(n):\n    while n == 1: pass\n    return n"
    batches = [Batch(name, [ask(n=n)]) for name, n in (("f", 1), ("g", 0), ("f", 1), ("g", 2), ("f", 0))]
    told = []
    seen = sandbox.observe([Cell("bad", "1 / 0"), Cell("f", text)], batches,
                           lambda *answer: told.append((time.monotonic(), *answer)))
    at, errors, numbers, answers = zip(*told, strict=True)
    assert sorted(numbers) == [0, 1, 2, 3, 4]
    assert [seen.answers[number] for number in numbers] == [*answers]
    assert all([*items] == ["bad"] for items in errors)
    assert at[numbers.index(2)] - at[numbers.index(1)] >= 0.5  # not only when the next one had run out of time


def test_of_a_replaced_child_the_errors_of_the_first_loading_are_told(sandbox):
    cells = [Cell("bad", "import os\nraise OSError(os.getpid())"),
             Cell("f", "def f(n):\n    if n == 0: os._exit(0)\n    return os.getpid()")]
    told = []
    seen = sandbox.observe(cells, [Batch("f", [ask(n=n)]) for n in range(2)],
                           lambda errors, *_: told.append(errors["bad"].message))
    [second] = seen.answers[1].outcomes
    assert told == [seen.cell_errors["bad"].message] * 2
    assert str(second.value) not in told


def test_every_batch_may_end_its_child(sandbox):
    seen = observe(sandbox, "import os\ndef f(n):\n    os._exit(n)", *([ask(n=n)] for n in range(4)))
    expected = [Ended(f"ended the process (exit code {n}) before it had answered") for n in range(4)]
    assert [*seen.answers] == expected


def test_in_a_dialogue_the_same_child_is_asked_again_and_one_that_has_died_replaced(sandbox):
    cells = [Cell("f", "import os\ncalls = []\ndef f(n):\n    if n == 0: os._exit(0)\n    calls.append(n)\n"
                       "    return calls")]
    with sandbox.dialogue(cells) as dialogue:
        answers = [dialogue.ask([Batch("f", [ask(n=n)])]).answers[0] for n in (1, 2, 0, 3)]
    assert [answer.outcomes for answer in (*answers[:2], answers[3])] == [(Returned([1]),), (Returned([1, 2]),),
                                                                         (Returned([3]),)]
    assert answers[2] == Ended("ended the process (exit code 0) before it had answered")


def test_in_a_dialogue_a_child_that_runs_out_of_time_is_ended_at_once(sandbox, monkeypatch):
    monkeypatch.setattr(sandbox, "limits", replace(LIMITS, check_timeout_s=0.5))
    with sandbox.dialogue([Cell("f", "def f():\n    while True: pass")]) as dialogue:
        assert dialogue.ask([Batch("f", [ask()])]).answers[0].is_timeout
        assert not psutil.Process(sandbox.warm.process.pid).children()


def test_a_dialogue_in_which_nothing_is_asked_needs_no_child(sandbox, monkeypatch):
    monkeypatch.setattr(sandbox.warm, "fork", lambda *_: pytest.fail("forked"))
    with sandbox.dialogue() as dialogue:
        assert dialogue.ask([]).answers == ()


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


def test_memory_is_limited(roomy):
    assert ending(roomy, called(HOG)) == Ended("used more than 100 MB of memory")


def test_memory_is_limited_while_the_cells_run(roomy):
    assert ending(roomy, HOG) == Ended("was not called: the notebook's code used more than 100 MB of memory")


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
    grader, warm = psutil.Process(), psutil.Process(sandbox.warm.process.pid)
    before = (grader.num_fds(), warm.num_fds(), len(grader.children(recursive=True)))
    for number in range(30):
        observe(sandbox, "def f(): return 1" if number % 2 else "import os; os._exit(1)")
    assert (grader.num_fds(), warm.num_fds(), len(grader.children(recursive=True))) == before
    assert warm.children() == []


def test_a_child_that_cannot_start_is_our_fault(sandbox, monkeypatch, tmp_path):
    monkeypatch.setattr(sandbox.warm, "new_scratch", lambda: tmp_path / "missing")
    with pytest.raises(SandboxError, match="a child of the warm process did not start: FileNotFoundError"):
        observe(sandbox, "def f(): return 1")
    monkeypatch.undo()
    assert value(sandbox, "def f(): return 1") == 1


GIVEN = [Cell("numbers", "import time\nran_at = time.monotonic_ns()\nnumbers = [1]"),
         Cell("shift", "def shift(x): return x + len(numbers)")]


def test_given_cells_run_once_and_each_child_has_its_own_copy():
    with Sandbox(WarmProcess(PROBES, LIMITS, GIVEN)) as warm:
        text = "numbers.append(2)\ndef f(): return [ran_at, len(numbers), shift(1)]"
        first, second = value(warm, text), value(warm, text)
    assert first == second
    assert first[1:] == [2, 3]


def test_a_submission_replaces_a_given_name_for_given_code_too():
    with Sandbox(WarmProcess(PROBES, LIMITS, GIVEN)) as warm:
        assert value(warm, "numbers = []\ndef f(): return shift(1)") == 1


def test_the_cells_of_a_batch_are_forgotten_after_it():
    count = "numbers = [1, 2, 3]\nhelper = 1\ndef f(): return shift(0)"
    look = "def f(): return 'helper' in globals(), shift(0)"
    batches = [Batch("a", [ask()], [Cell("count", count)]), Batch("b", [ask()], [Cell("look", look)]),
               Batch("c", [ask()], [Cell("bad", "1 / 0")]), Batch("d", [ask()])]
    with Sandbox(WarmProcess(PROBES, LIMITS, GIVEN)) as warm:
        seen = warm.observe([Cell("f", "def f(): return 'own', shift(0)")], batches)
    outcomes = [answer.outcomes for answer in seen.answers]
    assert outcomes == [(Returned(3),), (Returned([False, 1]),), (Returned(["own", 1]),), (Returned(["own", 1]),)]


def test_the_cells_of_a_batch_run_once_for_all_batches_that_follow_with_the_same():
    again, other = ([Cell(name, "calls = []\ndef f():\n    calls.append(1)\n    return len(calls)")] for name in "ab")
    batches = [Batch("a", [ask()], again), Batch("a", [ask()], again), Batch("b", [ask()], other),
               Batch("a", [ask()], again)]
    with Sandbox(WarmProcess(PROBES, LIMITS)) as warm:
        seen = warm.observe([], batches)
    assert [answer.outcomes for answer in seen.answers] == [(Returned(count),) for count in (1, 2, 1, 1)]


def test_a_given_cell_that_raises_is_told():
    told = pytest.raises(SandboxError, match="given cell 'data' raised FileNotFoundError: ")
    with Sandbox(WarmProcess(PROBES, LIMITS, [Cell("data", "open('/nowhere/data')")])) as lame, told:
        observe(lame, "def f(): return 1")


def test_a_warm_process_that_cannot_start_is_told():
    before = psutil.Process().num_fds()
    with Sandbox(WarmProcess({"probes": "oops"}, LIMITS)) as lame:
        for _ in range(2):
            with pytest.raises(SandboxError, match="did not start: it ended with exit code 1: NameError: name 'oops'"):
                observe(lame, "def f(): return 1")
    assert psutil.Process().num_fds() == before


def test_a_warm_process_that_nobody_asks_ends_at_once():
    started = time.monotonic()
    with Sandbox(WarmProcess(PROBES, LIMITS)) as unasked:
        pass
    assert time.monotonic() - started < 1
    assert unasked.warm.process.returncode == -signal.SIGKILL


def test_a_warm_process_ends_with_the_outermost_of_those_that_use_it():
    with WarmProcess(PROBES, LIMITS) as warm:
        for _ in range(2):
            with Sandbox(warm) as sandbox:
                assert value(sandbox, "def f(): return 1") == 1
        assert warm.process.poll() is None
    assert warm.process.poll() is not None


def test_a_warm_process_that_is_killed_is_told():
    with Sandbox(WarmProcess(PROBES, LIMITS)) as mortal:
        assert value(mortal, "def f(): return 1") == 1
        killer = threading.Timer(0.5, os.kill, (mortal.warm.process.pid, signal.SIGKILL))
        killer.start()
        with pytest.raises(SandboxError, match="the warm process was ended by SIGKILL; start the run again"):
            observe(mortal, called("time.sleep(2)", "import time"))
        with pytest.raises(SandboxError, match="the warm process was ended by SIGKILL"):
            observe(mortal, "def f(): return 1")
        assert os.listdir(mortal.warm.scratch.name) == []
    assert not Path(mortal.warm.scratch.name).exists()


@pytest.mark.parametrize(("device", "at_once"), [("cpu", 4), ("cuda", 1)])
def test_on_a_gpu_one_submission_runs_at_a_time(device, at_once, monkeypatch):
    inside, most, barrier = [], [], threading.Barrier(at_once, timeout=20)

    class Counting:
        def __init__(self, *_):
            inside.append(self)
            most.append(len(inside))

        def __enter__(self):
            return self

        def __exit__(self, *_):
            inside.remove(self)

        def load(self, *_):
            barrier.wait()  # all of those that may be inside are
            return Ended("was not called")

    monkeypatch.setattr("autograder.sandbox.client.Child", Counting)
    warm = Sandbox(WarmProcess(PROBES, LIMITS, device=device))
    monkeypatch.setattr(warm, "_wait_until_warm", lambda: None)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: observe(warm, "def f(): return 1"), range(4)))
    assert max(most) == at_once
