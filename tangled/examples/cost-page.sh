# Generated from chapters/91-cost.nw by make tangle: do not edit. MIT licence.
# cost-page: what four slots and a dictionary save for a class of nine attributes.
# Part of Thirty-Five Pointers. MIT licence.
# Where slots is installed: sh cost-page.sh
# It prints what tests/examples/cost-page.txt holds.
slots cost --fixed 4 --dynamic 5 --abi lp64
