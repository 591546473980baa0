"""What is measured, and against what. `python -m benchmarks` runs all of it, `python -m benchmarks answer` one subject.

Times differ from machine to machine and from minute to minute, so what can be is told as a share of a floor: the least
that Python can do for the same work, measured in the same run, window by window in turn. Goals are not gates. It asks
Linux for what processes used.
"""
