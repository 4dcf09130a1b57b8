-- One office file. Months are 'YYYY-MM', dates 'YYYY-MM-DD', scores hundredths, money fen, other values ten-thousandths.

CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE grid (
    id         INTEGER PRIMARY KEY,
    uuid       TEXT NOT NULL UNIQUE,
    code       TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL CHECK (name <> ''),
    level      TEXT NOT NULL CHECK (level IN ('township', 'area', 'village', 'group', 'micro')),
    parent     INTEGER REFERENCES grid (id),
    extent     TEXT NOT NULL DEFAULT '[]',
    households INTEGER CHECK (households >= 0),
    population INTEGER CHECK (population >= 0),
    pilot_from TEXT,
    pilot_to   TEXT,
    opened     TEXT NOT NULL,
    closed     TEXT CHECK (closed >= opened),
    route      INTEGER,
    note       TEXT NOT NULL DEFAULT '',
    CHECK ((level = 'township') = (parent IS NULL))
) STRICT;
CREATE INDEX grid_by_parent ON grid (parent);

-- Where a grid came from: the parts of a split, the whole of a merge.
CREATE TABLE grid_lineage (
    from_grid INTEGER NOT NULL REFERENCES grid (id),
    to_grid   INTEGER NOT NULL REFERENCES grid (id),
    on_date   TEXT NOT NULL,
    how       TEXT NOT NULL CHECK (how IN ('split', 'merge')),
    PRIMARY KEY (from_grid, to_grid)
) STRICT, WITHOUT ROWID;

CREATE TABLE household (
    id     INTEGER PRIMARY KEY,
    grid   INTEGER NOT NULL REFERENCES grid (id),
    number TEXT NOT NULL,
    head   TEXT NOT NULL,
    UNIQUE (grid, number)
) STRICT;

CREATE TABLE photo (
    id     INTEGER PRIMARY KEY,
    mime   TEXT NOT NULL,
    width  INTEGER NOT NULL,
    height INTEGER NOT NULL,
    bytes  BLOB NOT NULL
) STRICT;

