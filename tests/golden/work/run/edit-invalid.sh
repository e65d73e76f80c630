#!/bin/sh
# An editor that makes one mistake, and gives up when it is shown it.
grep -q three "$1" || sed -i 's/nodes: 3/nodes: three/' "$1"
