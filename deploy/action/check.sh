#!/usr/bin/env bash
# The step of action.yml. It writes the findings to a file, and ends with the exit code of “polynya check”: 3 when there
# are findings of the severity that fails.
set -uo pipefail
shopt -s globstar
# The words of the command and the files are divided by white space; the files may be patterns such as **/*.xlf.
# shellcheck disable=SC2086
$POLYNYA_COMMAND check --sarif --no-progress --fail-on "$POLYNYA_FAIL_ON" -- $POLYNYA_FILES >"$POLYNYA_SARIF"
code=$?
# A service that did not answer leaves an empty file, which nobody can upload.
[ -s "$POLYNYA_SARIF" ] || rm -f "$POLYNYA_SARIF"
{
  echo "sarif=$POLYNYA_SARIF"
  echo "exit-code=$code"
} >>"${GITHUB_OUTPUT:-/dev/null}"
exit "$code"
