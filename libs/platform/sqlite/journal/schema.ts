/**
 * ledger.db. Records, keys and what the intake keeps are written in one transaction. Positions are given by the one
 * writer, so they have no gap. Nothing recorded is ever changed: the database itself refuses.
 */
export const JOURNAL_SCHEMA = `
CREATE TABLE journal (
  ledger_id TEXT NOT NULL,
  format INTEGER NOT NULL
) STRICT;

CREATE TABLE streams (
  stream_no INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE records (
  position INTEGER PRIMARY KEY,
  stream_no INTEGER NOT NULL REFERENCES streams,
  revision INTEGER NOT NULL CHECK (revision >= 0),
  type TEXT NOT NULL,
  body BLOB NOT NULL,
  UNIQUE (stream_no, revision)
) STRICT;

-- the records of large commits, many in one blob (ADR 0009); positions are shared with the table above
CREATE TABLE segments (
  last_position INTEGER PRIMARY KEY,
  first_position INTEGER NOT NULL CHECK (first_position <= last_position),
  records BLOB NOT NULL
) STRICT;

-- one per commit that appended records (ADR 0012): vouches for them, for the names of their streams, and for what went before
CREATE TABLE commits (
  last_position INTEGER PRIMARY KEY,
  first_position INTEGER NOT NULL CHECK (first_position <= last_position),
  last_stream INTEGER NOT NULL,
  digest BLOB NOT NULL,
  checksums BLOB NOT NULL
) STRICT;

-- which segments hold records of a stream, and up to which revision
CREATE TABLE segment_streams (
  stream_no INTEGER NOT NULL,
  last_revision INTEGER NOT NULL,
  segment INTEGER NOT NULL,
  PRIMARY KEY (stream_no, last_revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE keys (
  key BLOB PRIMARY KEY,
  stream_no INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  content BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- keys of large commits on their way into the table above, which takes many runs at a time (ADR 0008)
CREATE TABLE key_runs (
  position INTEGER PRIMARY KEY,
  keys BLOB NOT NULL
) STRICT;

CREATE TABLE sources (
  source_no INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  next_offset INTEGER NOT NULL,
  last_offset INTEGER NOT NULL,
  last_digest TEXT NOT NULL,
  -- sums of its outcome ranges, so that totals cost the same however long the history is
  charged INTEGER NOT NULL DEFAULT 0,
  duplicate INTEGER NOT NULL DEFAULT 0,
  conflict INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  held INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE outcome_ranges (
  source_no INTEGER NOT NULL REFERENCES sources,
  first_offset INTEGER NOT NULL,
  last_offset INTEGER NOT NULL,
  offsets TEXT,
  outcomes BLOB NOT NULL,
  PRIMARY KEY (source_no, first_offset)
) STRICT, WITHOUT ROWID;

CREATE TABLE refused (
  id INTEGER PRIMARY KEY,
  source_no INTEGER NOT NULL REFERENCES sources,
  offset INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  code TEXT NOT NULL,
  sentence TEXT NOT NULL,
  pointer TEXT,
  usage_source TEXT,
  usage_id TEXT,
  digest TEXT NOT NULL,
  replayed_as TEXT,
  replayed_at INTEGER,
  UNIQUE (source_no, offset)
) STRICT;

CREATE TABLE held (
  id INTEGER PRIMARY KEY,
  source_no INTEGER NOT NULL REFERENCES sources,
  offset INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  sentence TEXT NOT NULL,
  account TEXT NOT NULL,
  model TEXT NOT NULL,
  usage_source TEXT NOT NULL,
  usage_id TEXT NOT NULL,
  usage_key TEXT NOT NULL,
  digest TEXT NOT NULL,
  released_as TEXT,
  released_at INTEGER,
  UNIQUE (source_no, offset)
) STRICT;
CREATE INDEX held_waiting ON held (reason) WHERE released_as IS NULL;
CREATE INDEX held_waiting_account ON held (account, reason) WHERE released_as IS NULL;

CREATE TABLE originals (
  owner TEXT NOT NULL CHECK (owner IN ('refused', 'held')),
  id INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  bytes BLOB,
  headers TEXT NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX originals_received ON originals (received_at);

CREATE TABLE command_refusals (
  key BLOB PRIMARY KEY,
  input BLOB NOT NULL,
  rejection TEXT NOT NULL,
  refused_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER records_append_only_update BEFORE UPDATE ON records
BEGIN SELECT RAISE(ABORT, 'records are append-only'); END;
CREATE TRIGGER records_append_only_delete BEFORE DELETE ON records
BEGIN SELECT RAISE(ABORT, 'records are append-only'); END;
CREATE TRIGGER segments_append_only_update BEFORE UPDATE ON segments
BEGIN SELECT RAISE(ABORT, 'records are append-only'); END;
CREATE TRIGGER segments_append_only_delete BEFORE DELETE ON segments
BEGIN SELECT RAISE(ABORT, 'records are append-only'); END;
CREATE TRIGGER segment_streams_append_only_update BEFORE UPDATE ON segment_streams
BEGIN SELECT RAISE(ABORT, 'records are append-only'); END;
CREATE TRIGGER segment_streams_append_only_delete BEFORE DELETE ON segment_streams
BEGIN SELECT RAISE(ABORT, 'records are append-only'); END;
CREATE TRIGGER commits_append_only_update BEFORE UPDATE ON commits
BEGIN SELECT RAISE(ABORT, 'commits are append-only'); END;
CREATE TRIGGER commits_append_only_delete BEFORE DELETE ON commits
BEGIN SELECT RAISE(ABORT, 'commits are append-only'); END;
CREATE TRIGGER streams_append_only_update BEFORE UPDATE ON streams
BEGIN SELECT RAISE(ABORT, 'streams are append-only'); END;
CREATE TRIGGER streams_append_only_delete BEFORE DELETE ON streams
BEGIN SELECT RAISE(ABORT, 'streams are append-only'); END;
CREATE TRIGGER keys_append_only_update BEFORE UPDATE ON keys
BEGIN SELECT RAISE(ABORT, 'keys are append-only'); END;
CREATE TRIGGER keys_append_only_delete BEFORE DELETE ON keys
BEGIN SELECT RAISE(ABORT, 'keys are append-only'); END;
CREATE TRIGGER key_runs_append_only_update BEFORE UPDATE ON key_runs
BEGIN SELECT RAISE(ABORT, 'keys are append-only'); END;
CREATE TRIGGER outcome_ranges_append_only_update BEFORE UPDATE ON outcome_ranges
BEGIN SELECT RAISE(ABORT, 'outcomes are append-only'); END;
CREATE TRIGGER outcome_ranges_append_only_delete BEFORE DELETE ON outcome_ranges
BEGIN SELECT RAISE(ABORT, 'outcomes are append-only'); END;
`;

/** A journal of another format is refused, never guessed at. */
export const JOURNAL_FORMAT = 3;
