-- What was said, from now on: messages of one room that follow each other, as many in a row as were folded together, 32
-- KiB of them or so. The table message has what was folded before; it stays as it is, and nothing is added to it.
CREATE TABLE message_block (
    pos INTEGER PRIMARY KEY,
    room INTEGER NOT NULL, -- its number
    first INTEGER NOT NULL, -- id of the first message
    count INTEGER NOT NULL,
    once INTEGER, -- Unix milliseconds of the newest message with a key of say-once
    sum INTEGER NOT NULL, -- CRC32C of room, first, count and messages
    messages BLOB NOT NULL
);

CREATE UNIQUE INDEX message_block_in_room ON message_block (room, first);

-- The keys of the last minutes, found without a look at everything that was ever said.
CREATE INDEX message_block_once ON message_block (once) WHERE once IS NOT NULL;
