#!/bin/bash
# Makes the topics of the catalogue: name, how long records stay in ms (-1: for ever), what happens to old ones.
# A whole frame of a large server is more than the megabyte that Kafka takes of itself.
set -eu

while read -r name retention cleanup; do
    /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka:9092 --create --if-not-exists --topic "$name" --partitions 2 \
        --config "retention.ms=$retention" --config "cleanup.policy=$cleanup" --config min.compaction.lag.ms=86400000 \
        --config max.message.bytes=8388608
done <<'TOPICS'
pgsonde.samples 604800000 delete
pgsonde.annotations 2592000000 delete
pgsonde.changes 86400000 delete
pgsonde.texts -1 compact
pgsonde.markers 2592000000 delete
pgsonde.windows 2592000000 delete
pgsonde.members 86400000 delete
pgsonde.alerts 2592000000 compact,delete
pgsonde.judged -1 compact
pgsonde.undelivered 2592000000 delete
pgsonde.agents 86400000 delete
pgsonde.watched -1 compact
pgsonde.rejects 604800000 delete
TOPICS