CREATE TABLE person (
    id       INTEGER PRIMARY KEY,
    uuid     TEXT NOT NULL UNIQUE,
    code     TEXT NOT NULL UNIQUE,
    name     TEXT NOT NULL CHECK (name <> ''),
    initials TEXT NOT NULL,
    phone    TEXT,
    photo    INTEGER REFERENCES photo (id),
    note     TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE assignment (
    id        INTEGER PRIMARY KEY,
    person    INTEGER NOT NULL REFERENCES person (id),
    grid      INTEGER NOT NULL REFERENCES grid (id),
    role      TEXT NOT NULL,
    from_date TEXT NOT NULL,
    to_date   TEXT CHECK (to_date >= from_date)
) STRICT;
CREATE INDEX assignment_by_person ON assignment (person);
CREATE INDEX assignment_by_grid ON assignment (grid);

-- A policy file adopted from a month on; the file is kept as it was.
CREATE TABLE policy (
    id           INTEGER PRIMARY KEY,
    scheme       TEXT NOT NULL,
    title        TEXT NOT NULL,
    from_month   TEXT NOT NULL,
    to_month     TEXT,
    version_from TEXT NOT NULL,
    file         TEXT NOT NULL,
    UNIQUE (scheme, from_month)
) STRICT;

CREATE TABLE month (
    month        TEXT PRIMARY KEY,
    state        TEXT NOT NULL CHECK (state IN ('open', 'scoring', 'published', 'closed')),
    policy       INTEGER REFERENCES policy (id),
    version      INTEGER NOT NULL DEFAULT 1,
    published_on TEXT,
    closed_on    TEXT,
    meeting      TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE indicator (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE inspection (
    id        INTEGER PRIMARY KEY,
    month     TEXT NOT NULL REFERENCES month (month),
    kind      TEXT NOT NULL,
    number    INTEGER NOT NULL CHECK (number >= 1),
    inspector TEXT NOT NULL DEFAULT '',
    held_on   TEXT,
    UNIQUE (month, kind, number)
) STRICT;

-- A mark is points earned or points lost; a missing mark is no row.
CREATE TABLE mark (
    inspection INTEGER NOT NULL REFERENCES inspection (id),
    person     INTEGER NOT NULL REFERENCES person (id),
    indicator  INTEGER NOT NULL REFERENCES indicator (id),
    earned     INTEGER CHECK (earned >= 0),
    lost       INTEGER CHECK (lost >= 0),
    saved      INTEGER NOT NULL,
    PRIMARY KEY (inspection, person, indicator),
    CHECK ((earned IS NULL) <> (lost IS NULL))
) STRICT, WITHOUT ROWID;

-- Absent, exempt, not inspected: three states that are never 0.
CREATE TABLE standing (
    month     TEXT NOT NULL REFERENCES month (month),
    person    INTEGER NOT NULL REFERENCES person (id),
    state     TEXT NOT NULL CHECK (state IN ('absent', 'exempt', 'uninspected')),
    reason    TEXT NOT NULL DEFAULT '',
    approver  TEXT NOT NULL DEFAULT '',
    document  TEXT NOT NULL DEFAULT '',
    from_date TEXT,
    to_date   TEXT,
    PRIMARY KEY (month, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding (
    id        INTEGER PRIMARY KEY,
    month     TEXT NOT NULL REFERENCES month (month),
    person    INTEGER NOT NULL REFERENCES person (id),
    grid      INTEGER REFERENCES grid (id),
    found_by  TEXT NOT NULL,
    level     TEXT NOT NULL,
    found_on  TEXT NOT NULL,
    what      TEXT NOT NULL,
    evidence  TEXT NOT NULL DEFAULT '',
    signed_by TEXT NOT NULL
) STRICT;
CREATE INDEX finding_by_month ON finding (month, person);

CREATE TABLE fact (
    id       INTEGER PRIMARY KEY,
    month    TEXT NOT NULL REFERENCES month (month),
    person   INTEGER REFERENCES person (id),
    fact     TEXT NOT NULL,
    item     TEXT NOT NULL DEFAULT '',
    value    INTEGER NOT NULL,
    source   TEXT NOT NULL DEFAULT '',
    on_date  TEXT,
    document TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX fact_by_month ON fact (month, person);

-- Decisions are facts of the month that they answer, in order of entry.
CREATE TABLE decision (
    id          INTEGER PRIMARY KEY,
    month       TEXT NOT NULL REFERENCES month (month),
    person      INTEGER NOT NULL REFERENCES person (id),
    decision    TEXT NOT NULL CHECK (decision IN ('confirm', 'waive', 'done', 'appeal', 'keep', 'annul')),
    by_whom     TEXT NOT NULL,
    on_date     TEXT NOT NULL,
    reason      TEXT NOT NULL DEFAULT '',
    said        TEXT NOT NULL DEFAULT '',
    own_words   TEXT NOT NULL DEFAULT '',
    handed_over INTEGER CHECK (handed_over IN (0, 1))
) STRICT;
CREATE INDEX decision_by_month ON decision (month, person);

CREATE TABLE handout (
    month     TEXT NOT NULL REFERENCES month (month),
    person    INTEGER NOT NULL REFERENCES person (id),
    on_date   TEXT NOT NULL,
    by_whom   TEXT NOT NULL,
    signed_by TEXT NOT NULL,
    PRIMARY KEY (month, person)
) STRICT, WITHOUT ROWID;

-- A closed month as it was judged. A correction adds a version; none is ever changed.
CREATE TABLE outcome (
    month     TEXT NOT NULL REFERENCES month (month),
    version   INTEGER NOT NULL,
    person    INTEGER NOT NULL REFERENCES person (id),
    state     TEXT NOT NULL,
    grp       TEXT,
    score     INTEGER,
    rank      INTEGER,
    grade     TEXT,
    reward    INTEGER,
    goods     TEXT NOT NULL DEFAULT '[]',
    deduction INTEGER,
    step      INTEGER,
    measures  TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (month, version, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX outcome_by_person ON outcome (person, month);
CREATE INDEX outcome_to_settle ON outcome (month, version, person) WHERE measures <> '[]' OR goods <> '[]';

-- What later months need of a closed one, as the engine wrote it.
CREATE TABLE trace (
    month   TEXT NOT NULL REFERENCES month (month),
    version INTEGER NOT NULL,
    scheme  TEXT NOT NULL,
    bytes   BLOB NOT NULL,
    PRIMARY KEY (month, version, scheme)
) STRICT, WITHOUT ROWID;

-- Numbers of issued papers: 青环办〔2026〕5号 stays 5 however often it is printed.
CREATE TABLE paper (
    month  TEXT NOT NULL REFERENCES month (month),
    kind   TEXT NOT NULL,
    year   INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (month, kind),
    UNIQUE (year, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE board (
    id            INTEGER PRIMARY KEY,
    grid          INTEGER NOT NULL UNIQUE REFERENCES grid (id),
    printed_on    TEXT NOT NULL,
    content       TEXT NOT NULL,
    posted_on     TEXT,
    place         TEXT NOT NULL DEFAULT '',
    posted_by     TEXT NOT NULL DEFAULT '',
    taken_down_on TEXT
) STRICT;

-- Every write is one entry; nothing is erased from it.
CREATE TABLE journal (
    id        INTEGER PRIMARY KEY,
    at        TEXT NOT NULL,
    by_whom   TEXT NOT NULL,
    verb      TEXT NOT NULL,
    args      TEXT NOT NULL DEFAULT '{}',
    reason    TEXT,
    undoable  INTEGER NOT NULL CHECK (undoable IN (0, 1)),
    undoes    INTEGER REFERENCES journal (id),
    undone_by INTEGER REFERENCES journal (id)
) STRICT;

-- What an entry changed, row by row, before and after.
CREATE TABLE change (
    seq     INTEGER PRIMARY KEY,
    journal INTEGER NOT NULL REFERENCES journal (id),
    tbl     TEXT NOT NULL,
    key     TEXT NOT NULL,
    before  TEXT,
    after   TEXT
) STRICT;
CREATE INDEX change_by_journal ON change (journal);
CREATE INDEX change_by_row ON change (tbl, key);
