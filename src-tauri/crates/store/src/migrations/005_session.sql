-- The scoring session: problems found and put right, lots, household votes, marks entered twice, photos beside them.

-- The township's own list of common problems, chosen by number. Points in hundredths, days in working days.
CREATE TABLE common_defect (
    id        INTEGER PRIMARY KEY,
    number    INTEGER NOT NULL UNIQUE CHECK (number >= 1),
    what      TEXT NOT NULL CHECK (what <> ''),
    indicator TEXT NOT NULL DEFAULT '',
    lost      INTEGER CHECK (lost >= 0),
    days      INTEGER CHECK (days >= 0)
) STRICT;

-- A problem found on the ground: by an inspection, a resident's call, 12345 or a higher level. `lost` is what it takes off
-- the mark of its indicator in its inspection. `missed` says that a recheck failed after the date due then. `overdue` names
-- the month whose facts hold its penalty.
CREATE TABLE defect (
    id           INTEGER PRIMARY KEY,
    month        TEXT NOT NULL REFERENCES month (month),
    number       INTEGER NOT NULL CHECK (number >= 1),
    source       TEXT NOT NULL CHECK (source IN ('inspection', 'resident', 'hotline', 'higher')),
    level        TEXT NOT NULL,
    inspection   INTEGER REFERENCES inspection (id),
    subject      INTEGER,
    grid         INTEGER NOT NULL REFERENCES grid (id),
    place        TEXT NOT NULL DEFAULT '',
    what         TEXT NOT NULL CHECK (what <> ''),
    common       INTEGER REFERENCES common_defect (id),
    indicator    INTEGER REFERENCES indicator (id),
    lost         INTEGER CHECK (lost >= 0),
    found_on     TEXT NOT NULL,
    found_by     TEXT NOT NULL DEFAULT '',
    due_on       TEXT CHECK (due_on >= found_on),
    fixed_on     TEXT,
    fixed_how    TEXT NOT NULL DEFAULT '',
    rechecked_on TEXT,
    recheck_by   TEXT NOT NULL DEFAULT '',
    passed       INTEGER CHECK (passed IN (0, 1)),
    missed       INTEGER NOT NULL DEFAULT 0 CHECK (missed IN (0, 1)),
    again_level  TEXT,
    overdue      TEXT REFERENCES month (month),
    overdue_fact INTEGER REFERENCES fact (id),
    waived       TEXT NOT NULL DEFAULT '',
    UNIQUE (month, number),
    CHECK ((passed IS NULL) = (rechecked_on IS NULL))
) STRICT;
CREATE INDEX defect_by_subject ON defect (subject, month);
CREATE INDEX defect_open ON defect (due_on) WHERE rechecked_on IS NULL OR passed = 0;

CREATE TABLE defect_photo (
    defect INTEGER NOT NULL REFERENCES defect (id),
    photo  INTEGER NOT NULL REFERENCES photo (id),
    stage  TEXT NOT NULL CHECK (stage IN ('found', 'fixed')),
    PRIMARY KEY (defect, photo)
) STRICT, WITHOUT ROWID;

-- A photo made small for lists. In a table of its own, so that reading it never walks through the large one.
CREATE TABLE photo_small (
    photo  INTEGER PRIMARY KEY REFERENCES photo (id),
    width  INTEGER NOT NULL,
    height INTEGER NOT NULL,
    bytes  BLOB NOT NULL
) STRICT;

-- A draw: who could be drawn, from which seed, and what came out, in order. It can be repeated by anybody. A later draw for the
-- same purpose stands beside the first and says why it was made.
CREATE TABLE lot (
    id         INTEGER PRIMARY KEY,
    inspection INTEGER NOT NULL REFERENCES inspection (id),
    kind       TEXT NOT NULL CHECK (kind IN ('route', 'villages', 'households')),
    place      INTEGER REFERENCES grid (id),
    number     INTEGER NOT NULL CHECK (number >= 1),
    seed       TEXT NOT NULL CHECK (seed <> ''),
    candidates TEXT NOT NULL,
    drawn      TEXT NOT NULL,
    on_date    TEXT NOT NULL,
    by_whom    TEXT NOT NULL,
    reason     TEXT NOT NULL DEFAULT '',
    CHECK ((kind = 'households') = (place IS NOT NULL)),
    CHECK (number = 1 OR reason <> '')
) STRICT;
CREATE UNIQUE INDEX lot_of_purpose ON lot (inspection, kind, coalesce(place, 0), number);

-- What a household said of who answers for its ground. The household by the key it was drawn by: its grid's code and its number,
-- which stay when the grid's list is written anew. The tally becomes facts of the month.
CREATE TABLE ballot (
    inspection INTEGER NOT NULL REFERENCES inspection (id),
    subject    INTEGER NOT NULL,
    question   TEXT NOT NULL CHECK (question IN ('household', 'vote')),
    household  TEXT NOT NULL CHECK (household <> ''),
    answer     TEXT NOT NULL CHECK (answer <> ''),
    PRIMARY KEY (inspection, subject, question, household)
) STRICT, WITHOUT ROWID;

-- The facts that were tallied from ballots: they follow the ballots and nothing else.
CREATE TABLE ballot_fact (
    fact       INTEGER PRIMARY KEY REFERENCES fact (id),
    inspection INTEGER NOT NULL REFERENCES inspection (id),
    subject    INTEGER NOT NULL
) STRICT;

-- Marks entered a second time from the same paper, to be compared with the first.
CREATE TABLE second_mark (
    inspection INTEGER NOT NULL REFERENCES inspection (id),
    subject    INTEGER NOT NULL,
    indicator  INTEGER NOT NULL REFERENCES indicator (id),
    earned     INTEGER CHECK (earned >= 0),
    lost       INTEGER CHECK (lost >= 0),
    state      TEXT CHECK (state IN ('absent', 'exempt', 'uninspected')),
    saved      INTEGER NOT NULL,
    PRIMARY KEY (inspection, subject, indicator),
    CHECK ((earned IS NOT NULL) + (lost IS NOT NULL) + (state IS NOT NULL) = 1)
) STRICT, WITHOUT ROWID;

-- A hint at the end of a month that somebody has looked into. It stays set aside while its figures are the same.
CREATE TABLE hint_seen (
    month   TEXT NOT NULL REFERENCES month (month),
    code    TEXT NOT NULL,
    about   TEXT NOT NULL,
    figures TEXT NOT NULL,
    saved   INTEGER NOT NULL,
    PRIMARY KEY (month, code, about)
) STRICT, WITHOUT ROWID;
