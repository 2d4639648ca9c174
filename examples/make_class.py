"""Write the sample class: the release notebooks as nine invented students would hand them in.

    python examples/make_class.py        writes examples/submitted/<student>/<assignment>/<assignment>.ipynb

Their answers come from the course's own banks of right and wrong answers; what happened to their files is below.
"""

import json
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
Cells = list[dict[str, Any]]

# what each student answered, as a file of the bank or a letter; a stub where nothing is named
ANSWERS: dict[str, dict[str, str]] = {
    "ada": {
        "maml_meta_loss": "right/func_grad", "maml_grad_hvp": "right/double_backward",
        "fomaml_grads": "right/func_grad", "reptile_update": "right/lerp", "meta_test": "right/functional_call",
        "sgd_update": "right/tree_map",
        "msl_weights": "right/increments", "multi_step_loss": "right/recursion", "lslr_update": "right/unbind",
        "split_classes": "right/numpy_generator", "nearest_neighbour_predict": "right/cdist_and_similarity",
        "mean_ci95": "right/statistics_module", "sinusoid_task": "right/one_draw",
        "memory_read": "right/scaled_attention", "q_interval": "d", "q_leak": "c", "q_family": "b", "q_worth": "a",
        "sample_episode": "right/plain_python", "inner_loop": "right/func_grad",
        "pairwise_sq_dists": "right/einsum", "grad_reverse": "right/function_with_ctx", "kd_loss": "right/loops",
    },
    "ben": {
        "maml_meta_loss": "wrong/first_order", "maml_grad_hvp": "wrong/blocks_only",
        "fomaml_grads": "wrong/gradient_at_the_start", "reptile_update": "wrong/first_task_only",
        "meta_test": "wrong/adapts_the_model_itself", "sgd_update": "wrong/in_place",
        "msl_weights": "wrong/always_uniform", "multi_step_loss": "wrong/last_loss_only",
        "lslr_update": "wrong/always_the_first_rate",
        "split_classes": "wrong/splits_samples", "nearest_neighbour_predict": "wrong/row_positions",
        "mean_ci95": "wrong/standard_error", "sinusoid_task": "wrong/new_phase_for_the_query",
        "memory_read": "wrong/softmax_over_keys", "q_interval": "a", "q_leak": "b", "q_family": "c", "q_worth": "d",
        "sample_episode": "wrong/query_overlaps_support", "inner_loop": "wrong/no_create_graph",
        "pairwise_sq_dists": "wrong/mean_over_features", "grad_reverse": "wrong/hook_on_x",
        "kd_loss": "wrong/no_t_squared",
    },
    "chloe": {
        "split_classes": "right/plain_python", "mean_ci95": "right/plain_loops", "q_interval": "d",
        "sample_episode": "right/recursion", "pairwise_sq_dists": "right/vmap",
    },
    "dmitri": {
        "maml_meta_loss": "right/autograd_grad", "fomaml_grads": "right/identity_path",
        "reptile_update": "right/running_mean", "meta_test": "right/deepcopy_and_sgd",
        "split_classes": "right/random_keys", "nearest_neighbour_predict": "right/running_best",
        "mean_ci95": "right/welford", "sinusoid_task": "right/addition_theorem",
        "memory_read": "right/cosine_similarity", "q_interval": "d", "q_leak": "c", "q_family": "b", "q_worth": "a",
        "sample_episode": "right/random_keys", "inner_loop": "right/recursion",
        "pairwise_sq_dists": "right/double_loop", "grad_reverse": "right/hook_on_clone",
        "kd_loss": "right/loss_modules",
    },
    "elif": {
        "split_classes": "wrong/unsorted_parts", "nearest_neighbour_predict": "right/plain_python",
        "mean_ci95": "wrong/population_std", "q_leak": "c", "q_worth": "c",
        "sample_episode": "wrong/sorted_classes", "inner_loop": "right/autograd_grad",
        "pairwise_sq_dists": "wrong/transposed", "grad_reverse": "right/closure_function",
        "kd_loss": "wrong/reversed_divergence",
    },
    "farid": {
        "split_classes": "right/random_keys", "nearest_neighbour_predict": "wrong/dot_product",
        "mean_ci95": "right/numpy_ddof", "memory_read": "wrong/dot_product", "q_family": "b",
        "sample_episode": "right/one_walk", "inner_loop": "right/autograd_grad",
        "pairwise_sq_dists": "wrong/euclidean_distance",
        "grad_reverse": "wrong/forgets_the_sign", "kd_loss": "right/matrix_product",
    },
    "grace": {
        "maml_meta_loss": "wrong/carries_adapted_params", "fomaml_grads": "right/optimizer_on_copies",
        "split_classes": "right/one_class_at_a_time", "nearest_neighbour_predict": "right/vmap_one_query",
        "mean_ci95": "wrong/t_quantile", "sinusoid_task": "wrong/amplitude_from_zero",
        "sample_episode": "right/trial_and_error", "inner_loop": "wrong/single_step",
        "pairwise_sq_dists": "right/mse_sum", "grad_reverse": "right/module", "kd_loss": "wrong/alpha_swapped",
    },
    "hiro": {
        "maml_meta_loss": "wrong/adapts_to_the_query_set", "fomaml_grads": "wrong/half_squared_error",
        "reptile_update": "wrong/in_place", "meta_test": "wrong/leaves_gradients", "sgd_update": "wrong/no_grad",
        "split_classes": "wrong/seeds_the_global_state", "nearest_neighbour_predict": "wrong/class_means",
        "mean_ci95": "right/covariance", "sinusoid_task": "wrong/same_inputs_on_both_sides",
        "memory_read": "wrong/beta_after_the_softmax", "q_interval": "b", "q_leak": "c",
        "sample_episode": "wrong/global_random_state", "inner_loop": "wrong/overwrites_params",
        "pairwise_sq_dists": "wrong/no_grad", "grad_reverse": "right/algebra_with_detach",
        "kd_loss": "wrong/softmax_over_the_batch",
    },
    "ines": {
        "split_classes": "wrong/no_error", "mean_ci95": "wrong/half_width_first", "q_worth": "a",
        "sample_episode": "wrong/short_episode", "inner_loop": "wrong/sum_of_squares",
    },
}


