#!/bin/sh
# Copies the store while the service runs, proves the copy by restoring it beside it, and keeps the last copies.
# usage: backup.sh FOLDER [COPIES]
# POLYNYA_DB names the store; POLYNYA_COMMAND how polynya is started, npx polynya unless told.
set -eu
folder=${1:?usage: backup.sh FOLDER [COPIES]}
copies=${2:-14}
polynya=${POLYNYA_COMMAND:-npx polynya}
copy="$folder/$(date -u +%F-%H%M%S).db"

$polynya backup "$copy"

# A copy that was never restored may be none.
drill=$(mktemp -d)
trap 'rm -rf "$drill"' EXIT
if ! { $polynya restore "$copy" --database "$drill/store.db" && $polynya verify "$drill/store.db"; }; then
  mv "$copy" "$copy.unfit"
  echo "The backup can not be restored: $copy.unfit" >&2
  exit 1
fi

# Older copies go only when the new one is good. Their names are dates, so they are in order.
cd "$folder"
for old in $(ls -1 ./*.db | head -n "-$copies"); do
  rm -- "$old"
done
