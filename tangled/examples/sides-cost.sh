# Generated from chapters/91-sides.nw by make tangle: do not edit. MIT licence.
# sides-cost: what nine attributes take, kept in three ways, on five Pythons.
# Part of Thirty-Five Pointers. MIT licence.
# Where slots is installed: sh sides-cost.sh
# It prints what tests/examples/sides-cost.txt holds.
slots cost --fixed 4 --dynamic 5 --abi lp64 --python 2.7,3.6,3.11,3.13.0,3.14
