-- Every statement the job store runs, by name. Only database.py reads this file.

-- name: job
SELECT * FROM jobs WHERE id = :id

-- name: jobs
SELECT * FROM jobs ORDER BY arrived, id

-- name: jobs_of_profile
SELECT * FROM jobs WHERE profile = :profile ORDER BY arrived, id

-- name: on_board
SELECT * FROM jobs
WHERE profile = :profile AND status <> 'withdrawn'
  AND (status NOT IN ('drafted', 'checked', 'cancelled') OR changed >= :since)
ORDER BY arrived, id

-- name: unchecked
SELECT * FROM jobs WHERE profile = :profile AND status = 'drafted'

-- name: checked_since
SELECT * FROM jobs WHERE profile = :profile AND status = 'checked' AND changed >= :since AND erased IS NULL

-- name: in_inbox
-- the jobs whose original still lies in the profile's inbox, as far as we know
SELECT * FROM jobs WHERE profile = :profile AND in_inbox = 1

-- name: profiles
SELECT DISTINCT profile FROM jobs WHERE in_inbox = 1

-- name: add
-- nothing where the worker has followed a rename to that name since the look began
INSERT OR IGNORE INTO jobs (profile, entry, size, signature, status, found, todo, arrived, changed)
VALUES (:profile, :entry, :size, :signature, :status, :found, :todo, :now, :now)

-- name: look
UPDATE jobs SET size = :size, signature = :signature, status = :status, found = :found, todo = :todo, sha256 = NULL,
  stage = '', done = 0, remaining = NULL, first = NULL, settings = '', not_before = 0, attempts = 0, deaths = 0,
  former = '', changed = :now
WHERE id = :id

-- name: parts_forget
DELETE FROM parts WHERE job = :id

-- name: set_status
UPDATE jobs SET status = :status, found = :found, todo = :todo, changed = :now WHERE id = :id

-- name: due
-- not_before lies beyond :latest only where the clock was set back: then it means nothing
SELECT * FROM jobs
WHERE status = 'waiting' AND wish = '' AND (not_before <= :now OR not_before > :latest)
ORDER BY arrived, id

-- name: lease
UPDATE jobs SET status = 'running', owner = :owner, heartbeat = :now, started = :now, found = '', todo = '',
  remaining = NULL, rests = 0, changed = :now
WHERE id = :id AND status = 'waiting'

-- name: heartbeat
UPDATE jobs SET heartbeat = :now WHERE owner = :owner AND status = 'running'

-- name: progress
UPDATE jobs SET stage = :stage, done = max(done, :done), remaining = :remaining, rests = :rests, heartbeat = :now
WHERE id = :id AND status = 'running'

-- name: part
INSERT OR REPLACE INTO parts (job, position, file, sha256, size) VALUES (:job, :position, :file, :sha256, :size)

-- name: parts
SELECT file, sha256, size FROM parts WHERE job = :job ORDER BY position

-- name: hashed
UPDATE jobs SET sha256 = :sha256, changed = :now WHERE id = :id

-- name: unread
-- nothing of it has been read: a rename so far needs no proof
UPDATE jobs SET sha256 = NULL, former = '', changed = :now WHERE id = :id

-- name: with_content
-- the other jobs of the profile with that content that are done or will be, oldest first
SELECT * FROM jobs
WHERE profile = :profile AND sha256 = :sha256 AND id <> :id AND first IS NULL AND erased IS NULL
  AND status IN ('waiting', 'running', 'drafted', 'checked', 'attention')
ORDER BY arrived, id

-- name: end_lease
UPDATE jobs SET status = :status, owner = '', heartbeat = NULL, remaining = NULL, found = :found, todo = :todo,
  not_before = :not_before, attempts = :attempts, settings = :settings, first = :first, changed = :now
WHERE id = :id

-- name: died
UPDATE jobs SET deaths = :deaths, death_stage = :stage, death_done = :done WHERE id = :id

-- name: orphans
SELECT * FROM jobs WHERE status = 'running' AND owner <> :owner

-- name: draft_folder
UPDATE jobs SET draft_folder = :folder, called = :called WHERE id = :id

-- name: draft_folders
SELECT draft_folder FROM jobs WHERE profile = :profile AND id <> :id AND draft_folder <> ''

-- name: publication
INSERT OR IGNORE INTO publications (job, name, sha256) VALUES (:job, :name, :sha256)

-- name: publications
SELECT name, sha256 FROM publications WHERE job = :job

