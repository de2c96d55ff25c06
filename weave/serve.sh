#!/bin/sh
# serve.sh FOLDER PORT: shows the pages in FOLDER to a browser on this machine; makes them again whenever a source is
# saved, and has the browser load them again when they are made. What is wrong with a source is said here.
set -eu
python3 weave/serve.py "$1" "$2" "$1/../weave/links" &
server=$!
trap 'kill $server 2>/dev/null' EXIT
trap 'exit 0' INT TERM
echo "http://localhost:$2/ (Ctrl-C ends it)"
# entr ends with 2 when a file has come or gone: it is then given the new list.
while kill -0 $server 2>/dev/null; do
    status=0
    find book.nw chapters weave tests/oracle -type f ! -name '.*' ! -name '*~' | entr -d -n -p make -s html || status=$?
    [ $status = 2 ] || exit $status
    make -s html || :
done
