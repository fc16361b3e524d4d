-- Vendors: switched off by operators, bounded in calls at once, probed after a rest, knocking when they are done,
-- and what they charged.

-- A row: left alone until an operator takes it away. `ability` '*' is every one.
CREATE TABLE provider_switch (
    provider text NOT NULL,
    ability  text NOT NULL DEFAULT '*',
    actor    text NOT NULL,
    reason   text NOT NULL,
    at       timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (provider, ability)
);

-- Calls that a vendor has in hand, over all tenants. What a crash left behind is dropped when its time is up.
CREATE TABLE vendor_call (
    provider text NOT NULL,
    call     text NOT NULL,
    until    timestamptz NOT NULL,
    PRIMARY KEY (provider, call)
);

-- Webhooks that were heard, so that none is heard twice.
CREATE TABLE vendor_knock (
    digest text PRIMARY KEY,
    at     timestamptz NOT NULL DEFAULT now()
);

ALTER TABLE attempt ADD COLUMN usage jsonb;   -- what the vendor says it charged: {amount, unit}
ALTER TABLE attempt ADD COLUMN cost numeric;  -- what the operator's row says a call costs
ALTER TABLE attempt ADD COLUMN account text;  -- ours at the vendor, without its key: who may ask about the call
ALTER TABLE attempt ADD COLUMN posted_at timestamptz;       -- when the last try began
ALTER TABLE attempt ADD COLUMN written_off_at timestamptz;  -- nobody waits for its answer any more
ALTER TABLE attempt ADD COLUMN asked_at timestamptz;        -- when the vendor was last asked what became of it
ALTER TABLE job ADD COLUMN waits_for text;    -- why a run that has its place stands still: told when read, no version

-- Two of our accounts at a vendor may have tickets of the same name.
DROP INDEX attempt_ticket;
CREATE INDEX attempt_ticket ON attempt (provider, (ticket ->> 'id')) WHERE ticket IS NOT NULL;

CREATE OR REPLACE FUNCTION attempts_of(_tenant text, _job text) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object(
               'no', no, 'run', run, 'part', part, 'provider', provider, 'model', model,
               'startedAt', iso(started_at), 'endedAt', iso(ended_at),
               'outcome', CASE state WHEN 'intended' THEN 'submitting' WHEN 'accepted' THEN 'running' ELSE state END,
               'errorCode', error_code, 'vendorJobId', ticket ->> 'id', 'fallbackReason', fallback_reason)
               || CASE WHEN vendor_cancel IS NULL THEN '{}' ELSE jsonb_build_object('vendorCancel', vendor_cancel) END
               ORDER BY no), '[]')
      FROM attempt WHERE tenant_id = _tenant AND job_id = _job
$$;

-- What a call's row says to whoever repeats it.
CREATE FUNCTION told(_mine attempt, _go boolean) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object('go', _go, 'tries', _mine.tries, 'state', _mine.state, 'ticket', _mine.ticket,
                              'result', _mine.result, 'error', _mine.error_code, 'account', _mine.account)
$$;
CREATE FUNCTION known(_tenant text, _job text, _run int, _part int, _route int) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
    PERFORM act_for(_tenant);
    RETURN (SELECT told(a, false) FROM attempt a WHERE tenant_id = _tenant AND job_id = _job AND run = _run
               AND part = _part AND route = _route);
END $$;

-- Take a place among a vendor's calls, or say that there is none: the whole transaction goes back.
CREATE FUNCTION take_vendor_place(_provider text, _call text, _at_once int, _per_minute int, _seconds double precision)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE pause double precision;
BEGIN
    IF _at_once IS NOT NULL THEN
        PERFORM pg_advisory_xact_lock(hashtextextended('vendor ' || _provider, 0));
        DELETE FROM vendor_call WHERE provider = _provider AND until < now();
        IF (SELECT count(*) FROM vendor_call WHERE provider = _provider AND call <> _call) >= _at_once THEN
            RAISE 'provider_limit' USING ERRCODE = 'ST430', DETAIL = '2';
        END IF;
        INSERT INTO vendor_call VALUES (_provider, _call, now() + make_interval(secs => _seconds))
        ON CONFLICT (provider, call) DO UPDATE SET until = EXCLUDED.until;
    END IF;
    IF _per_minute IS NOT NULL THEN
        pause := (throttle('vendor ' || _provider, _per_minute) ->> 'wait')::double precision;
        IF pause > 0 THEN
            RAISE 'provider_limit' USING ERRCODE = 'ST430', DETAIL = pause::text;
        END IF;
    END IF;
END $$;

CREATE FUNCTION leave_vendor_place(_mine attempt) RETURNS void LANGUAGE sql AS $$
    DELETE FROM vendor_call WHERE provider = _mine.provider
       AND call = format('%s.%s.%s.%s', _mine.job_id, _mine.run, _mine.part, _mine.route)
