"""Build learn2learn's wheel from its published source, with its C files generated anew.

The C files in that release do not compile on Python 3.11 or later. pip can be told to regenerate them in
a requirements file, uv only on its command line: as a build backend, one requirements line serves both.
"""

import subprocess
import sys
from pathlib import Path


def build_wheel(wheel_directory: str, config_settings: object = None, metadata_directory: object = None) -> str:
    """Leave the wheel in `wheel_directory`; return its file name."""
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "learn2learn==0.2.0",
         "--config-settings=--build-option=build_ext", "--wheel-dir", wheel_directory],
        check=True,
    )
    return next(Path(wheel_directory).glob("learn2learn-*.whl")).name
