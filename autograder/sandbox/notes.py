"""What a student is told about functions of torch that a confined child replaces."""

NOTES = {
    "workers": "DataLoader(num_workers=...) loaded its batches in one process: a submission may start no other",
    "compile": "torch.compile(...) left its function as it was: a submission may run no compiler",
}
