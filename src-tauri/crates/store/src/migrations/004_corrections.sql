-- Corrections of closed months. What a correction changed row by row is in the journal entry that it names; `changes`
-- says it in words' data, `effects` what followed, as it was shown before it was saved.
CREATE TABLE correction (
    id      INTEGER PRIMARY KEY,
    month   TEXT NOT NULL REFERENCES month (month),
    journal INTEGER NOT NULL REFERENCES journal (id),
    by_whom TEXT NOT NULL,
    on_date TEXT NOT NULL,
    reason  TEXT NOT NULL CHECK (reason <> ''),
    changes TEXT NOT NULL,
    effects TEXT NOT NULL
) STRICT;
CREATE INDEX correction_by_month ON correction (month);

-- Which version of which month a correction made; version 1 is what was closed.
CREATE TABLE correction_version (
    month      TEXT NOT NULL REFERENCES month (month),
    version    INTEGER NOT NULL CHECK (version >= 2),
    correction INTEGER NOT NULL REFERENCES correction (id),
    PRIMARY KEY (month, version)
) STRICT, WITHOUT ROWID;

-- 补发 (more than 0) and 扣回 (less): fen that a corrected month owes or is owed, paid with the next month that closes.
CREATE TABLE balance (
    id         INTEGER PRIMARY KEY,
    correction INTEGER NOT NULL REFERENCES correction (id),
    month      TEXT NOT NULL REFERENCES month (month),
    scheme     TEXT NOT NULL,
    subject    INTEGER NOT NULL,
    fen        INTEGER NOT NULL CHECK (fen <> 0),
    settled    TEXT REFERENCES month (month)
) STRICT;
CREATE INDEX balance_by_settled ON balance (settled);
