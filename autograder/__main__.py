"""`python -m autograder`: see `cli`."""

from autograder.cli import main

main()
