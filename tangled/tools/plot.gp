# Generated from chapters/99-series.nw by make tangle: do not edit. MIT licence.
width = 344
set datafile separator tab
set datafile columnheaders
set datafile missing "-"
unset key
set border 0
set tics scale 0
grid = "#bbbbbb"
plain = "#aa3377"
hybrid = "#228833"
slots = "#4477aa"
older = "#cc3311"
newer = "#009988"
newest = "#222222"
set lmargin at screen 44.0 / width
set rmargin at screen 334.0 / width
set grid ytics linetype 1 linecolor rgb grid linewidth 1
