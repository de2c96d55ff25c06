# Generated from chapters/99-series.nw by make tangle: do not edit. MIT licence.
height = 617
set terminal svg size width, height font "Inconsolata,12"
set logscale y 2
set xrange [-0.4:10.4]
do for [i = 0:1] {
    set style line 3 * i + 1 linecolor rgb plain linewidth 2 \
        pointtype 7 pointsize 0.4
    set style line 3 * i + 2 linecolor rgb hybrid linewidth 2 \
        pointtype 7 pointsize 0.4
    set style line 3 * i + 3 linecolor rgb slots linewidth 2 \
        pointtype 7 pointsize 0.4
}
do for [i = 4:6] {
    set style line i dashtype (6, 3)
}
array ways[3] = ["no slots", "all but one", "all in slots"]
array from[3] = [1, 100, 220]
do for [i = 1:3] {
    y = (height - 14.0) / height
    set arrow i from screen from[i] / (width + 0.0), y \
        rto screen 18.0 / width, 0 nohead linestyle i
    set label i + 3 ways[i] at screen (from[i] + 23.0) / width, y
}
array counts[3] = ["5 attributes", "12 attributes", "31 attributes"]
array lowest[3] = [32, 32, 64]
array highest[3] = [512, 2048, 4096]
set multiplot
do for [i = 1:3] {
    high = height - 52.0 - 196 * (i - 1)
    set bmargin at screen (high - 148) / height
    set tmargin at screen high / height
    set yrange [lowest[i]:highest[i]]
    set label 1 counts[i] at screen 44.0 / width, (high + 12) / height
    set label 2 "bytes" at screen 1.0 / width, (high + 12) / height
    set label 3 "dashed: ILP32" at screen 334.0 / width, (high + 12) / height right
    wide_plain = 3 * i
    wide_hybrid = 3 * i + 1
    wide_slots = 3 * i + 2
    narrow_plain = 3 * i + 9
    narrow_hybrid = 3 * i + 10
    narrow_slots = 3 * i + 11
    plot data using 1:narrow_plain with linespoints linestyle 4, \
         data using 1:narrow_hybrid with linespoints linestyle 5, \
         data using 1:narrow_slots with linespoints linestyle 6, \
         data using 1:wide_plain:xticlabels(2) with linespoints linestyle 1, \
         data using 1:wide_hybrid with linespoints linestyle 2, \
         data using 1:wide_slots with linespoints linestyle 3
    unset label
    unset arrow
}
unset multiplot
