# Generated from chapters/99-series.nw by make tangle: do not edit. MIT licence.
height = 340
set terminal svg size width, height font "Inconsolata,12"
set bmargin at screen 44.0 / height
set tmargin at screen 316.0 / height
set logscale y 2
set xrange [0:44]
set yrange [32:4096]
set xtics 5
set label 1 "bytes" at screen 1.0 / width, 332.0 / height
set label 2 "attributes" at screen 334.0 / width, 7.0 / height right
plot data using 1:2 with steps linecolor rgb plain linewidth 2, \
     data using 1:3 with steps linecolor rgb older linewidth 2 dashtype (6, 3), \
     data using 1:4 with steps linecolor rgb newer linewidth 2, \
     data using 1:5 with steps linecolor rgb newest linewidth 2 dashtype (2, 2), \
     data using 1:6 with steps linecolor rgb slots linewidth 2, \
     data every ::8::8 using 1:2:("2.7") \
         with labels left offset 0, 0.7, \
     data every ::12::12 using 1:3:("3.6") \
         with labels left offset 0, 0.7, \
     data every ::30::30 using 1:4:("3.12") \
         with labels left offset 0.3, 0.7, \
     data every ::40::40 using 1:5:("3.15") \
         with labels right offset 0, -0.8, \
     data every ::24::24 using 1:6:("all in slots, 3.15") \
         with labels left offset 0, -0.9