$$;

-- Let a call through a circuit, or say that it rests. After a rest one call at a time may try: while it does, the others
-- find the circuit open, and a probe that nobody ends is followed by the next.
CREATE FUNCTION pass_circuit(_provider text, _ability text, _probe_seconds double precision)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM circuit WHERE provider = _provider AND ability IN (_ability, '*') AND open_until IS NOT NULL
      ORDER BY ability FOR UPDATE;
    IF NOT FOUND THEN
        RETURN;
    ELSIF EXISTS (SELECT FROM circuit WHERE provider = _provider AND ability IN (_ability, '*') AND open_until > clock_timestamp()) THEN
        RAISE 'provider_rests' USING ERRCODE = 'ST431';
    END IF;
    UPDATE circuit SET open_until = clock_timestamp() + make_interval(secs => _probe_seconds)
     WHERE provider = _provider AND ability IN (_ability, '*') AND open_until IS NOT NULL;
END $$;

CREATE FUNCTION wait_for(_tenant text, _job text, _run int, _cause text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM act_for(_tenant);
    UPDATE job SET waits_for = _cause WHERE tenant_id = _tenant AND id = _job AND run = _run
       AND status IN ('queued', 'processing') AND waits_for IS DISTINCT FROM _cause;
END $$;

CREATE OR REPLACE FUNCTION intend(_tenant text, _job text, _run int, _call jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    this    job;
    mine    attempt;
    fresh   boolean := false;
BEGIN
    -- Those who wait for a place look before they lock anything.
    IF (SELECT count(*) FROM vendor_call WHERE provider = _call ->> 'provider' AND call <> _call ->> 'key' AND until > now())
       >= (_call ->> 'atOnce')::int THEN
        RAISE 'provider_limit' USING ERRCODE = 'ST430';
    END IF;
    this := open_run(_tenant, _job, _run);
    SELECT * INTO mine FROM attempt WHERE tenant_id = _tenant AND job_id = _job AND run = _run
       AND part = (_call ->> 'part')::int AND route = (_call ->> 'route')::int;
    IF NOT FOUND THEN
        INSERT INTO attempt (tenant_id, job_id, run, part, route, no, step, provider, ability, model, fallback_reason, cost,
                             account, posted_at)
        VALUES (_tenant, _job, _run, (_call ->> 'part')::int, (_call ->> 'route')::int,
                (SELECT count(*) + 1 FROM attempt WHERE tenant_id = _tenant AND job_id = _job),
                _call ->> 'step', _call ->> 'provider', _call ->> 'ability', _call ->> 'model', _call ->> 'fallbackReason',
                (_call ->> 'cost')::numeric, _call ->> 'account', clock_timestamp())
        RETURNING * INTO mine;
        fresh := true;
    ELSIF mine.state = 'refused' OR (mine.state = 'intended' AND NOT (_call ->> 'paid')::boolean) THEN
        UPDATE attempt SET state = 'intended', tries = tries + 1, error_code = NULL, ended_at = NULL,
               account = _call ->> 'account', posted_at = clock_timestamp()
         WHERE tenant_id = _tenant AND job_id = _job AND run = _run AND part = mine.part AND route = mine.route
        RETURNING * INTO mine;
        fresh := true;
    END IF;
    IF fresh AND _call ? 'probeSeconds' THEN
        PERFORM pass_circuit(_call ->> 'provider', _call ->> 'ability', (_call ->> 'probeSeconds')::double precision);
        PERFORM take_vendor_place(_call ->> 'provider', _call ->> 'key', (_call ->> 'atOnce')::int,
                                  (_call ->> 'perMinute')::int, (_call ->> 'placeSeconds')::double precision);
    END IF;
    UPDATE job SET provider = _call ->> 'provider', waits_for = NULL WHERE tenant_id = _tenant AND id = _job;
    PERFORM note(_tenant, _job, _run, jsonb_build_object('phase', 'submitting', 'begin', _call ->> 'step', 'part', mine.part));
    RETURN told(mine, fresh);
END $$;

-- What became of the call. A verdict stands: only a call that is open or unknown may still change, and one that was
-- taken on is not unknown. Answers 'stands' where a verdict does, else whether the run is 'live' or 'over': over, too,
-- for a call that was written off, for nobody waits for it.
CREATE OR REPLACE FUNCTION conclude(_tenant text, _job text, _run int, _call jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    mine   attempt;
    this   job;
    _state  text := _call ->> 'state';
    _code   text := _call ->> 'errorCode';
    _ticket jsonb := nullif(_call -> 'ticket', 'null');
    _result jsonb := nullif(_call -> 'result', 'null');
BEGIN
    PERFORM act_for(_tenant);
    SELECT * INTO this FROM job WHERE tenant_id = _tenant AND id = _job FOR UPDATE;
    SELECT * INTO mine FROM attempt WHERE tenant_id = _tenant AND job_id = _job AND run = _run
       AND part = (_call ->> 'part')::int AND route = (_call ->> 'route')::int FOR UPDATE;
    IF mine.written_off_at IS NULL AND mine.state NOT IN ('intended', 'accepted', 'unknown')
       OR mine.state IS NULL OR _state = 'unknown' AND mine.state NOT IN ('intended', 'unknown') THEN
        RETURN 'stands';
    END IF;
    IF this.deleted_at IS NOT NULL THEN
        _ticket := _ticket - 'state';
        _result := CASE WHEN _result IS NULL THEN NULL ELSE '{}'::jsonb END;
    END IF;
    IF mine.written_off_at IS NOT NULL THEN  -- spent for nothing, which only the books have to know
        _code := CASE WHEN _state IN ('accepted', 'finished') OR mine.error_code = 'spent' THEN 'spent' ELSE _code END;
        _state := CASE _state WHEN 'accepted' THEN mine.state WHEN 'finished' THEN 'failed' ELSE _state END;
        _result := NULL;
    END IF;
    UPDATE attempt SET state = _state,
           ticket = coalesce(_ticket, ticket), result = _result,
           model = coalesce(_call ->> 'model', model), error_code = _code,
           usage = coalesce(nullif(_call -> 'usage', 'null'), usage),
           vendor_cancel = coalesce(_call ->> 'vendorCancel', vendor_cancel),
           ended_at = CASE WHEN _state IN ('accepted', 'unknown') THEN NULL ELSE clock_timestamp() END
     WHERE tenant_id = _tenant AND job_id = _job AND run = _run AND part = mine.part AND route = mine.route;
    IF _state NOT IN ('accepted', 'unknown') THEN
        PERFORM leave_vendor_place(mine);
    END IF;
    UPDATE job SET version = version + 1,
           phase = CASE WHEN this.run = _run AND status = 'processing' THEN coalesce(_call ->> 'phase', phase) ELSE phase END,
           steps = CASE WHEN this.run = _run AND _state <> 'unknown' AND mine.written_off_at IS NULL
                        THEN ended(steps, _call ->> 'step', mine.part,
                                   CASE WHEN _state IN ('accepted', 'finished') THEN 'done' ELSE 'failed' END)
                        ELSE steps END
     WHERE tenant_id = _tenant AND id = _job;
    RETURN CASE WHEN this.run = _run AND this.status IN ('queued', 'processing') AND mine.written_off_at IS NULL
                THEN 'live' ELSE 'over' END;
END $$;

-- Wait no longer for a call whose answer was lost: `unknown_outcome` for one that may be spent, `never_arrived` for one
-- that the vendor knows nothing of. One whose answer did come meanwhile stays as it is. Answers what its row says.
CREATE FUNCTION write_off(_tenant text, _job text, _run int, _part int, _route int, _code text)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE mine attempt;
BEGIN
    PERFORM act_for(_tenant);
    PERFORM FROM job WHERE tenant_id = _tenant AND id = _job FOR UPDATE;
    UPDATE attempt SET written_off_at = clock_timestamp(), error_code = _code,
           state = CASE _code WHEN 'never_arrived' THEN 'failed' ELSE 'unknown' END,
           ended_at = CASE _code WHEN 'never_arrived' THEN clock_timestamp() END
     WHERE tenant_id = _tenant AND job_id = _job AND run = _run AND part = _part AND route = _route
       AND state IN ('intended', 'unknown') RETURNING * INTO mine;
    IF FOUND THEN
        PERFORM leave_vendor_place(mine);
        UPDATE job SET version = version + 1, steps = ended(steps, mine.step, mine.part, 'failed')
         WHERE tenant_id = _tenant AND id = _job;
    END IF;
    RETURN known(_tenant, _job, _run, _part, _route);
END $$;

-- A success closes a provider's circuits, the one of its whole account too.
CREATE OR REPLACE FUNCTION circuit_closed(_provider text, _ability text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM circuit WHERE provider = _provider AND ability IN (_ability, '*') ORDER BY ability FOR UPDATE;
    UPDATE circuit SET failures = 0, open_until = NULL, reason = '', changed_at = now()
     WHERE provider = _provider AND ability IN (_ability, '*') AND (failures > 0 OR open_until IS NOT NULL);
END $$;

-- A call that its vendor answered closes the circuits that were open before it: an old one says nothing of a new failure.
CREATE FUNCTION circuit_answered(_tenant text, _job text, _run int, _part int, _route int)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE mine attempt;
BEGIN
    PERFORM act_for(_tenant);
    SELECT * INTO mine FROM attempt WHERE tenant_id = _tenant AND job_id = _job AND run = _run
       AND part = _part AND route = _route;
    PERFORM FROM circuit WHERE provider = mine.provider AND ability IN (mine.ability, '*') ORDER BY ability FOR UPDATE;
    UPDATE circuit SET failures = 0, open_until = NULL, reason = '', changed_at = now()
     WHERE provider = mine.provider AND ability IN (mine.ability, '*') AND (failures > 0 OR open_until IS NOT NULL)
       AND changed_at <= mine.posted_at;
END $$;

-- What the vendor answered is erased with the job: its result, and the links that a ticket may hold.
CREATE OR REPLACE FUNCTION erase(_tenant text, _job text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM act_for(_tenant);
    UPDATE job SET deleted_at = now(), params = '{}', outputs = '[]', metadata = '{}', tags = '{}', sources = '{}',
                   version = version + 1
     WHERE tenant_id = _tenant AND id = _job AND deleted_at IS NULL AND status NOT IN ('queued', 'processing');
    IF NOT FOUND THEN
        RAISE 'unknown_job' USING ERRCODE = 'ST404', DETAIL = _job;
    END IF;
    UPDATE attempt SET result = CASE WHEN result IS NULL THEN NULL ELSE '{}'::jsonb END, ticket = ticket - 'state'
     WHERE tenant_id = _tenant AND job_id = _job;
    DELETE FROM event WHERE tenant_id = _tenant AND job_id = _job;
    RETURN QUERY
        WITH gone AS (UPDATE asset SET deleted_at = now()
                       WHERE tenant_id = _tenant AND job_id = _job AND deleted_at IS NULL RETURNING sha256)
        SELECT sha256 FROM gone UNION SELECT end_leases(_tenant, _job);
END $$;

-- Hear a webhook once, and wake whoever follows the call: answers whether it is new.
CREATE FUNCTION knock(_digest text, _subject text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO vendor_knock (digest) VALUES (_digest) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM pg_notify('studio_knock', _subject);
    RETURN true;
END $$;

-- Take a provider's ability out of use, or back into it, and write down who did and why. Answers whether it changed.
CREATE FUNCTION switch_provider(_tenant text, _actor text, _provider text, _ability text, _off boolean, _reason text)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE changed int;
BEGIN
    PERFORM act_for(_tenant);
    IF _off THEN
        INSERT INTO provider_switch (provider, ability, actor, reason) VALUES (_provider, _ability, _actor, _reason)
        ON CONFLICT (provider, ability) DO UPDATE SET actor = EXCLUDED.actor, reason = EXCLUDED.reason, at = now();
    ELSE
        DELETE FROM provider_switch WHERE provider = _provider AND ability = _ability;
    END IF;
    GET DIAGNOSTICS changed = ROW_COUNT;
    INSERT INTO audit_log (tenant_id, actor, action, subject, reason)
    VALUES (_tenant, _actor, CASE WHEN _off THEN 'provider-off' ELSE 'provider-on' END, format('%s %s', _provider, _ability), _reason);
    RETURN changed > 0;
END $$;

-- What the vendors cost since then, against what their jobs brought. A job's charge is shared by the attempts that
-- delivered it; an unknown outcome and an answer that nobody understands count as spent.
CREATE FUNCTION vendor_account(_since timestamptz)
RETURNS TABLE (type text, provider text, model text, unit text, calls bigint, finished bigint, unknown bigint,
               cost numeric, used numeric, revenue numeric) LANGUAGE sql STABLE AS $$
    WITH recent AS (
        SELECT job.type, attempt.*,
               CASE WHEN attempt.state = 'finished' AND attempt.run = job.run
                    THEN job.charged::numeric / count(*) FILTER (WHERE attempt.state = 'finished' AND attempt.run = job.run)
                                                OVER (PARTITION BY job.tenant_id, job.id) END AS revenue
          FROM attempt JOIN job ON job.tenant_id = attempt.tenant_id AND job.id = attempt.job_id
         WHERE attempt.started_at >= _since)
    SELECT type, provider, model, usage ->> 'unit', count(*), count(*) FILTER (WHERE state = 'finished'),
           count(*) FILTER (WHERE state = 'unknown' OR error_code = 'spent'),
           sum(cost) FILTER (WHERE state IN ('finished', 'unknown') OR error_code IN ('spent', 'malformed')),
           sum((usage ->> 'amount')::numeric), coalesce(sum(revenue), 0)
      FROM recent GROUP BY 1, 2, 3, 4
$$;

GRANT SELECT, INSERT, UPDATE, DELETE ON provider_switch, vendor_call, vendor_knock TO studio_app, studio_system;
