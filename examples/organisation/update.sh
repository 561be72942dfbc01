#!/bin/sh
# What an engine runs in a whole clone of each repository; it proposes what this changes:
#
#     multi-gitter run ./update.sh --org acme --topic controller --fetch-depth 0 --branch update/controller \
#       --conflict-strategy replace --commit-message 'chore: update from create-kube-secure-controller'
#
# What waits for a person (a conflict, a file that somebody removed) ends it with another status than 0: multi-gitter then proposes
# nothing of that repository, and names it.
set -eu
preset=${PRESET:-"@acme/controller-preset@1.4.0"}

if grep -q '"create-kube-secure-controller"' .yo-rc.json 2>/dev/null; then
  exec create-kube-secure-controller update --preset "$preset"
fi
# Neither generated nor hardened before: the fixes that are safe.
exec create-kube-secure-controller harden --yes --preset "$preset"
