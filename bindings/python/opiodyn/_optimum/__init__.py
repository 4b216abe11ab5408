"""This room is the call `optimum`: the best dosing over several variables."""
