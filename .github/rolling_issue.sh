#!/usr/bin/env bash
# rolling_issue.sh FILE : one issue for publishers that fail. FILE says what is wrong; an empty one closes the issue.
set -euo pipefail
label=publishers
gh label create "$label" --description "Publishers whose figures could not be renewed" --force >/dev/null
number=$(gh issue list --label "$label" --state open --limit 1 --json number --jq '.[0].number // empty')
if [ -s "$1" ]; then
  if [ -n "$number" ]; then
    gh issue edit "$number" --body-file "$1"
  else
    gh issue create --title "Official figures that could not be renewed" --label "$label" --body-file "$1"
  fi
elif [ -n "$number" ]; then
  gh issue close "$number" --comment "Every publisher answered, and every figure passed."
fi
