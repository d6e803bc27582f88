/**
 * The store's schema, one step per entry; `user_version` counts the steps a file has been through. Steps are only ever
 * added. Times are ms since 1970; JSON columns hold what core's schemas of the same name describe.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  -- A batch counts once it is sealed; its jobs are written ahead of that in slices.
  CREATE TABLE batches (
    id TEXT PRIMARY KEY,
    created_at INTEGER NOT NULL,
    engine TEXT NOT NULL,
    skipped INTEGER NOT NULL,
    sealed INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- What moves of a job. state, reason and units repeat what progress holds, so that they can be counted.
  CREATE TABLE jobs (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    batch_id TEXT NOT NULL,
    position REAL NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    units REAL NOT NULL,
    progress TEXT NOT NULL,
    content_hash TEXT,
    paint_key TEXT
  ) STRICT;
  -- What never changes of it, several times as large: kept apart, so that a change of state does not write it again.
  CREATE TABLE specs (number INTEGER PRIMARY KEY, spec TEXT NOT NULL) STRICT;
  CREATE INDEX jobs_by_batch ON jobs (batch_id, state);

  -- One file each. planned: the path before a suffix made it unique; path: where it goes or went. While it is written:
  -- reserving_at (when the name was about to be taken), reservation (inode of the empty file that holds the name),
  -- temporary (the file that is written first), bytes and sha256 (of what is about to take the name).
  CREATE TABLE outputs (
    number INTEGER PRIMARY KEY,
    job_id TEXT NOT NULL,
    variation INTEGER NOT NULL,
    planned TEXT NOT NULL,
    path TEXT NOT NULL,
    key TEXT,
    reserving_at INTEGER,
    reservation TEXT,
    temporary TEXT,
    bytes INTEGER,
    sha256 TEXT,
    written INTEGER NOT NULL,
    UNIQUE (job_id, variation)
  ) STRICT;
  CREATE INDEX outputs_by_planned ON outputs (planned) WHERE written = 1;
  CREATE INDEX outputs_by_key ON outputs (key) WHERE written = 1;
  CREATE INDEX outputs_by_path ON outputs (path) WHERE written = 1;

  -- Finished files that a batch counts as its own, made or found: no two of its photos count the same one.
  CREATE TABLE claims (
    batch_id TEXT NOT NULL,
    path TEXT NOT NULL,
    PRIMARY KEY (batch_id, path)
  ) STRICT, WITHOUT ROWID;

  -- Content hashes of photos that have not changed since. modified: ns since 1970.
  CREATE TABLE photo_hashes (
    number INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    bytes TEXT NOT NULL,
    modified TEXT NOT NULL,
    inode TEXT NOT NULL,
    sha256 TEXT NOT NULL
  ) STRICT;

  -- Output folders that are known to have been there: when one is missing it is gone, not new.
  CREATE TABLE output_roots (path TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  `,
  `
  -- Most units a batch may take, and how many of its jobs run before the others are approved.
  ALTER TABLE batches ADD COLUMN budget REAL;
  ALTER TABLE batches ADD COLUMN pilot INTEGER;

  -- Requests that may be charged, each stored before its first byte leaves. id: what the service was given. stake: units
  -- that it may cost; units: those known to be charged. details: what else is known, JSON. They outlive their jobs.
  CREATE TABLE creates (
    id TEXT PRIMARY KEY,
    paint_key TEXT NOT NULL,
    pass INTEGER NOT NULL,
    job_id TEXT NOT NULL,
    batch_id TEXT NOT NULL,
    door TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    account TEXT NOT NULL,
    state TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    stake REAL NOT NULL,
    units REAL NOT NULL,
    details TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX creates_by_paint ON creates (paint_key, pass);
  CREATE INDEX creates_by_batch ON creates (batch_id);
  CREATE INDEX creates_by_time ON creates (sent_at);
  CREATE INDEX creates_unfinished ON creates (state) WHERE state IN ('sent', 'unknown', 'accepted');

  -- Pictures that were bought and are here. file: name in the render cache, its content's hash.
  CREATE TABLE renders (
    paint_key TEXT NOT NULL,
    pass INTEGER NOT NULL,
    variation INTEGER NOT NULL,
    task_id TEXT NOT NULL,
    file TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    used_at INTEGER NOT NULL,
    PRIMARY KEY (paint_key, pass, variation)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX renders_by_file ON renders (file);
  CREATE INDEX renders_by_use ON renders (used_at);
  CREATE INDEX jobs_by_paint ON jobs (paint_key);

  -- Whether asking by our own id can be trusted at a door, endpoint and account.
  CREATE TABLE proofs (
    door TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    account TEXT NOT NULL,
    proof TEXT NOT NULL,
    PRIMARY KEY (door, endpoint, account)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- priority: 1 high, 0 normal, -1 low. cleared: off the queue's list, kept for everything else.
  ALTER TABLE jobs ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE jobs ADD COLUMN cleared INTEGER NOT NULL DEFAULT 0;

  -- settings: what the batch was started with, JSON; photos: of how many it was made; both unknown for older batches.
  -- held: its jobs are not taken up.
  ALTER TABLE batches ADD COLUMN settings TEXT;
  ALTER TABLE batches ADD COLUMN photos INTEGER;
  ALTER TABLE batches ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
  `,
  `
  -- What the user thinks of a finished file. rated: the stars that its metadata has by us (-1: rejected; null: none yet).
  CREATE TABLE marks (
    job_id TEXT NOT NULL,
    variation INTEGER NOT NULL,
    flag TEXT,
    stars INTEGER NOT NULL,
    colour TEXT,
    rated INTEGER,
    PRIMARY KEY (job_id, variation)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- labelled: the colour label that its metadata has by us (none: taken away by us; null: we wrote none yet).
  ALTER TABLE marks ADD COLUMN labelled TEXT;
  `,
]
