"""The untrusted side: run a submission's cells, then the probes on its functions, and send what was seen."""

import json
import linecache
import os
import socket
import sys
import time
from collections.abc import Mapping
from types import ModuleType
from typing import Any, BinaryIO

from autograder import probing
from autograder.observation import Raised, TooLarge
from autograder.probing import Probe, Request, Solution
from autograder.sandbox import attempts, frames


def main(reply_fd: int, probes: Mapping[str, Probe], module: ModuleType, device: str, stand_ins: set[str]) -> None:
    """Read a job from the socket; send a frame when ready, one after loading and one for each batch; do so for more
    batches until nobody sends any; end.

    `stand_ins`: fills with what of torch was replaced for the submission.
    """
    channel = socket.socket(fileno=reply_fd)
    orders = channel.makefile("rb")
    job = _receive(orders)
    if "closed" in job:
        send(channel, _try(reply_fd, job["closed"], device))
        os._exit(0)
    send(channel, {"ready": True})
    send(channel, {"loaded": load(module, job["cells"]), "stand_ins": sorted(stand_ins)})
    solution, before = Solution(vars(module)), dict(vars(module))
    cells: list[list[str]] = []
    while job:
        for number, batch in enumerate(job["batches"]):
            started = time.perf_counter()
            if batch["cells"] != cells:
                vars(module).clear()
                vars(module).update(before)
                load(module, cells := batch["cells"])
            outcomes = [_observe(Request(**request), solution, probes, device) for request in batch["requests"]]
            seconds = time.perf_counter() - started
            send(channel, {"batch": number, "outcomes": outcomes, "duration_s": seconds,
                           "stand_ins": sorted(stand_ins)})
        job = _receive(orders)
    os._exit(0)


def _try(reply_fd: int, closed: list[str], device: str) -> dict[str, Any]:
    """What is forbidden and works nevertheless; a fault where the device does not work in here."""
    import torch

    try:
        torch.zeros(1, device=device)
    except Exception as error:
        return {"fault": f"a confined process cannot use {device}: {type(error).__name__}: {error}"[:500]}
    return {"ready": True, "succeeded": attempts.succeeded(attempts.Place(reply_fd, os.getppid(), closed))}


def new_module() -> ModuleType:
    """The module in which a submission's cells run; dataclasses look for it among the imported ones."""
    sys.modules["submission"] = module = ModuleType("submission")
    return module


def load(module: ModuleType, cells: list[list[str]]) -> list[dict[str, Any]]:
    """Execute (name, text) cells in a module; a cell that raises is reported and the next one runs."""
    errors = []
    for name, text in cells:
        file = f"<cell {name}>"
        # as in a notebook, inspect and torch.jit.script find the text of a function
        linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
        try:
            exec(compile(text, file, "exec"), vars(module))
        except BaseException as error:  # also SystemExit: the cell ends, the submission does not
            errors.append({"cell": name, **frames.pack_outcome(probing.raised(error))})
    return errors


def _observe(request: Request, solution: Solution, probes: Mapping[str, Probe], device: str) -> dict[str, Any]:
    try:
        return frames.pack_outcome(probing.run(request, solution, probes, device))
    except BaseException as error:  # SystemExit and KeyboardInterrupt are the submission's as well
        return frames.pack_outcome(probing.raised(error))


def send(channel: socket.socket, message: dict[str, Any]) -> None:
    """Send a frame; outcomes that do not fit into one become exceptions."""
    try:
        frame = frames.encode(message)
    except Exception as error:
        reason = frames.pack_outcome(Raised((TooLarge.__name__, "Exception"), str(error)[:200]))
        message["outcomes"] = [reason for _ in message.get("outcomes", [])]
        frame = frames.encode(message)
    channel.sendall(frame)


def _receive(orders: BinaryIO) -> Any:
    """What the grader sends, which is trusted and may be large; nothing once it has closed the channel."""
    return json.loads(orders.read(int.from_bytes(orders.read(frames.JOB_LENGTH_BYTES), "big")) or "null")
