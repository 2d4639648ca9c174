"""A course just large enough to test the engine: one short notebook."""

COURSE_ID = "tiny_course"
COURSE_TITLE = "Tiny Course"

SEED = 7
CHECK_TIMEOUT_S = 5
SUBMISSION_TIMEOUT_S = 20
MEMORY_MB = 256
