-- Jobs and all that changes with them in one transaction: events, money, paid calls, kept replies.

CREATE TABLE tenant (
    id         text PRIMARY KEY CHECK (id <> ''),
    tier       text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TYPE job_status AS ENUM ('queued', 'processing', 'completed', 'failed', 'cancelled');

CREATE TABLE job (
    tenant_id      text        NOT NULL,
    id             text        NOT NULL,
    user_id        text        NOT NULL,
    tier           text        NOT NULL,
    type           text        NOT NULL,
    status         job_status  NOT NULL DEFAULT 'queued',
    phase          text        NOT NULL DEFAULT 'waiting',
    progress       int         NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
    run            int         NOT NULL DEFAULT 1 CHECK (run > 0),
    version        int         NOT NULL DEFAULT 1,
    params         jsonb       NOT NULL,
    options        jsonb       NOT NULL,                  -- provider, routing, allowFallback
    priority       int         NOT NULL DEFAULT 2 CHECK (priority BETWEEN 1 AND 3),  -- high, normal, low
    provider       text,                                  -- who delivered, or was asked last
    price          bigint      NOT NULL CHECK (price > 0),
    charged        bigint      NOT NULL DEFAULT 0,
    refunded       bigint      NOT NULL DEFAULT 0,
    target_seconds int         NOT NULL CHECK (target_seconds > 0),
    deadline_at    timestamptz,
    steps          jsonb       NOT NULL DEFAULT '[]',
    outputs        jsonb       NOT NULL DEFAULT '[]',
    error          jsonb,
    metadata       jsonb       NOT NULL DEFAULT '{}',
    tags           text[]      NOT NULL DEFAULT '{}',
    created_at     timestamptz NOT NULL DEFAULT now(),
    queued_at      timestamptz NOT NULL DEFAULT now(),
    started_at     timestamptz,
    completed_at   timestamptz,
    claimed_at     timestamptz,                           -- has one of its tenant's places
    relayed_at     timestamptz,                           -- its workflow was started
    closed_at      timestamptz,                           -- a cancelled run's workflow is known to have closed
    quota_month    date,                                  -- the month that counts it, until it is given back
    deleted_at     timestamptz,
    CHECK (charged >= 0 AND refunded >= 0 AND charged + refunded <= price),
    PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX job_id ON job (id);
CREATE INDEX job_newest  ON job (tenant_id, created_at DESC, id DESC);
CREATE INDEX job_waiting ON job (tenant_id, priority, queued_at, id) WHERE status = 'queued' AND claimed_at IS NULL;
CREATE INDEX job_placed  ON job (tenant_id) WHERE claimed_at IS NOT NULL AND status IN ('queued', 'processing');
CREATE INDEX job_unrelayed ON job (claimed_at) WHERE claimed_at IS NOT NULL AND relayed_at IS NULL AND status = 'queued';
CREATE INDEX job_open    ON job (relayed_at) WHERE status IN ('queued', 'processing') AND relayed_at IS NOT NULL;
CREATE INDEX job_closing ON job (completed_at) WHERE status = 'cancelled' AND claimed_at IS NOT NULL AND closed_at IS NULL;
CREATE INDEX job_measured ON job (type, completed_at DESC) WHERE status = 'completed';

-- The job log: one row a version, in the transaction that made the version.
CREATE TABLE event (
    tenant_id text        NOT NULL,
    job_id    text        NOT NULL,
    version   int         NOT NULL,
    snapshot  jsonb       NOT NULL,
    at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant_id, job_id, version)
);
CREATE INDEX event_age ON event (at);

-- A call to a provider, keyed job.run.part.route. A paid one's row is committed before the request leaves,
-- so that whoever comes after a crash knows that the vendor may have been asked.
CREATE TABLE attempt (
    tenant_id       text        NOT NULL,
    job_id          text        NOT NULL,
    run             int         NOT NULL,
    part            int         NOT NULL,
    route           int         NOT NULL,
    no              int         NOT NULL,
    step            text        NOT NULL,
    provider        text        NOT NULL,
    ability         text        NOT NULL,
    model           text        NOT NULL,
    state           text        NOT NULL DEFAULT 'intended'
                    CHECK (state IN ('intended', 'accepted', 'finished', 'refused', 'failed', 'unknown')),
    tries           int         NOT NULL DEFAULT 1,
    ticket          jsonb,
    result          jsonb,
    error_code      text,
    fallback_reason text,
    vendor_cancel   text        CHECK (vendor_cancel IN ('pending', 'confirmed', 'unconfirmed')),
    started_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at        timestamptz,
    PRIMARY KEY (tenant_id, job_id, run, part, route),
    CHECK (state <> 'accepted' OR ticket IS NOT NULL),
    CHECK (state <> 'finished' OR result IS NOT NULL)
);
CREATE UNIQUE INDEX attempt_ticket ON attempt (provider, (ticket ->> 'id')) WHERE ticket IS NOT NULL;
CREATE INDEX attempt_recent ON attempt (started_at, provider, ability);
CREATE INDEX attempt_unknown ON attempt (started_at) WHERE state = 'unknown';

-- The first answer to an Idempotency-Key, written with what it answers.
CREATE TABLE reply (
    tenant_id   text  NOT NULL,
    route       text  NOT NULL,
    key         text  NOT NULL,
    fingerprint text  NOT NULL,
    status      int   NOT NULL,
    body        jsonb NOT NULL,
    at          timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, route, key)
);
CREATE INDEX reply_age ON reply (at);

