"""Turn the concept questions of an assignment into suites: one check each, and an explanation for each choice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from autograder import probing

HINT = ('the answer is a letter in quotes, as in {name} = "x"; if it is not the right one, read the section again, '
        "and say of each choice why it holds or does not")


@dataclass(frozen=True)
class Question:
    """One choice out of several: the letter that is right, and what a student is told for each letter."""

    name: str
    right: str
    feedback: Mapping[str, str]
    points: int = 1

    @property
    def fault(self) -> str:
        """Why this question cannot be asked, if it cannot."""
        letters = [letter for letter in self.feedback if len(letter) == 1 and letter.islower()]
        if len(letters) != len(self.feedback) or len(letters) < 2:
            return "the keys of feedback must be two or more lower-case letters"
        if self.right not in letters:
            return f"right={self.right!r} is none of the letters {', '.join(letters)}"
        if empty := [letter for letter in letters if not self.feedback[letter].strip()]:
            return f"choice {empty[0]!r} has no feedback: say why it holds or does not"
        return "" if type(self.points) is int and self.points > 0 else f"points={self.points!r} must be above 0"

    def check(self) -> Callable[..., str]:
        """The check of this question: it returns the explanation of the right choice."""

        def test_choice(observe: Callable[..., list[tuple[Any, Any]]]) -> str:
            [(seen, _)] = observe(probing.choice, cases=1, name=self.name)
            letter = seen.strip().strip("\"'().").lower()
            letters = ", ".join(f'"{item}"' for item in self.feedback)
            if letter not in self.feedback:  # no assert: pytest would add the values of this frame to the message
                raise AssertionError(f"{self.name} is {seen[:40]!r}: write one of {letters}, in quotes")
            if letter != self.right:
                raise AssertionError(f'{self.name} = "{letter}" is not right. {self.feedback[letter]}')
            return self.feedback[letter]

        return test_choice


def visible_check(question: Question) -> str:
    """The code of the cell that tells a student whether the answer can be read, not whether it is right."""
    letters = ", ".join(f'"{letter}"' for letter in question.feedback)
    return (f'assert str({question.name}).lower() in ({letters}), f"{question.name} is {{{question.name}!r}}: '
            f"write one of {letters.replace(chr(34), '')}, in quotes\"\n"
            f'print("{question.name}: your choice can be read; whether it is right, you see after grading")')
