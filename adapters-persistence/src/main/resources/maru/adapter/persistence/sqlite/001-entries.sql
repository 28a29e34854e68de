-- One row a commit: the batch of records that it made safe, in the order of pos and without gaps. Folding moves the
-- oldest rows into the tables below.
CREATE TABLE journal (
    pos INTEGER PRIMARY KEY,
    batch BLOB NOT NULL
);

-- The entries as of the last row that was folded. Clustered by key: what is folded comes in the order of keys.
CREATE TABLE entry (
    key BLOB PRIMARY KEY,
    version INTEGER NOT NULL,
    expires INTEGER NOT NULL, -- Unix milliseconds, 0: never
    value BLOB NOT NULL,
    sum INTEGER NOT NULL -- CRC32C of key, version, expires and value
) WITHOUT ROWID;

-- version-ceiling: versions up to this one may have been given.
-- backup: this file is a copy, made at that Unix time in milliseconds.
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value NOT NULL
) WITHOUT ROWID;