CREATE TABLE quota (
    tenant_id text NOT NULL,
    month     date NOT NULL,
    accepted  int  NOT NULL CHECK (accepted >= 0),
    PRIMARY KEY (tenant_id, month)
) WITH (fillfactor = 50);

CREATE TABLE asset (
    tenant_id        text        NOT NULL,
    id               text        NOT NULL,
    user_id          text        NOT NULL,
    job_id           text,
    origin           text        NOT NULL CHECK (origin IN ('upload', 'output', 'inline', 'fetched')),
    role             text        NOT NULL,
    part             int         NOT NULL DEFAULT 0,
    name             text        NOT NULL,
    sha256           text        NOT NULL,
    size_bytes       bigint      NOT NULL,
    mime_type        text        NOT NULL,
    width            int,
    height           int,
    duration_seconds double precision,
    metadata         jsonb       NOT NULL DEFAULT '{}',
    created_at       timestamptz NOT NULL DEFAULT now(),
    deleted_at       timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX asset_id ON asset (id);
CREATE INDEX asset_blob ON asset (tenant_id, sha256) WHERE deleted_at IS NULL;
CREATE INDEX asset_job ON asset (tenant_id, job_id);

CREATE TABLE api_key (
    tenant_id  text        NOT NULL,
    id         text        NOT NULL,
    user_id    text        NOT NULL,
    name       text        NOT NULL,
    prefix     text        NOT NULL,
    sha256     text        NOT NULL UNIQUE,
    roles      text[]      NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz,
    PRIMARY KEY (tenant_id, id)
);

-- What operators did, to whom and why.
CREATE TABLE audit_log (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id text NOT NULL,
    actor     text NOT NULL,
    action    text NOT NULL,
    subject   text NOT NULL,
    reason    text NOT NULL,
    at        timestamptz NOT NULL DEFAULT now()
);

-- What each worker can really do, said at start and by heartbeat.
CREATE TABLE capability (
    worker_id text PRIMARY KEY,
    queues    text[]      NOT NULL,
    body      jsonb       NOT NULL,
    seen_at   timestamptz NOT NULL DEFAULT now()
);

-- The circuit breaker of a provider's ability, shared by all workers.
CREATE TABLE circuit (
    provider   text NOT NULL,
    ability    text NOT NULL,
    failures   int  NOT NULL DEFAULT 0,
    open_until timestamptz,
    reason     text NOT NULL DEFAULT '',
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (provider, ability)
);

-- GCRA: when the next request would have been on time. Lost in a crash, at no one's cost.
CREATE UNLOGGED TABLE rate (
    key text PRIMARY KEY,
    arrives_at timestamptz NOT NULL
) WITH (fillfactor = 50);


CREATE FUNCTION iso(_at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT to_char(_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

CREATE FUNCTION attempts_of(_tenant text, _job text) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
               'no', no, 'run', run, 'part', part, 'provider', provider, 'model', model,
               'startedAt', iso(started_at), 'endedAt', iso(ended_at),
               'outcome', CASE state WHEN 'intended' THEN 'submitting' WHEN 'accepted' THEN 'running' ELSE state END,
               'errorCode', error_code, 'vendorJobId', ticket ->> 'id',
               'vendorCancel', vendor_cancel, 'fallbackReason', fallback_reason)) ORDER BY no), '[]')
      FROM attempt WHERE tenant_id = _tenant AND job_id = _job
$$;