def main() -> None:
    """Write the notebook of every student for every assignment."""
    for path in sorted((ROOT / "release").glob("*/*.ipynb")):
        for student, answers in ANSWERS.items():
            target = ROOT / "examples" / "submitted" / student / path.stem / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(handed_in(student, path, answers), encoding="utf-8")


def handed_in(student: str, release: Path, answers: Mapping[str, str]) -> str:
    """The text of one student's notebook."""
    notebook = json.loads(release.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["id"] in answers:
            cell["source"] = _lines(_answer(release.stem, cell["id"], answers[cell["id"]]))
    if student in DAMAGE:
        DAMAGE[student](notebook["cells"])
    text = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
    return text[:text.index('"id": "check_')] if student == "grace" else text  # an upload that broke off


def _answer(assignment: str, exercise: str, name: str) -> str:
    """A choice, or a filed answer without its docstring, which would tell the student's mistake."""
    if "/" not in name:
        return f'{exercise} = "{name}"'
    kind, stem = name.split("/")
    text = (ROOT / "tests" / assignment / kind / exercise / f"{stem}.py").read_text(encoding="utf-8")
    return re.sub(r'\A""".*?"""\s*', "", text, flags=re.DOTALL).rstrip()


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _code(text: str) -> dict[str, Any]:
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": _lines(text)}


def _worked_in_colab(cells: Cells) -> None:
    """All metadata is gone, and there are shell commands, magics and a plot."""
    for cell in cells:
        cell["metadata"] = {}
        cell.pop("id")
    cells.insert(0, _code("!pip install torch\n%matplotlib inline"))
    cells.append(_code("plt.plot([0, 1], [0, 1])\nfor epoch in range(10**9):\n    pass"))


def _left_a_bracket_open(cells: Cells) -> None:
    for cell in cells:
        if cell["id"] == "pairwise_sq_dists":
            cell["source"] = _lines("".join(cell["source"]).replace("return ", "return (", 1))


def _loops_for_ever(cells: Cells) -> None:
    for cell in cells:
        if cell["id"] == "inner_loop":
            text = "".join(cell["source"])
            cell["source"] = _lines(text.replace("    return ", "    while True:\n        pass\n    return "))


def _copied_a_cell(cells: Cells) -> None:
    cells += [dict(cell) for cell in cells if cell["id"] in ("inner_loop", "kd_loss")]


def _ends_the_process(cells: Cells) -> None:
    for cell in cells:
        if cell["id"] == "grad_reverse":
            cell["source"] = _lines("import os\n\n\ndef grad_reverse(x, lam):\n    os._exit(0)")


DAMAGE: dict[str, Callable[[Cells], None]] = {
    "dmitri": _worked_in_colab,
    "elif": _left_a_bracket_open,
    "farid": _loops_for_ever,
    "hiro": _copied_a_cell,
    "ines": _ends_the_process,
}

if __name__ == "__main__":
    sys.exit(main())
