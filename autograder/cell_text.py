"""Find the Python in the text of a student's cell, whatever else is in it."""

import ast
import re
import textwrap
import unicodedata
import warnings
from collections.abc import Iterator

FILE = "<student>"
MAX_MAGICS = 100
MAX_REPARSED = 2_000_000  # characters

FOREIGN = re.compile(
    r"\s*%%(?:!|(?:bash|cmd|html|javascript|js|latex|markdown|perl|ruby|script|sh|svg|sx|system|"
    r"(?:write)?file (?!.*\.py\s*$))\b)",
    re.IGNORECASE | re.MULTILINE,
)
MAGIC = re.compile(r"\s*(?:[%!?,;/]|[\w., ]+=\s*[%!]|[\w.*]+\?{1,2}\s*$)")
TIMED = re.compile(r"\s*%time\s+(?=\S)")
PROMPT = re.compile(r"^[ \t]*(?:>>>|\.\.\.)(?: |$)", re.MULTILINE)
# null bytes, marks of direction and other characters without a picture; and spaces that are none to Python
INVISIBLE = {code: " " if kind == "Zs" else None for code in range(0x10000)
             if (kind := unicodedata.category(chr(code))) in ("Cf", "Zs") or code == 0}
BLOCK_START = re.compile(r"^(?<!\\\n)(?=[^\s#])(?!(?:else|elif|except|finally)\b)", re.MULTILINE)
DECORATED = re.compile(r"^(?:async|class|def)\b", re.MULTILINE)
UNFINISHED = re.compile(r"never closed|triple-quoted|unexpected EOF")
DEFINED = re.compile(r"^[ \t]*(?:async[ \t]+)?def[ \t]+(\w+)", re.MULTILINE)

Tree = ast.Module | Exception

# Python's own advice about a student's code would reach the instructor, who cannot change it
warnings.filterwarnings("ignore", module=re.escape(FILE))


def pieces(text: str) -> Iterator[tuple[int, str, Tree]]:
    """First line, text and tree: of the whole if it is sound, else of each block, with the error for a tree.

    Magics and shell commands are replaced by `pass`, cells in other languages left out.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not FOREIGN.match(text):
        yield from _pieces(_without_prompts(text))


def without_invisible(text: str) -> str:
    """The text without the characters that copying from a page leaves, if they make it unreadable."""
    return text if isinstance(parsed(text), ast.Module) else text.translate(INVISIBLE)


def parsed(text: str) -> Tree:
    """The syntax tree, or why there is none: no text of a student's may end the grading."""
    try:
        return ast.parse(text, FILE)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return error


def functions_in(text: str) -> tuple[str, ...]:
    """The names of the functions whose definitions begin in the text, which may be broken."""
    return tuple(dict.fromkeys(DEFINED.findall(text)))


def _without_prompts(text: str) -> str:
    """Undo what IPython undoes as well: indentation of the whole cell, `>>> ` before the lines."""
    for candidate in (text, PROMPT.sub("", text)):
        if isinstance(parsed(candidate), ast.Module):
            return candidate
    return textwrap.dedent(text)


def _pieces(text: str) -> Iterator[tuple[int, str, Tree]]:
    """First line, text and tree: of the whole if it is sound, else block by block."""
    whole = parsed(text)
    if isinstance(whole, ast.Module):
        yield 1, text, whole
        return
    blocks, at, line, room = _blocks(text), 0, 1, MAX_REPARSED
    while at < len(blocks):
        count, piece, tree, room = _joined(blocks, at, room)
        yield line, piece, tree
        line += piece.count("\n")
        at += count


def _blocks(text: str) -> list[str]:
    """Cut where a line begins at the margin."""
    blocks = list(filter(None, BLOCK_START.split(text)))
    return [textwrap.dedent(blocks[0]), *blocks[1:]] if blocks else []


def _joined(blocks: list[str], at: int, room: int) -> tuple[int, str, Tree, int]:
    """How many blocks make sound code together, as a string over several does (else 1); text, tree, room."""
    text, first = "", None
    for end in range(at, len(blocks)):
        text += blocks[end]
        room -= len(text)
        piece, tree = _without_magics(text)
        if isinstance(tree, ast.Module):
            return end + 1 - at, piece, tree, room
        first = first or (piece, tree)
        is_decorator = text.startswith("@") and not DECORATED.search(text)
        is_unfinished = isinstance(tree, SyntaxError) and UNFINISHED.search(tree.msg)
        if room < 0 or not (is_decorator or is_unfinished):
            break
    assert first is not None
    return 1, *first, room


def _without_magics(text: str) -> tuple[str, Tree]:
    """Replace lines that only IPython understands by `pass`; the parser tells where the first of them is.

    A line that begins with % may also continue a sum in brackets, so the look of a line is not enough.
    """
    lines = text.split("\n")
    for _ in range(min(MAX_MAGICS, 1 + MAX_REPARSED // (1 + len(text)))):
        tree = parsed("\n".join(lines))
        at = (tree.lineno or 0) - 1 if isinstance(tree, SyntaxError) else -1
        if not 0 <= at < len(lines) or not MAGIC.match(lines[at]):
            break
        indent = lines[at][:len(lines[at]) - len(lines[at].lstrip())]
        if TIMED.match(lines[at]):
            lines[at] = indent + TIMED.sub("", lines[at])
        else:
            is_continued = lines[at].endswith("\\")
            lines[at] = indent + "pass"
            while is_continued and at + 1 < len(lines):
                at += 1
                is_continued, lines[at] = lines[at].endswith("\\"), ""
    return "\n".join(lines), tree