-- name: drafted
UPDATE jobs SET status = 'drafted', stage = '', done = 1, remaining = NULL, owner = '', heartbeat = NULL, found = :found,
  todo = '', attempts = 0, deaths = 0, draft = :draft, changed = :now
WHERE id = :id

-- name: archived
-- what kept the original from being moved is over; a note that asks for nothing stays
UPDATE jobs SET in_inbox = 0, archive = :archive, found = CASE WHEN todo = '' THEN found ELSE '' END, todo = '',
  changed = :now
WHERE id = :id

-- name: detached
UPDATE jobs SET in_inbox = 0, archive = '', former = '', found = '', todo = '', changed = :now
WHERE id = :id AND in_inbox = 1 AND entry = :entry

-- name: wish
UPDATE jobs SET wish = :wish WHERE id = :id

-- name: cancelled
UPDATE jobs SET status = 'cancelled', wish = '', owner = '', heartbeat = NULL, remaining = NULL, found = '', todo = '',
  changed = :now
WHERE id = :id

-- name: again
-- only what failed by itself is still to be compared with others: all else a person wants whatever others hold
UPDATE jobs SET status = 'waiting', wish = '', not_before = 0, attempts = 0, deaths = 0, done = 0, found = '', todo = '',
  settings = '', again = CASE WHEN status = 'attention' AND first IS NULL THEN again ELSE 1 END, first = NULL,
  changed = :now
WHERE id = :id

-- name: forget
DELETE FROM jobs WHERE id = :id

-- name: event
INSERT INTO events (job, at, what, detail) VALUES (:job, :at, :what, :detail)

-- name: events
SELECT at, what, detail FROM events WHERE job = :job ORDER BY id

-- name: notice
INSERT INTO notices (place, found, todo, since) VALUES (:place, :found, :todo, :now)
ON CONFLICT (place) DO UPDATE SET found = :found, todo = :todo

-- name: notice_over
DELETE FROM notices WHERE place = :place

-- name: notices
SELECT place, found, todo, since FROM notices ORDER BY since, place

-- name: rename_aside
-- names that swap meet in one unique index
UPDATE jobs SET entry = char(0) || id WHERE id = :id

-- name: rename
-- before anything was read there is nothing to prove; what failed under one name is tried under the other
UPDATE jobs SET entry = :entry,
  former = CASE WHEN former = :entry OR (sha256 IS NULL AND status <> 'running') THEN ''
    WHEN former = '' THEN :before ELSE former END,
  found = CASE WHEN status = 'attention' AND first IS NULL THEN '' ELSE found END,
  todo = CASE WHEN status = 'attention' AND first IS NULL THEN '' ELSE todo END,
  not_before = CASE WHEN status = 'attention' THEN 0 ELSE not_before END,
  status = CASE WHEN status = 'attention' AND first IS NULL THEN 'waiting' ELSE status END,
  changed = :now
WHERE id = :id

-- name: rename_proved
UPDATE jobs SET former = '' WHERE id = :id AND entry = :entry

-- name: rename_disproved
UPDATE jobs SET entry = former, former = '', in_inbox = 0, archive = '', changed = :now WHERE id = :id AND former <> ''

-- name: reattach
UPDATE jobs SET in_inbox = 1, entry = :entry, signature = :signature, former = '', archive = '', found = :found, todo = '',
  status = CASE WHEN status = 'attention' THEN 'waiting' ELSE status END, changed = :now
WHERE id = :id

-- name: touched
UPDATE jobs SET signature = :signature WHERE id = :id

-- name: whole_set
INSERT OR REPLACE INTO whole (job, files, at) VALUES (:job, :files, :now)

-- name: whole
SELECT at FROM whole WHERE job = :job AND files = :files

-- name: advise
UPDATE jobs SET found = :found, todo = :todo, changed = :now WHERE id = :id

-- name: reopen
UPDATE jobs SET status = 'waiting', first = NULL, not_before = 0, found = :found, todo = :todo, changed = :now
WHERE id = :id AND status = 'attention'

-- name: copies_of
SELECT * FROM jobs WHERE first = :id AND status = 'attention'

-- name: archives
SELECT archive FROM jobs WHERE profile = :profile AND in_inbox = 0 AND archive <> ''

-- name: hold_over
UPDATE OR IGNORE holds SET job = :id WHERE job = :newer

-- name: audit_head
SELECT number, hash, event FROM audit

-- name: audit_head_set
UPDATE audit SET number = :number, hash = :hash