-- The resource as every door shows it; urls, queue and the estimated time are added when it is sent.
CREATE FUNCTION snapshot(_job job) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'id', _job.id, 'type', _job.type, 'status', _job.status, 'phase', _job.phase,
        'progress', _job.progress, 'run', _job.run, 'params', _job.params, 'provider', _job.provider,
        'creditsReserved', _job.price, 'creditsCharged', _job.charged, 'creditsRefunded', _job.refunded,
        'outputs', _job.outputs, 'error', _job.error,
        'attempts', attempts_of(_job.tenant_id, _job.id), 'steps', _job.steps,
        'metadata', _job.metadata, 'tags', to_jsonb(_job.tags), 'version', _job.version,
        'createdAt', iso(_job.created_at), 'startedAt', iso(_job.started_at), 'completedAt', iso(_job.completed_at))
$$;

CREATE FUNCTION step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> NEW.status AND (OLD.status, NEW.status) NOT IN (
        ('queued', 'processing'), ('queued', 'failed'), ('queued', 'cancelled'),
        ('processing', 'completed'), ('processing', 'failed'), ('processing', 'cancelled'),
        ('failed', 'queued')) THEN
        RAISE 'wrong_state' USING ERRCODE = 'ST409', DETAIL = format('%s to %s', OLD.status, NEW.status);
    ELSIF OLD.status <> NEW.status AND NEW.version = OLD.version THEN
        RAISE 'unlogged_change' USING ERRCODE = 'ST403', DETAIL = OLD.id;
    ELSIF NEW.version NOT IN (OLD.version, OLD.version + 1) THEN
        RAISE 'version_jumps' USING ERRCODE = 'ST403', DETAIL = OLD.id;
    ELSIF NEW.run = OLD.run AND NEW.progress < OLD.progress THEN
        NEW.progress := OLD.progress;  -- never falls within a run, also over a fallback
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER step BEFORE UPDATE ON job FOR EACH ROW EXECUTE FUNCTION step();

CREATE FUNCTION log() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = studio, pg_temp AS $$
BEGIN
    INSERT INTO event (tenant_id, job_id, version, snapshot) VALUES (NEW.tenant_id, NEW.id, NEW.version, snapshot(NEW));
    PERFORM pg_notify('studio', format('%s %s %s %s', NEW.tenant_id, NEW.id, NEW.version, NEW.status));
    RETURN NULL;
END $$;
CREATE TRIGGER log_insert AFTER INSERT ON job FOR EACH ROW EXECUTE FUNCTION log();
CREATE TRIGGER log_update AFTER UPDATE ON job FOR EACH ROW WHEN (NEW.version > OLD.version) EXECUTE FUNCTION log();


-- One row in the log for one request within the rate; answers how long to wait (0: go on) and how many are left.
CREATE FUNCTION throttle(_key text, _per_minute int) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    spacing interval := make_interval(secs => 60.0 / _per_minute);
    burst   interval := interval '60 seconds';
    moment  timestamptz := clock_timestamp();
    next_at timestamptz;
BEGIN
    INSERT INTO rate AS r VALUES (_key, moment + spacing)
    ON CONFLICT (key) DO UPDATE SET arrives_at = greatest(r.arrives_at, moment) + spacing
      WHERE greatest(r.arrives_at, moment) + spacing <= moment + burst
    RETURNING arrives_at INTO next_at;
    IF next_at IS NULL THEN
        SELECT arrives_at INTO next_at FROM rate WHERE key = _key;
        RETURN jsonb_build_object('wait', greatest(extract(epoch FROM next_at + spacing - burst - moment), 0.001),
                                  'left', 0, 'reset', extract(epoch FROM next_at - moment));
    END IF;
    RETURN jsonb_build_object('wait', 0,
        'left', floor(extract(epoch FROM moment + burst - next_at) / extract(epoch FROM spacing)),
        'reset', extract(epoch FROM next_at - moment));
END $$;

