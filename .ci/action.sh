#!/usr/bin/env bash
# What the action runs; its inputs come as environment variables, never as text of a script.
set -uo pipefail
arguments=(--format "${INPUT_FORMAT:-github}")
while IFS= read -r line; do
  [ -n "$line" ] && arguments+=(--schema "$line")
done <<<"${INPUT_SCHEMA:-}"
while IFS= read -r line; do
  [ -n "$line" ] && arguments+=(--ignore "$line")
done <<<"${INPUT_IGNORE:-}"
[ -n "${INPUT_BASELINE:-}" ] && arguments+=(--baseline "$INPUT_BASELINE")
[ -n "${INPUT_PHASE:-}" ] && arguments+=(--phase "$INPUT_PHASE")
[ -n "${INPUT_MAX_ERRORS:-}" ] && arguments+=(--max-errors "$INPUT_MAX_ERRORS")
[ -n "${INPUT_CATALOG:-}" ] && arguments+=(--catalog "$INPUT_CATALOG")
[ -n "${INPUT_CHANGED_SINCE:-}" ] && arguments+=(--changed-since "$INPUT_CHANGED_SINCE")
[ "${INPUT_CHECK_LINKS:-false}" = true ] && arguments+=(--check-links)
[ "${INPUT_WARN_ONLY:-false}" = true ] && arguments+=(--warn-only)
arguments+=(--)
while IFS= read -r line; do
  [ -n "$line" ] && arguments+=("$line")
done <<<"${INPUT_FILES:-tei}"
case "${INPUT_FORMAT:-github}" in
  github | text) tei-encoder validate "${arguments[@]}" ;;
  *) tei-encoder validate "${arguments[@]}" >"${INPUT_REPORT:-tei-validation-report}" ;;
esac