-- name: audit_followed
UPDATE audit SET event = :event

-- name: events_after
SELECT id, job, at, what, detail FROM events WHERE id > :event ORDER BY id

-- name: hold
INSERT INTO holds (job, reason, since) VALUES (:job, :reason, :now)
ON CONFLICT (job) DO UPDATE SET reason = :reason

-- name: release
DELETE FROM holds WHERE job = :job

-- name: holds
SELECT job, reason, since FROM holds ORDER BY since, job

-- name: returned
INSERT INTO returns (profile, file, signature, sha256, job, matched, ticked, items, found, todo, at)
VALUES (:profile, :file, :signature, :sha256, :job, :matched, :ticked, :items, :found, :todo, :at)

-- name: return_signature
UPDATE returns SET signature = :signature WHERE id = :id

-- name: return_note
UPDATE returns SET found = :found, todo = :todo WHERE id = :id

-- name: note_of_return
-- nothing came back since, nor is anything else wrong
UPDATE jobs SET found = :found, todo = :todo WHERE id = :job AND status = 'checked' AND found = :before

-- name: returns_of_profile
SELECT * FROM returns WHERE profile = :profile ORDER BY id

-- name: returns_of_job
SELECT * FROM returns WHERE job = :job ORDER BY id

-- name: original
INSERT OR REPLACE INTO originals (job, place, sha256) VALUES (:job, :place, :sha256)

-- name: originals
SELECT place, sha256 FROM originals WHERE job = :job ORDER BY place

-- name: left_over
INSERT INTO leftovers (job, found, todo, since) VALUES (:job, :found, :todo, :now)
ON CONFLICT (job) DO UPDATE SET found = :found, todo = :todo

-- name: left_over_no_more
DELETE FROM leftovers WHERE job = :job

-- name: leftovers
SELECT l.job, l.found, l.todo, l.since FROM leftovers l JOIN jobs j ON j.id = l.job
WHERE j.profile = :profile ORDER BY l.since, l.job

-- name: wrote
INSERT OR IGNORE INTO written (folder, name, sha256) VALUES (:folder, :name, :sha256)

-- name: written
SELECT name, sha256 FROM written WHERE folder = :folder

-- name: erase_names
UPDATE jobs SET entry = :neutral, former = '', called = '', archive = '', draft_folder = '', draft = '', found = :found, todo = '', settings = '',
  in_inbox = 0, erased = coalesce(erased, :now)
WHERE id = :id

-- name: erase_names_told
-- what another recording with the same content was told of this one
UPDATE jobs SET found = replace(replace(replace(replace(replace(found, :entry, :neutral), :called, :neutral), :former, :neutral),
  :archive, :neutral), :folder, :neutral)
WHERE first = :id

-- name: erase_names_advised
-- what staff were told of a draft that this recording's draft holds all of: to use that one, which is gone
UPDATE jobs SET found = '', todo = ''
WHERE id <> :id AND first IS NOT :id AND erased IS NULL AND status IN ('drafted', 'checked') AND (
  instr(found, '「' || :entry || '」') > 0
  OR (:called <> '' AND instr(found, '「' || :called || '」') > 0)
  OR (:former <> '' AND instr(found, '「' || :former || '」') > 0)
)

-- name: erase_names_published
UPDATE OR REPLACE publications SET name = '' WHERE job = :id

-- name: erase_names_returned
UPDATE returns SET file = '', signature = '', found = '', todo = '' WHERE job = :id

-- name: note_of_return_over
-- a note about something else (the original cannot be moved) stays
UPDATE jobs SET found = '', todo = ''
WHERE id = :job AND status = 'checked'
  AND EXISTS (SELECT 1 FROM returns r WHERE r.job = jobs.id AND r.found = jobs.found AND r.todo = jobs.todo)

-- name: erase_originals
DELETE FROM originals WHERE job = :id

-- name: named
-- whether anything that may hold a recording's name is left
SELECT erased IS NULL
  OR EXISTS (SELECT 1 FROM returns WHERE job = :id AND file <> '')
  OR EXISTS (SELECT 1 FROM publications WHERE job = :id AND name <> '')
  OR EXISTS (SELECT 1 FROM leftovers WHERE job = :id) AS named
FROM jobs WHERE id = :id

-- name: return_unnamed
UPDATE returns SET file = '', signature = '', found = '', todo = '' WHERE id = :id

-- name: scrub
UPDATE scrubbing SET due = :due

-- name: scrubbing
SELECT due FROM scrubbing
