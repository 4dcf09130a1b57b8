-- A policy in work. It stands in parts, so that a change writes the part that it changes and no more.
CREATE TABLE draft_policy (
    id     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL CHECK (name <> ''),
    origin TEXT NOT NULL,
    head   TEXT NOT NULL
) STRICT;

CREATE TABLE draft_part (
    draft INTEGER NOT NULL REFERENCES draft_policy (id),
    kind  TEXT NOT NULL CHECK (kind IN ('clause', 'case')),
    place INTEGER NOT NULL,
    body  TEXT NOT NULL,
    PRIMARY KEY (draft, kind, place)
) STRICT, WITHOUT ROWID;

-- The worked cases that stood beside a policy's file when it was adopted.
CREATE TABLE policy_case (
    policy INTEGER NOT NULL REFERENCES policy (id),
    file   TEXT NOT NULL,
    text   TEXT NOT NULL,
    PRIMARY KEY (policy, file)
) STRICT, WITHOUT ROWID;
