"""The settings of the course: the one place for them. `python -m autograder verify` checks them."""

COURSE_ID = "learning_to_learn"
COURSE_TITLE = "Learning to Learn"

# where nbgrader collects submissions: <submitted>/<student>/<assignment>/<notebook>.ipynb
SUBMITTED_DIRECTORY = "submitted"
OUTPUT_DIRECTORY = "graded"

# grading
DEVICE = "cpu"  # or "cuda"
JOBS = 2  # submissions graded at the same time
SEED = None  # None draws new inputs for every run; a number repeats a run

# bounds on one submission
CHECK_TIMEOUT_S = 5
SUBMISSION_TIMEOUT_S = 120
MEMORY_MB = 2048
MAX_FILE_MB = 128
