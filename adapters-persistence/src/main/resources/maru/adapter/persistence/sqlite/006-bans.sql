-- Whom operators keep out, and who may not talk. Those that have ended go with the next one that is written.
CREATE TABLE ban (
    kind TEXT NOT NULL, -- ban or mute
    target TEXT NOT NULL, -- user or address
    identity TEXT NOT NULL, -- what is compared: of the user's name, or the range of addresses
    shown TEXT NOT NULL, -- as it was typed
    since INTEGER NOT NULL,
    until INTEGER NOT NULL, -- 0: for good
    reason TEXT NOT NULL,
    PRIMARY KEY (kind, target, identity)
) WITHOUT ROWID;
