-- Several schemes side by side. Who is judged is a subject: a person's id, or a grid's with a minus before it. What
-- belongs to one scheme alone says to which. Rows, and what the journal remembers of them, move over as they are.

-- Which policy a month was published and closed under, for each scheme whose period ends with it.
CREATE TABLE month_scheme (
    month  TEXT NOT NULL REFERENCES month (month),
    scheme TEXT NOT NULL,
    policy INTEGER NOT NULL REFERENCES policy (id),
    PRIMARY KEY (month, scheme)
) STRICT, WITHOUT ROWID;
INSERT INTO month_scheme SELECT m.month, p.scheme, p.id FROM month m JOIN policy p ON p.id = m.policy;

-- The one scheme that a month had so far.
CREATE TABLE had_scheme (month TEXT PRIMARY KEY, scheme TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO had_scheme SELECT m.month, coalesce(
    (SELECT scheme FROM policy WHERE id = m.policy),
    (SELECT scheme FROM policy WHERE from_month <= m.month AND (to_month IS NULL OR m.month <= to_month)
     ORDER BY from_month DESC, id DESC LIMIT 1), '') FROM month m;

ALTER TABLE month DROP COLUMN policy;

CREATE TABLE new_inspection (
    id        INTEGER PRIMARY KEY,
    month     TEXT NOT NULL REFERENCES month (month),
    kind      TEXT NOT NULL,
    number    INTEGER NOT NULL CHECK (number >= 1),
    inspector TEXT NOT NULL DEFAULT '',
    held_on   TEXT,
    scheme    TEXT NOT NULL,
    UNIQUE (month, scheme, kind, number)
) STRICT;
INSERT INTO new_inspection SELECT i.*, h.scheme FROM inspection i JOIN had_scheme h USING (month);
DROP TABLE inspection;
ALTER TABLE new_inspection RENAME TO inspection;

-- A mark is points earned or points lost; a missing mark is no row.
CREATE TABLE new_mark (
    inspection INTEGER NOT NULL REFERENCES inspection (id),
    subject    INTEGER NOT NULL,
    indicator  INTEGER NOT NULL REFERENCES indicator (id),
    earned     INTEGER CHECK (earned >= 0),
    lost       INTEGER CHECK (lost >= 0),
    saved      INTEGER NOT NULL,
    PRIMARY KEY (inspection, subject, indicator),
    CHECK ((earned IS NULL) <> (lost IS NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO new_mark SELECT * FROM mark;
DROP TABLE mark;
ALTER TABLE new_mark RENAME TO mark;

-- Absent, exempt, not inspected: three states that are never 0.
CREATE TABLE new_standing (
    month     TEXT NOT NULL REFERENCES month (month),
    subject   INTEGER NOT NULL,
    state     TEXT NOT NULL CHECK (state IN ('absent', 'exempt', 'uninspected')),
    reason    TEXT NOT NULL DEFAULT '',
    approver  TEXT NOT NULL DEFAULT '',
    document  TEXT NOT NULL DEFAULT '',
    from_date TEXT,
    to_date   TEXT,
    PRIMARY KEY (month, subject)
) STRICT, WITHOUT ROWID;
INSERT INTO new_standing SELECT * FROM standing;
DROP TABLE standing;
ALTER TABLE new_standing RENAME TO standing;

CREATE TABLE new_finding (
    id        INTEGER PRIMARY KEY,
    month     TEXT NOT NULL REFERENCES month (month),
    subject   INTEGER NOT NULL,
    grid      INTEGER REFERENCES grid (id),
    found_by  TEXT NOT NULL,
    level     TEXT NOT NULL,
    found_on  TEXT NOT NULL,
    what      TEXT NOT NULL,
    evidence  TEXT NOT NULL DEFAULT '',
    signed_by TEXT NOT NULL
) STRICT;
INSERT INTO new_finding SELECT * FROM finding;
DROP TABLE finding;
ALTER TABLE new_finding RENAME TO finding;
CREATE INDEX finding_by_month ON finding (month, subject);

CREATE TABLE new_fact (
    id       INTEGER PRIMARY KEY,
    month    TEXT NOT NULL REFERENCES month (month),
    subject  INTEGER,
    fact     TEXT NOT NULL,
    item     TEXT NOT NULL DEFAULT '',
    value    INTEGER NOT NULL,
    source   TEXT NOT NULL DEFAULT '',
    on_date  TEXT,
    document TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO new_fact SELECT * FROM fact;
DROP TABLE fact;
ALTER TABLE new_fact RENAME TO fact;
CREATE INDEX fact_by_month ON fact (month, subject);

-- Decisions are facts of the month that they answer, in order of entry.
CREATE TABLE new_decision (
    id          INTEGER PRIMARY KEY,
    month       TEXT NOT NULL REFERENCES month (month),
    subject     INTEGER NOT NULL,
    decision    TEXT NOT NULL
                CHECK (decision IN ('confirm', 'waive', 'done', 'appeal', 'keep', 'annul', 'choose')),
    by_whom     TEXT NOT NULL,
    on_date     TEXT NOT NULL,
    reason      TEXT NOT NULL DEFAULT '',
    said        TEXT NOT NULL DEFAULT '',
    own_words   TEXT NOT NULL DEFAULT '',
    handed_over INTEGER CHECK (handed_over IN (0, 1)),
    scheme      TEXT NOT NULL
) STRICT;
INSERT INTO new_decision SELECT d.*, h.scheme FROM decision d JOIN had_scheme h USING (month);
DROP TABLE decision;
ALTER TABLE new_decision RENAME TO decision;
CREATE INDEX decision_by_month ON decision (month, scheme, subject);

CREATE TABLE new_handout (
    month     TEXT NOT NULL REFERENCES month (month),
    subject   INTEGER NOT NULL,
    on_date   TEXT NOT NULL,
    by_whom   TEXT NOT NULL,
    signed_by TEXT NOT NULL,
    scheme    TEXT NOT NULL,
    PRIMARY KEY (month, scheme, subject)
) STRICT, WITHOUT ROWID;
INSERT INTO new_handout SELECT o.*, h.scheme FROM handout o JOIN had_scheme h USING (month);
DROP TABLE handout;
ALTER TABLE new_handout RENAME TO handout;

-- A closed month as it was judged. A correction adds a version; none is ever changed.
CREATE TABLE new_outcome (
    month     TEXT NOT NULL REFERENCES month (month),
    version   INTEGER NOT NULL,
    scheme    TEXT NOT NULL,
    subject   INTEGER NOT NULL,
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
    PRIMARY KEY (month, version, scheme, subject)
) STRICT, WITHOUT ROWID;
INSERT INTO new_outcome
SELECT o.month, o.version, h.scheme, o.person, o.state, o.grp, o.score, o.rank, o.grade, o.reward, o.goods, o.deduction,
       o.step, o.measures
FROM outcome o JOIN had_scheme h USING (month);
DROP TABLE outcome;
ALTER TABLE new_outcome RENAME TO outcome;
CREATE INDEX outcome_by_subject ON outcome (subject, month);
CREATE INDEX outcome_to_settle ON outcome (month, version, scheme, subject) WHERE measures <> '[]' OR goods <> '[]';

-- What the journal keeps of these rows takes their new form, so that what could be undone still can.
UPDATE change SET before = replace(before, '"person":', '"subject":'), after = replace(after, '"person":', '"subject":')
WHERE tbl IN ('mark', 'standing', 'finding', 'fact', 'decision', 'handout');
UPDATE change SET
    before = json_set(before, '$.scheme', (SELECT scheme FROM had_scheme WHERE month = json_extract(before, '$.month'))),
    after = json_set(after, '$.scheme', (SELECT scheme FROM had_scheme WHERE month = json_extract(after, '$.month')))
WHERE tbl IN ('inspection', 'decision', 'handout');
UPDATE change SET before = json_remove(before, '$.policy'), after = json_remove(after, '$.policy') WHERE tbl = 'month';
DROP TABLE had_scheme;
