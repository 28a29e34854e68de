-- Names have two forms: identity is what is compared, shown is as it was typed. Times are Unix milliseconds.

CREATE TABLE account (
    identity TEXT PRIMARY KEY,
    shown TEXT NOT NULL,
    hash TEXT NOT NULL, -- of the password; says by itself how it was made
    registered INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE token (
    hash TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    issued INTEGER NOT NULL,
    used INTEGER NOT NULL,
    replaces TEXT -- the hash of the token that ends when this one is used
);

CREATE INDEX token_account ON token (account);

-- Whispers for those who are away.
CREATE TABLE whisper (
    id INTEGER PRIMARY KEY,
    time INTEGER NOT NULL,
    sender TEXT NOT NULL,
    receiver TEXT NOT NULL, -- identity
    shown TEXT NOT NULL, -- the receiver's name
    text TEXT NOT NULL
);

CREATE INDEX whisper_receiver ON whisper (receiver);

-- Notices that hold.
CREATE TABLE notice (
    id INTEGER PRIMARY KEY,
    level TEXT NOT NULL,
    until INTEGER NOT NULL,
    text TEXT NOT NULL,
    room TEXT,
    user TEXT
);

-- When users were last online, as of the last row of the journal that was folded.
CREATE TABLE seen (
    identity TEXT PRIMARY KEY,
    shown TEXT NOT NULL,
    time INTEGER NOT NULL
) WITHOUT ROWID;

-- In meta from now on:
-- whisper-ceiling: ids of whispers up to this one may have been given.
-- notice-last: the highest id of a notice that was given.
