#!/usr/bin/env bash
# Runs the known pairs and ends with status 1 where a floor is broken or a measure fell behind the committed baseline.
#
#   eval/gate.sh CASEBOOK FOLDER            the sample beside the rivals; the real reviews where they are
#   eval/gate.sh CASEBOOK FOLDER "because"  makes what is measured the new baseline, and says why in its file
#
# CASEBOOK: the command. FOLDER: where the libraries are made.
set -euo pipefail
casebook=$1 folder=$2 because=${3:-}
here=$(cd "$(dirname "$0")" && pwd)
real=$here/../../shared/reviews

measure() { # name of the dataset, folder of the reviews, further options
    local name=$1 reviews=$2
    shift 2
    "$casebook" --library "$folder/$name" add "$reviews" | tail -n 1
    if [ -n "$because" ]; then
        local run
        run=$("$casebook" --library "$folder/$name" eval run "$here/datasets/$name.jsonl" --quick --floors /dev/null |
            sed -n 's/^Run file: //p')
        "$casebook" eval baseline "$run" --because "$because"
    else
        "$casebook" --library "$folder/$name" eval run "$here/datasets/$name.jsonl" "$@" --against "$here/baseline/$name.json"
    fi
}

measure sample "$here/../sample/reviews"
if [ -d "$real" ]; then measure real "$real" --quick; fi