CREATE FUNCTION enrol(_tenant text, _tier text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM act_for(_tenant);
    INSERT INTO tenant (id, tier) VALUES (_tenant, _tier)
    ON CONFLICT (id) DO UPDATE SET tier = EXCLUDED.tier WHERE tenant.tier <> EXCLUDED.tier;
END $$;

-- Look for the first answer to a key, and take the key while this transaction lasts. A rival in flight is told so.
CREATE FUNCTION recall(_tenant text, _route text, _key text, _fingerprint text) RETURNS reply LANGUAGE plpgsql AS $$
DECLARE earlier reply;
BEGIN
    PERFORM act_for(_tenant);
    IF NOT pg_try_advisory_xact_lock(hashtextextended(_tenant || ' ' || _route || ' ' || _key, 0)) THEN
        RAISE 'idempotency_in_flight' USING ERRCODE = 'ST425';
    END IF;
    SELECT * INTO earlier FROM reply
     WHERE tenant_id = _tenant AND route = _route AND key = _key AND at > now() - interval '24 hours';
    IF FOUND AND earlier.fingerprint <> _fingerprint THEN
        RAISE 'idempotency_mismatch' USING ERRCODE = 'ST423';
    END IF;
    RETURN earlier;
END $$;

CREATE FUNCTION keep(_tenant text, _route text, _key text, _fingerprint text, _status int, _body jsonb)
RETURNS void LANGUAGE sql AS $$
    INSERT INTO reply (tenant_id, route, key, fingerprint, status, body)
    VALUES (_tenant, _route, _key, _fingerprint, _status, _body)
    ON CONFLICT (tenant_id, route, key) DO UPDATE
       SET fingerprint = EXCLUDED.fingerprint, status = EXCLUDED.status, body = EXCLUDED.body, at = now()
$$;

-- Count a job in this month, unless the month is used up. A limit of NULL never is.
CREATE FUNCTION take_quota(_tenant text, _limit int) RETURNS date LANGUAGE plpgsql AS $$
DECLARE this_month date := date_trunc('month', now() AT TIME ZONE 'UTC');
BEGIN
    INSERT INTO quota AS q VALUES (_tenant, this_month, 1)
    ON CONFLICT (tenant_id, month) DO UPDATE SET accepted = q.accepted + 1
      WHERE _limit IS NULL OR q.accepted < _limit;
    IF NOT FOUND OR _limit < 1 THEN
        RAISE 'quota_exceeded' USING ERRCODE = 'ST428';
    END IF;
    RETURN this_month;
END $$;

CREATE FUNCTION give_back_quota(_tenant text, _month date) RETURNS void LANGUAGE sql AS $$
    UPDATE quota SET accepted = accepted - 1 WHERE tenant_id = _tenant AND month = _month AND accepted > 0
$$;

-- Accept a job: key, quota, job, event and hold, or nothing at all. The hold comes last, because from there to
-- the commit the tenant's balance is locked. Answers {"replayed": …} with the kept answer, or null.
CREATE FUNCTION admit(_tenant text, _ask jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    earlier reply;
    month   date;
BEGIN
    PERFORM act_for(_tenant);
    IF _ask ->> 'key' IS NOT NULL THEN
        earlier := recall(_tenant, _ask ->> 'route', _ask ->> 'key', _ask ->> 'fingerprint');
        IF earlier.key IS NOT NULL THEN
            RETURN earlier.body;
        END IF;
    END IF;
    month := take_quota(_tenant, (_ask ->> 'jobsPerMonth')::int);
    IF (SELECT count(*) FROM job WHERE tenant_id = _tenant AND status = 'queued' AND claimed_at IS NULL)
        >= (_ask ->> 'waitingMax')::int THEN
        RAISE 'concurrency_limited' USING ERRCODE = 'ST429';
    END IF;
    INSERT INTO job (tenant_id, id, user_id, tier, type, params, options, priority, price, target_seconds,
                     deadline_at, metadata, tags, quota_month)
    VALUES (_tenant, _ask ->> 'id', _ask ->> 'userId', _ask ->> 'tier', _ask ->> 'type', _ask -> 'params',
            _ask -> 'options', (_ask ->> 'priority')::int, (_ask ->> 'price')::bigint, (_ask ->> 'targetSeconds')::int,
            now() + make_interval(secs => (_ask ->> 'deadlineSeconds')::double precision),
            _ask -> 'metadata', ARRAY(SELECT jsonb_array_elements_text(_ask -> 'tags')), month);
    IF _ask ->> 'key' IS NOT NULL THEN
        PERFORM keep(_tenant, _ask ->> 'route', _ask ->> 'key', _ask ->> 'fingerprint', 202, _ask -> 'answer');
    END IF;
    PERFORM hold(_tenant, (_ask ->> 'id') || '.1:hold', (_ask ->> 'id') || '.1', (_ask ->> 'price')::bigint);
    RETURN NULL;
END $$;

-- Lock the job for this run, or say why not: every write of a run passes here.
CREATE FUNCTION open_run(_tenant text, _job text, _run int) RETURNS job LANGUAGE plpgsql AS $$
DECLARE found_job job;
BEGIN
    PERFORM act_for(_tenant);
    SELECT * INTO found_job FROM job WHERE tenant_id = _tenant AND id = _job FOR UPDATE;
    IF NOT FOUND THEN
        RAISE 'unknown_job' USING ERRCODE = 'ST404', DETAIL = _job;
    ELSIF found_job.run <> _run OR found_job.status NOT IN ('queued', 'processing') THEN
        RAISE 'run_is_over' USING ERRCODE = 'ST412', DETAIL = format('%s.%s', _job, _run);
    END IF;
    RETURN found_job;
END $$;

-- Steps as the resource shows them. A step left open by a dead worker is closed when its next attempt begins.
CREATE FUNCTION ended(_steps jsonb, _name text, _part int, _state text) RETURNS jsonb LANGUAGE sql VOLATILE AS $$
    SELECT coalesce(jsonb_agg(CASE
               WHEN s ->> 'name' = _name AND (s ->> 'part')::int IS NOT DISTINCT FROM _part AND s ->> 'state' = 'running'
               THEN s || jsonb_build_object('state', _state, 'endedAt', iso(clock_timestamp())) ELSE s END
               ORDER BY n), '[]')
      FROM jsonb_array_elements(_steps) WITH ORDINALITY AS each(s, n)
$$;
CREATE FUNCTION begun(_steps jsonb, _name text, _part int) RETURNS jsonb LANGUAGE sql VOLATILE AS $$
    SELECT ended(_steps, _name, _part, 'lost') || jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
        'name', _name, 'part', _part, 'state', 'running', 'startedAt', iso(clock_timestamp()))))
