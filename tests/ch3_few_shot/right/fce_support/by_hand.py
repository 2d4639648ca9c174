"""Both directions written out with the parameters of the LSTM.

Gates in torch's order: input, forget, candidate, output.
"""

import torch


def fce_support(g, lstm):
    def run(rows, suffix):
        w_ih, w_hh, b_ih, b_hh = (
            getattr(lstm, f"{name}_l0{suffix}") for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        )
        h = c = torch.zeros_like(rows[0])
        states = []
        for row in rows:
            i, f, candidate, o = (w_ih @ row + b_ih + w_hh @ h + b_hh).chunk(4)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(candidate)
            h = torch.sigmoid(o) * torch.tanh(c)
            states.append(h)
        return states

    forward = run(list(g), "")
    backward = run(list(g.flip(0)), "_reverse")[::-1]
    return torch.stack(forward) + torch.stack(backward) + g
