#!/bin/sh
# The demonstration: ingest the sample collection, then ask. Usage: demo.sh CASEBOOK LIBRARY [QUESTION]
set -eu
casebook=$1
library=$2
question=${3:-}
here=$(dirname "$0")

ask() {
    printf '\n$ casebook ask "%s"\n\n' "$1"
    "$casebook" --library "$library" ask "$1"
}

printf '$ casebook add sample/reviews\n\n'
"$casebook" --library "$library" add "$here/reviews"

if [ -n "$question" ]; then
    ask "$question"
else
    ask "What do reviews say about domestic abuse warning letters?"
    ask "What was recommended about engaging fathers and partners?"
    ask "How have county lines gangs used vacant flats?"
fi

printf '\nTo go on with this library: export CASEBOOK_LIBRARY=%s; %s ask "..." or %s serve\n' "$library" "$casebook" "$casebook"
