-- What the journal had of keys, without the states that were written over: batches as in the journal, which are read
-- before it, in the order of pos and without gaps. Folding moves them into the table entry as well.
CREATE TABLE compacted (
    pos INTEGER PRIMARY KEY,
    batch BLOB NOT NULL
);