$$;

-- What an activity tells of its way: {phase, progress, begin, end, state, part}. `begin` and `end` name steps.
CREATE FUNCTION note(_tenant text, _job text, _run int, _note jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    this   job := open_run(_tenant, _job, _run);
    places jsonb := this.steps;
    part   int := (_note ->> 'part')::int;
BEGIN
    IF _note ? 'begin' THEN
        places := begun(places, _note ->> 'begin', part);
    END IF;
    IF _note ? 'end' THEN
        places := ended(places, _note ->> 'end', part, coalesce(_note ->> 'state', 'done'));
    END IF;
    UPDATE job SET status = 'processing', started_at = coalesce(started_at, clock_timestamp()),
                   phase = coalesce(_note ->> 'phase', phase),
                   progress = least(coalesce((_note ->> 'progress')::int, progress), 99),
                   steps = places, version = version + 1
     WHERE tenant_id = _tenant AND id = _job RETURNING * INTO this;
    RETURN jsonb_build_object('version', this.version, 'secondsLeft', extract(epoch FROM least(
        this.started_at + make_interval(secs => this.target_seconds), this.deadline_at) - clock_timestamp()));
END $$;

-- Confirm the hold that admission made: the run may go on.
CREATE FUNCTION reserve(_tenant text, _job text, _run int) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE this job := open_run(_tenant, _job, _run);
BEGIN
    PERFORM hold(_tenant, format('%s.%s:hold', _job, _run), format('%s.%s', _job, _run), this.price);
    RETURN note(_tenant, _job, _run, '{"phase": "reserving", "begin": "reserve", "end": "reserve"}');
END $$;

-- Say, before the request leaves, that it is about to. `go`: send it. Otherwise somebody was here before, and this is
-- what is known. A call that the vendor certainly took nothing on may be made again.
CREATE FUNCTION intend(_tenant text, _job text, _run int, _call jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    this    job := open_run(_tenant, _job, _run);
    mine    attempt;
    fresh   boolean := false;
BEGIN
    SELECT * INTO mine FROM attempt WHERE tenant_id = _tenant AND job_id = _job AND run = _run
       AND part = (_call ->> 'part')::int AND route = (_call ->> 'route')::int;
    IF NOT FOUND THEN
        INSERT INTO attempt (tenant_id, job_id, run, part, route, no, step, provider, ability, model, fallback_reason)
        VALUES (_tenant, _job, _run, (_call ->> 'part')::int, (_call ->> 'route')::int,
                (SELECT count(*) + 1 FROM attempt WHERE tenant_id = _tenant AND job_id = _job),
                _call ->> 'step', _call ->> 'provider', _call ->> 'ability', _call ->> 'model', _call ->> 'fallbackReason')
        RETURNING * INTO mine;
        fresh := true;
    ELSIF mine.state = 'refused' OR (mine.state = 'intended' AND NOT (_call ->> 'paid')::boolean) THEN
        UPDATE attempt SET state = 'intended', tries = tries + 1, error_code = NULL, ended_at = NULL
         WHERE tenant_id = _tenant AND job_id = _job AND run = _run AND part = mine.part AND route = mine.route
        RETURNING * INTO mine;
        fresh := true;
    END IF;
    UPDATE job SET provider = _call ->> 'provider' WHERE tenant_id = _tenant AND id = _job;
    PERFORM note(_tenant, _job, _run, jsonb_build_object('phase', 'submitting', 'begin', _call ->> 'step', 'part', mine.part));
    RETURN jsonb_build_object('go', fresh, 'tries', mine.tries, 'state', mine.state, 'ticket', mine.ticket, 'result', mine.result);
END $$;

-- What became of the call. A verdict stands: only a call that is open or unknown may still change.
-- Answers 'stands' where one did, else whether the run is 'live' or 'over'.
CREATE FUNCTION conclude(_tenant text, _job text, _run int, _call jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    mine attempt;
    this job;
BEGIN
    PERFORM act_for(_tenant);
    SELECT * INTO this FROM job WHERE tenant_id = _tenant AND id = _job FOR UPDATE;
    UPDATE attempt SET state = _call ->> 'state',
           ticket = coalesce(nullif(_call -> 'ticket', 'null'), ticket), result = nullif(_call -> 'result', 'null'),
           model = coalesce(_call ->> 'model', model), error_code = _call ->> 'errorCode',
           vendor_cancel = coalesce(_call ->> 'vendorCancel', vendor_cancel),
           ended_at = CASE WHEN _call ->> 'state' IN ('accepted', 'unknown') THEN NULL ELSE clock_timestamp() END
     WHERE tenant_id = _tenant AND job_id = _job AND run = _run
       AND part = (_call ->> 'part')::int AND route = (_call ->> 'route')::int
       AND state IN ('intended', 'accepted', 'unknown') RETURNING * INTO mine;
    IF NOT FOUND THEN
        RETURN 'stands';
    END IF;
    UPDATE job SET version = version + 1,
           phase = CASE WHEN this.run = _run AND status = 'processing' THEN coalesce(_call ->> 'phase', phase) ELSE phase END,
           steps = CASE WHEN this.run = _run AND mine.state NOT IN ('unknown')
                        THEN ended(steps, _call ->> 'step', mine.part,
                                   CASE WHEN mine.state IN ('accepted', 'finished') THEN 'done' ELSE 'failed' END)
                        ELSE steps END
     WHERE tenant_id = _tenant AND id = _job;
    RETURN CASE WHEN this.run = _run AND this.status IN ('queued', 'processing') THEN 'live' ELSE 'over' END;
END $$;

-- End a run: status, outputs, event and money together. A repeat, or another ending, finds what the row became.
CREATE FUNCTION finish(_tenant text, _job text, _run int, _end jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    this   job;
    charge bigint := (_end ->> 'charge')::bigint;
    hold_name text := format('%s.%s', _job, _run);
BEGIN
    PERFORM act_for(_tenant);
    SELECT * INTO this FROM job WHERE tenant_id = _tenant AND id = _job FOR UPDATE;
    IF NOT FOUND THEN
        RAISE 'unknown_job' USING ERRCODE = 'ST404', DETAIL = _job;
    ELSIF this.run <> _run OR this.status NOT IN ('queued', 'processing') THEN
        RETURN jsonb_build_object('changed', false, 'status', CASE WHEN this.run = _run THEN this.status ELSE 'failed' END,
                                  'charged', this.charged);
    END IF;
    INSERT INTO asset (tenant_id, id, user_id, job_id, origin, role, part, name, sha256, size_bytes, mime_type,
                       width, height, duration_seconds, metadata)
    SELECT _tenant, o ->> 'id', this.user_id, _job, 'output', o ->> 'role', (o ->> 'part')::int, o ->> 'name',
           o ->> 'sha256', (o ->> 'bytes')::bigint, o ->> 'mimeType', (o ->> 'width')::int, (o ->> 'height')::int,
           (o ->> 'durationSeconds')::double precision, o -> 'metadata'
      FROM jsonb_array_elements(_end -> 'outputs') AS o
    ON CONFLICT DO NOTHING;
    UPDATE job SET status = (_end ->> 'status')::job_status, phase = 'settling', charged = charge,
                   refunded = this.price - charge, outputs = _end -> 'outputs', error = nullif(_end -> 'error', 'null'),
                   progress = CASE WHEN _end ->> 'status' = 'completed' THEN 100 ELSE progress END,
                   steps = (SELECT coalesce(jsonb_agg(CASE WHEN s ->> 'state' = 'running'
                                THEN s || jsonb_build_object('state', 'failed', 'endedAt', iso(clock_timestamp()))
                                ELSE s END ORDER BY n), '[]')
                              FROM jsonb_array_elements(steps) WITH ORDINALITY AS each(s, n))
                           || jsonb_build_array(jsonb_build_object('name', 'settle', 'state', 'done',
                                'startedAt', iso(clock_timestamp()), 'endedAt', iso(clock_timestamp()))),
                   quota_month = CASE WHEN _end ->> 'status' = 'completed' THEN quota_month END,
                   completed_at = clock_timestamp(), started_at = coalesce(started_at, clock_timestamp()),
                   version = version + 1
     WHERE tenant_id = _tenant AND id = _job;
    IF _end ->> 'status' <> 'completed' THEN
        PERFORM give_back_quota(_tenant, this.quota_month);
    END IF;
    IF charge > 0 THEN
        PERFORM settle(_tenant, hold_name || ':end', hold_name, charge);
    ELSE
        PERFORM release(_tenant, hold_name || ':end', hold_name);
    END IF;
    RETURN jsonb_build_object('changed', true, 'status', _end ->> 'status', 'charged', charge);
END $$;

-- Cancel at once and for good, in whatever phase; the workflow and the vendor are told afterwards.
CREATE FUNCTION cancel(_tenant text, _job text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE this job;
BEGIN
    PERFORM act_for(_tenant);
    SELECT * INTO this FROM job WHERE tenant_id = _tenant AND id = _job AND deleted_at IS NULL FOR UPDATE;
    IF NOT FOUND THEN
        RAISE 'unknown_job' USING ERRCODE = 'ST404', DETAIL = _job;
    ELSIF this.status IN ('completed', 'failed') THEN
        RAISE 'job_is_over' USING ERRCODE = 'ST409', DETAIL = this.status::text;
    ELSIF this.status = 'cancelled' THEN
        RETURN jsonb_build_object('changed', false, 'refunded', this.refunded, 'version', this.version);
    END IF;
    UPDATE attempt SET vendor_cancel = 'pending'
     WHERE tenant_id = _tenant AND job_id = _job AND run = this.run AND state = 'accepted';
    UPDATE job SET status = 'cancelled', refunded = price, quota_month = NULL, completed_at = clock_timestamp(),
                   version = version + 1
     WHERE tenant_id = _tenant AND id = _job RETURNING version INTO this.version;
    PERFORM give_back_quota(_tenant, this.quota_month);
    PERFORM release(_tenant, format('%s.%s:end', _job, this.run), format('%s.%s', _job, this.run));
    RETURN jsonb_build_object('changed', true, 'refunded', this.price, 'version', this.version);
END $$;

-- Run a failed job again: the next run, a new hold.
CREATE FUNCTION retry(_tenant text, _job text, _ask jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    this  job;
    month date;
BEGIN
    PERFORM act_for(_tenant);
    SELECT * INTO this FROM job WHERE tenant_id = _tenant AND id = _job AND deleted_at IS NULL FOR UPDATE;
    IF NOT FOUND THEN
        RAISE 'unknown_job' USING ERRCODE = 'ST404', DETAIL = _job;
    ELSIF this.status <> 'failed' THEN
        RAISE 'not_failed' USING ERRCODE = 'ST409', DETAIL = this.status::text;
    END IF;
    month := take_quota(_tenant, (_ask ->> 'jobsPerMonth')::int);
    UPDATE job SET status = 'queued', phase = 'waiting', run = run + 1, progress = 0, charged = 0, refunded = 0,
                   outputs = '[]', error = NULL, steps = '[]', started_at = NULL, completed_at = NULL,
                   claimed_at = NULL, relayed_at = NULL, closed_at = NULL, queued_at = now(), quota_month = month,
                   deadline_at = CASE WHEN deadline_at IS NULL THEN NULL ELSE now() + (deadline_at - this.created_at) END,
                   options = options || coalesce(_ask -> 'options', '{}'), version = version + 1
     WHERE tenant_id = _tenant AND id = _job RETURNING * INTO this;
    PERFORM hold(_tenant, format('%s.%s:hold', _job, this.run), format('%s.%s', _job, this.run), this.price);
    RETURN jsonb_build_object('reserved', this.price, 'version', this.version);
END $$;

-- Take places for a tenant's oldest waiting jobs while it has room. One relay at a time a tenant.
CREATE FUNCTION claim(_tenant text, _places jsonb, _limit int) RETURNS SETOF job LANGUAGE plpgsql AS $$
DECLARE room int;
BEGIN
    PERFORM act_for(_tenant);
    PERFORM pg_advisory_xact_lock(hashtextextended('claim ' || _tenant, 0));
    SELECT (_places ->> tier)::int - (
               SELECT count(*) FROM job WHERE tenant_id = _tenant AND claimed_at IS NOT NULL AND status IN ('queued', 'processing'))
      INTO room FROM tenant WHERE id = _tenant;
    RETURN QUERY
        -- Materialized: a subquery under IN may run again and take more than its limit.
        WITH oldest AS MATERIALIZED (
            SELECT id FROM job WHERE tenant_id = _tenant AND status = 'queued' AND claimed_at IS NULL
             ORDER BY priority, queued_at, id LIMIT greatest(least(room, _limit), 0) FOR UPDATE)
        UPDATE job SET claimed_at = clock_timestamp()
          FROM oldest WHERE job.tenant_id = _tenant AND job.id = oldest.id
        RETURNING job.*;
END $$;

CREATE FUNCTION publish(_worker text, _queues text[], _body jsonb) RETURNS void LANGUAGE sql AS $$
    INSERT INTO capability VALUES (_worker, _queues, _body, now())
    ON CONFLICT (worker_id) DO UPDATE SET queues = EXCLUDED.queues, body = EXCLUDED.body, seen_at = now()
$$;

-- Count a failure of a provider's ability; past the limit the circuit opens for a while. A success closes it.
CREATE FUNCTION circuit_failed(_provider text, _ability text, _limit int, _seconds double precision, _reason text)
RETURNS void LANGUAGE sql AS $$
    INSERT INTO circuit AS c VALUES (_provider, _ability, 1,
        CASE WHEN _limit <= 1 THEN now() + make_interval(secs => _seconds) END, _reason, now())
    ON CONFLICT (provider, ability) DO UPDATE SET failures = c.failures + 1, reason = _reason, changed_at = now(),
        open_until = CASE WHEN c.failures + 1 >= _limit THEN now() + make_interval(secs => _seconds) ELSE c.open_until END
$$;
CREATE FUNCTION circuit_closed(_provider text, _ability text) RETURNS void LANGUAGE sql AS $$
    UPDATE circuit SET failures = 0, open_until = NULL, reason = '', changed_at = now()
     WHERE provider = _provider AND ability = _ability AND (failures > 0 OR open_until IS NOT NULL)
$$;


-- Jobs against the book. No row: both tell the same story.
CREATE VIEW job_audit WITH (security_invoker = true) AS
    SELECT problem, tenant_id, job_id AS subject FROM (
        SELECT job.tenant_id, job.id AS job_id, CASE
                   WHEN begun.id IS NULL THEN 'no hold'
                   WHEN job.status IN ('queued', 'processing') AND fin.id IS NOT NULL THEN 'open job, ended hold'
                   WHEN job.status NOT IN ('queued', 'processing') AND fin.id IS NULL THEN 'ended job, open hold'
                   WHEN job.charged <> coalesce(fin.revenue_delta, 0) THEN 'another sum was charged'
               END AS problem
          FROM job
          LEFT JOIN op AS begun ON begun.tenant_id = job.tenant_id AND begun.hold_id = job.id || '.' || job.run AND begun.kind = 'hold'
          LEFT JOIN op AS fin   ON fin.tenant_id = job.tenant_id AND fin.hold_id = job.id || '.' || job.run
                               AND fin.kind IN ('settle', 'release')) AS compared
     WHERE problem IS NOT NULL
    UNION ALL
    SELECT 'a hold of an earlier run is open', job.tenant_id, job.id
      FROM job JOIN op ON op.tenant_id = job.tenant_id AND op.kind = 'hold'
           AND op.hold_id LIKE job.id || '.%' AND op.hold_id <> job.id || '.' || job.run
     WHERE NOT EXISTS (SELECT FROM op AS fin WHERE fin.tenant_id = op.tenant_id AND fin.hold_id = op.hold_id
                                               AND fin.kind IN ('settle', 'release'))
    UNION ALL
    SELECT 'the newest event is not the version', job.tenant_id, job.id
      FROM job JOIN event ON event.tenant_id = job.tenant_id AND event.job_id = job.id
     GROUP BY job.tenant_id, job.id, job.version HAVING max(event.version) <> job.version;
