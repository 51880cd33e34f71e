"""Prints what ONNX' own checker says of files, with its inference of shapes: a JSON object of texts by file, null for nothing.

usage: onnx_check.py FILE...
"""

import json
import sys

import onnx


def complaint(file):
    try:
        onnx.checker.check_model(file, full_check=True)
    except Exception as error:  # one file that fails must not hide what the others do
        return f'{type(error).__name__}: {error}'


json.dump({file: complaint(file) for file in sys.argv[1:]}, sys.stdout)
