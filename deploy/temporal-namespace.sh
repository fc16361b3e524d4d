#!/bin/sh
# Makes the namespace, with a month of history, and our search attributes. Safe to repeat.
set -eu
temporal operator namespace describe -n default >/dev/null 2>&1 \
    || temporal operator namespace create -n default --retention 720h
temporal operator namespace update -n default --retention 720h
for attribute in StudioJob:Keyword StudioTenant:Keyword StudioProvider:Keyword StudioPhase:Keyword StudioCredits:Int; do
    temporal operator search-attribute create --namespace default --name "${attribute%%:*}" --type "${attribute##*:}" \
        || true                                                              # registered before
done
