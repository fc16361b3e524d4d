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
ALTER TABLE attempt ADD COLUMN asked_at timestamptz;  -- when the vendor was last asked what became of it
ALTER TABLE attempt ADD COLUMN cost numeric;  -- what the operator's row says a call costs
ALTER TABLE job ADD COLUMN waits_for text;    -- why a run that has its place stands still: told when read, no version

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
    this    job := open_run(_tenant, _job, _run);
    mine    attempt;
    fresh   boolean := false;
BEGIN
    SELECT * INTO mine FROM attempt WHERE tenant_id = _tenant AND job_id = _job AND run = _run
       AND part = (_call ->> 'part')::int AND route = (_call ->> 'route')::int;
    IF NOT FOUND THEN
        INSERT INTO attempt (tenant_id, job_id, run, part, route, no, step, provider, ability, model, fallback_reason, cost)
        VALUES (_tenant, _job, _run, (_call ->> 'part')::int, (_call ->> 'route')::int,
                (SELECT count(*) + 1 FROM attempt WHERE tenant_id = _tenant AND job_id = _job),
                _call ->> 'step', _call ->> 'provider', _call ->> 'ability', _call ->> 'model', _call ->> 'fallbackReason',
                (_call ->> 'cost')::numeric)
        RETURNING * INTO mine;
        fresh := true;
    ELSIF mine.state = 'refused' OR (mine.state = 'intended' AND NOT (_call ->> 'paid')::boolean) THEN
        UPDATE attempt SET state = 'intended', tries = tries + 1, error_code = NULL, ended_at = NULL
         WHERE tenant_id = _tenant AND job_id = _job AND run = _run AND part = mine.part AND route = mine.route
        RETURNING * INTO mine;
        fresh := true;
    END IF;
    IF fresh THEN
        PERFORM pass_circuit(_call ->> 'provider', _call ->> 'ability', (_call ->> 'probeSeconds')::double precision);
        PERFORM take_vendor_place(_call ->> 'provider', _call ->> 'key', (_call ->> 'atOnce')::int,
                                  (_call ->> 'perMinute')::int, (_call ->> 'placeSeconds')::double precision);
    END IF;
    UPDATE job SET provider = _call ->> 'provider', waits_for = NULL WHERE tenant_id = _tenant AND id = _job;
    PERFORM note(_tenant, _job, _run, jsonb_build_object('phase', 'submitting', 'begin', _call ->> 'step', 'part', mine.part));
    RETURN jsonb_build_object('go', fresh, 'tries', mine.tries, 'state', mine.state, 'ticket', mine.ticket, 'result', mine.result);
END $$;

CREATE OR REPLACE FUNCTION conclude(_tenant text, _job text, _run int, _call jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    mine attempt;
    this job;
BEGIN
    PERFORM act_for(_tenant);
    SELECT * INTO this FROM job WHERE tenant_id = _tenant AND id = _job FOR UPDATE;
    UPDATE attempt SET state = _call ->> 'state',
           ticket = coalesce(nullif(_call -> 'ticket', 'null'), ticket), result = nullif(_call -> 'result', 'null'),
           model = coalesce(_call ->> 'model', model), error_code = _call ->> 'errorCode',
           usage = coalesce(nullif(_call -> 'usage', 'null'), usage),
           vendor_cancel = coalesce(_call ->> 'vendorCancel', vendor_cancel),
           ended_at = CASE WHEN _call ->> 'state' IN ('accepted', 'unknown') THEN NULL ELSE clock_timestamp() END
     WHERE tenant_id = _tenant AND job_id = _job AND run = _run
       AND part = (_call ->> 'part')::int AND route = (_call ->> 'route')::int
       AND state IN ('intended', 'accepted', 'unknown') RETURNING * INTO mine;
    IF NOT FOUND THEN
        RETURN 'stands';
    END IF;
    IF mine.state NOT IN ('accepted', 'unknown') THEN
        DELETE FROM vendor_call WHERE provider = mine.provider AND call = _call ->> 'key';
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

-- A success closes a provider's circuits, the one of its whole account too.
CREATE OR REPLACE FUNCTION circuit_closed(_provider text, _ability text) RETURNS void LANGUAGE sql AS $$
    UPDATE circuit SET failures = 0, open_until = NULL, reason = '', changed_at = now()
     WHERE provider = _provider AND ability IN (_ability, '*') AND (failures > 0 OR open_until IS NOT NULL)
$$;

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
-- delivered it; an unknown outcome counts as spent.
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
           count(*) FILTER (WHERE state = 'unknown'), sum(cost) FILTER (WHERE state IN ('finished', 'unknown')),
           sum((usage ->> 'amount')::numeric), coalesce(sum(revenue), 0)
      FROM recent GROUP BY 1, 2, 3, 4
$$;

GRANT SELECT, INSERT, UPDATE, DELETE ON provider_switch, vendor_call, vendor_knock TO studio_app, studio_system;
