-- Events out: each is written in the transaction that changed something, together with what is owed to whom. These rows
-- are the truth; workflows and notifications only see to it that somebody looks.

-- An endpoint of a tenant. The one of scope 'job' has no url of its own: it stands for the addresses that jobs name.
CREATE TABLE webhook (
    tenant_id      text        NOT NULL,
    id             text        NOT NULL,
    user_id        text        NOT NULL,
    scope          text        NOT NULL CHECK (scope IN ('tenant', 'job')),
    url            text,
    description    text        NOT NULL DEFAULT '',
    events         text[]      NOT NULL DEFAULT '{}',    -- the types it wants; none: all
    status         text        NOT NULL DEFAULT 'enabled' CHECK (status IN ('enabled', 'disabled', 'paused')),
    reason         text        CHECK (reason IN ('owner', 'gone', 'failing', 'secret_lost')),
    since          timestamptz NOT NULL DEFAULT now(),   -- of the status
    sealed         text        NOT NULL,                 -- its secrets, encrypted
    public_key     text        NOT NULL,
    old_sealed     text,                                 -- the secrets before, which sign as well until then
    old_public_key text,
    old_until      timestamptz,
    failures       int         NOT NULL DEFAULT 0,       -- in a row
    failing_since  timestamptz,
    rests_until    timestamptz,                          -- it asked for it, or does not answer
    created_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    CHECK ((scope = 'job') = (url IS NULL))
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX webhook_id ON webhook (id);
CREATE UNIQUE INDEX webhook_of_jobs ON webhook (tenant_id) WHERE scope = 'job';

-- What happened. A job's event names the version in the job log that is its body.
CREATE TABLE webhook_event (
    tenant_id text        NOT NULL,
    id        text        NOT NULL,
    type      text        NOT NULL,
    about     text        NOT NULL,                      -- the id of what it is about: order is kept within it
    version   int,
    data      jsonb       NOT NULL DEFAULT '{}',
    at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX webhook_event_age ON webhook_event (at);

-- One event owed to one endpoint, and how each try went.
CREATE TABLE webhook_delivery (
    tenant_id    text        NOT NULL,
    id           text        NOT NULL,
    no           bigint      GENERATED ALWAYS AS IDENTITY,
    webhook_id   text        NOT NULL,
    event_id     text        NOT NULL,
    about        text        NOT NULL,
    url          text,                                   -- where a job has named it
    state        text        NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'failed', 'dropped')),
    reason       text        CHECK (reason IN ('exhausted', 'gone', 'job_deleted')),
    tries        int         NOT NULL DEFAULT 0,
    tries_before int         NOT NULL DEFAULT 0,         -- those before it was last asked for anew
    next_at      timestamptz NOT NULL DEFAULT now(),
    leased_until timestamptz,                            -- somebody is at it
    log          jsonb       NOT NULL DEFAULT '[]',
    created_at   timestamptz NOT NULL DEFAULT now(),
    ended_at     timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, event_id) REFERENCES webhook_event (tenant_id, id) ON DELETE CASCADE
) WITH (fillfactor = 70);
CREATE INDEX webhook_delivery_event ON webhook_delivery (tenant_id, event_id);
CREATE INDEX webhook_delivery_newest ON webhook_delivery (tenant_id, webhook_id, created_at DESC, id DESC);
CREATE INDEX webhook_delivery_due ON webhook_delivery (tenant_id, webhook_id, next_at, no) WHERE state = 'pending';
CREATE INDEX webhook_delivery_order ON webhook_delivery (tenant_id, webhook_id, about, no) WHERE state = 'pending';
CREATE INDEX webhook_delivery_late ON webhook_delivery (next_at) WHERE state = 'pending';

-- An id as the rest of the house makes them: a UUIDv7 (RFC 9562) in Crockford's base 32.
CREATE FUNCTION new_id(_prefix text) RETURNS text LANGUAGE sql VOLATILE AS $$
    WITH number AS (
        SELECT ('x' || lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') || '7'
                    || substr(replace(gen_random_uuid()::text, '-', ''), 14))::bit(128) AS bits)
    SELECT _prefix || '_' || string_agg(substr('0123456789abcdefghjkmnpqrstvwxyz',
               substring((B'00' || bits) FROM 5 * place + 1 FOR 5)::int + 1, 1), '' ORDER BY place)
      FROM number, generate_series(0, 25) AS place
$$;

-- Say once that an endpoint has something due.
CREATE FUNCTION webhook_rings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('studio_webhook', format('%s %s', NEW.tenant_id, NEW.webhook_id));
    RETURN NULL;
END $$;
CREATE TRIGGER webhook_rings_new AFTER INSERT ON webhook_delivery FOR EACH ROW EXECUTE FUNCTION webhook_rings();
CREATE TRIGGER webhook_rings_again AFTER UPDATE OF next_at ON webhook_delivery FOR EACH ROW
  WHEN (NEW.state = 'pending' AND NEW.next_at <= now()) EXECUTE FUNCTION webhook_rings();

-- Tell whether an endpoint wants an event; `_url` is the address that its job named.
CREATE FUNCTION wants(_mine webhook, _type text, _url text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT _mine.status <> 'disabled' AND (_mine.events = '{}' OR _type = ANY (_mine.events))
       AND (_mine.scope = 'tenant' OR _url IS NOT NULL)
$$;

-- Write an event and what is owed of it, in the transaction of what changed. Answers its id; NULL: nobody wants it.
CREATE FUNCTION emit(_tenant text, _type text, _about text, _data jsonb, _version int DEFAULT NULL, _url text DEFAULT NULL)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = studio, pg_temp AS $$
DECLARE made text;
BEGIN
    PERFORM act_for(_tenant);
    IF NOT EXISTS (SELECT FROM webhook WHERE tenant_id = _tenant AND wants(webhook, _type, _url)) THEN
        RETURN NULL;
    END IF;
    made := new_id('evt');
    INSERT INTO webhook_event (tenant_id, id, type, about, version, data)
    VALUES (_tenant, made, _type, _about, _version, _data);
    INSERT INTO webhook_delivery (tenant_id, id, webhook_id, event_id, about, url)
    SELECT _tenant, new_id('whd'), id, made, _about, CASE WHEN scope = 'job' THEN _url END
      FROM webhook WHERE tenant_id = _tenant AND wants(webhook, _type, _url);
    RETURN made;
END $$;

CREATE FUNCTION emit_job() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE word text := CASE WHEN TG_OP = 'INSERT' THEN 'created' WHEN NEW.status = 'completed' THEN 'completed' ELSE 'failed' END;
BEGIN
    PERFORM emit(NEW.tenant_id, format('studio.render-job.%s.v1', word), NEW.id,
                 jsonb_build_object('userId', NEW.user_id), NEW.version, NEW.options ->> 'webhookUrl');
    RETURN NULL;
END $$;
CREATE TRIGGER tell_created AFTER INSERT ON job FOR EACH ROW EXECUTE FUNCTION emit_job();
CREATE TRIGGER tell_ended AFTER UPDATE ON job FOR EACH ROW
  WHEN (OLD.status <> NEW.status AND NEW.status IN ('completed', 'failed', 'cancelled')) EXECUTE FUNCTION emit_job();

CREATE FUNCTION emit_voice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM emit(NEW.tenant_id,
        format('studio.voice-model.%s.v1', CASE WHEN TG_OP = 'INSERT' THEN 'created' ELSE 'ready' END), NEW.id,
        jsonb_build_object('userId', NEW.user_id, 'voiceModelId', NEW.id, 'jobId', NEW.job_id, 'status', NEW.status,
                           'language', NEW.language, 'provider', NEW.provider));
    RETURN NULL;
END $$;
CREATE TRIGGER tell_voice_created AFTER INSERT ON model FOR EACH ROW WHEN (NEW.kind = 'voice') EXECUTE FUNCTION emit_voice();
CREATE TRIGGER tell_voice_ready AFTER UPDATE ON model FOR EACH ROW
  WHEN (NEW.kind = 'voice' AND OLD.status <> NEW.status AND NEW.status = 'ready') EXECUTE FUNCTION emit_voice();

-- A job that is deleted takes along the address that it named, and what was not told of it yet.
CREATE FUNCTION forget_address() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.options := NEW.options - 'webhookUrl';
    UPDATE webhook_delivery SET state = CASE state WHEN 'pending' THEN 'dropped' ELSE state END,
                                reason = CASE state WHEN 'pending' THEN 'job_deleted' ELSE reason END,
                                ended_at = coalesce(ended_at, now()), url = NULL
     WHERE tenant_id = NEW.tenant_id
       AND event_id IN (SELECT id FROM webhook_event WHERE tenant_id = NEW.tenant_id AND about = NEW.id);
    RETURN NEW;
END $$;
CREATE INDEX webhook_event_about ON webhook_event (tenant_id, about);
CREATE TRIGGER forget_address BEFORE UPDATE ON job FOR EACH ROW
  WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL) EXECUTE FUNCTION forget_address();

-- Take the next delivery that is due: the oldest of what it is about, at an endpoint that may be asked; one that failed so
-- often in a row gets one at a time. It is ours for so many seconds; who dies meanwhile leaves it to be sent again, under
-- the same id.
CREATE FUNCTION webhook_due(_tenant text, _webhook text, _lease_seconds double precision, _failures int)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    mine webhook;
    owed webhook_delivery;
    what webhook_event;
    body jsonb;
BEGIN
    PERFORM act_for(_tenant);
    LOOP
        SELECT * INTO mine FROM webhook WHERE tenant_id = _tenant AND id = _webhook AND status = 'enabled'
           AND coalesce(rests_until, '-infinity') <= now();
        IF NOT FOUND THEN
            RETURN NULL;
        ELSIF mine.failures >= _failures THEN
            PERFORM FROM webhook WHERE tenant_id = _tenant AND id = _webhook FOR UPDATE;
            IF EXISTS (SELECT FROM webhook_delivery WHERE tenant_id = _tenant AND webhook_id = _webhook
                          AND state = 'pending' AND leased_until > now()) THEN
                RETURN NULL;
            END IF;
        END IF;
        UPDATE webhook_delivery SET tries = tries + 1, leased_until = now() + make_interval(secs => _lease_seconds)
         WHERE tenant_id = _tenant AND id = (
            SELECT d.id FROM webhook_delivery d
             WHERE d.tenant_id = _tenant AND d.webhook_id = _webhook AND d.state = 'pending' AND d.next_at <= now()
               AND coalesce(d.leased_until, '-infinity') <= now()
               AND NOT EXISTS (SELECT FROM webhook_delivery e WHERE e.tenant_id = _tenant AND e.webhook_id = _webhook
                                  AND e.about = d.about AND e.state = 'pending' AND e.no < d.no)
             ORDER BY d.next_at, d.no LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING * INTO owed;
        IF NOT FOUND THEN
            RETURN NULL;
        END IF;
        SELECT * INTO what FROM webhook_event WHERE tenant_id = _tenant AND id = owed.event_id;
        SELECT snapshot INTO body FROM event WHERE tenant_id = _tenant AND job_id = what.about AND version = what.version;
        EXIT WHEN what.version IS NULL OR body IS NOT NULL;
        UPDATE webhook_delivery SET state = 'dropped', reason = 'job_deleted', ended_at = now()
         WHERE tenant_id = _tenant AND id = owed.id;
    END LOOP;
    RETURN jsonb_build_object(
        'id', owed.id, 'url', coalesce(mine.url, owed.url), 'no', owed.tries, 'tries', owed.tries - owed.tries_before,
        'event', jsonb_build_object('id', what.id, 'type', what.type, 'at', what.at, 'data', what.data, 'snapshot', body),
        'sealed', jsonb_build_array(mine.sealed)
                  || CASE WHEN mine.old_until > now() THEN jsonb_build_array(mine.old_sealed) ELSE '[]' END);
END $$;

-- In how many seconds something will be due at an endpoint; NULL: nothing will.
CREATE FUNCTION webhook_waits(_tenant text, _webhook text) RETURNS double precision LANGUAGE plpgsql AS $$
BEGIN
    PERFORM act_for(_tenant);
    RETURN (
        SELECT extract(epoch FROM min(greatest(d.next_at, d.leased_until, w.rests_until)) - clock_timestamp())
          FROM webhook w JOIN webhook_delivery d ON d.tenant_id = w.tenant_id AND d.webhook_id = w.id AND d.state = 'pending'
         WHERE w.tenant_id = _tenant AND w.id = _webhook AND w.status = 'enabled'
           AND NOT EXISTS (SELECT FROM webhook_delivery e WHERE e.tenant_id = _tenant AND e.webhook_id = _webhook
                              AND e.about = d.about AND e.state = 'pending' AND e.no < d.no));
END $$;

-- Write down how a try went: {entry, outcome, nextSeconds, restSeconds, restFailures, restsSeconds, pauseSeconds,
-- pauseFailures}. An endpoint that failed `restFailures` times in a row rests, each time twice as long, from the first to
-- the second of `restsSeconds`. Answers what the delivery became; NULL: another try has taken its place, or the endpoint
-- was deleted.
CREATE FUNCTION webhook_answered(_tenant text, _delivery text, _no int, _told jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    owed    webhook_delivery;
    outcome text := _told ->> 'outcome';                 -- delivered, gone, refused
BEGIN
    PERFORM act_for(_tenant);
    UPDATE webhook_delivery SET log = (CASE WHEN jsonb_array_length(log) < 20 THEN log ELSE log - 0 END) || (_told -> 'entry')
     WHERE tenant_id = _tenant AND id = _delivery RETURNING * INTO owed;
    IF NOT FOUND OR owed.tries <> _no OR owed.state <> 'pending' THEN
        RETURN NULL;
    END IF;
    UPDATE webhook_delivery
       SET leased_until = NULL,
           state = CASE WHEN outcome = 'delivered' THEN 'delivered'
                        WHEN outcome = 'gone' OR _told ->> 'nextSeconds' IS NULL THEN 'failed' ELSE 'pending' END,
           reason = CASE WHEN outcome = 'delivered' THEN NULL WHEN outcome = 'gone' THEN 'gone'
                         WHEN _told ->> 'nextSeconds' IS NULL THEN 'exhausted' END,
           ended_at = CASE WHEN outcome <> 'refused' OR _told ->> 'nextSeconds' IS NULL THEN now() END,
           next_at = now() + make_interval(secs => coalesce((_told ->> 'nextSeconds')::double precision, 0))
     WHERE tenant_id = _tenant AND id = _delivery RETURNING * INTO owed;
    IF outcome = 'delivered' THEN
        UPDATE webhook SET failures = 0, failing_since = NULL, rests_until = NULL
         WHERE tenant_id = _tenant AND id = owed.webhook_id AND (failures > 0 OR rests_until IS NOT NULL);
    ELSIF owed.url IS NOT NULL THEN                      -- one job's address says nothing about another's
        UPDATE webhook_delivery SET state = 'failed', reason = 'gone', ended_at = now()
         WHERE outcome = 'gone' AND tenant_id = _tenant AND webhook_id = owed.webhook_id AND url = owed.url AND state = 'pending';
    ELSE
        UPDATE webhook SET failures = failures + 1, failing_since = coalesce(failing_since, now()),
                           rests_until = now() + make_interval(secs => greatest(
                               (_told ->> 'restSeconds')::double precision,
                               CASE WHEN failures + 1 >= (_told ->> 'restFailures')::int THEN least(
                                   (_told -> 'restsSeconds' ->> 0)::double precision
                                   * 2 ^ least(failures + 1 - (_told ->> 'restFailures')::int, 30),
                                   (_told -> 'restsSeconds' ->> 1)::double precision) END))
         WHERE tenant_id = _tenant AND id = owed.webhook_id;
        UPDATE webhook SET status = CASE outcome WHEN 'gone' THEN 'disabled' ELSE 'paused' END,
                           reason = CASE outcome WHEN 'gone' THEN 'gone' ELSE 'failing' END, since = now()
         WHERE tenant_id = _tenant AND id = owed.webhook_id AND status = 'enabled'
           AND (outcome = 'gone' OR (failures >= (_told ->> 'pauseFailures')::int
                AND failing_since <= now() - make_interval(secs => (_told ->> 'pauseSeconds')::double precision)));
    END IF;
    RETURN owed.state;
END $$;

-- Leave an endpoint its rest no longer: somebody wants something sent now.
CREATE FUNCTION webhook_roused(_tenant text, _webhook text) RETURNS void LANGUAGE sql AS $$
    UPDATE webhook SET rests_until = NULL WHERE tenant_id = _tenant AND id = _webhook AND rests_until IS NOT NULL
$$;

-- Owe an endpoint again what it was owed: at once, with all its tries, under the same event ids. What is pending is only
-- hurried. What was erased with its job cannot be told again. Answers how many.
CREATE FUNCTION webhook_again(_tenant text, _webhook text, _delivery text, _states text[], _since timestamptz,
                              _until timestamptz, _limit int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE count int;
BEGIN
    PERFORM act_for(_tenant);
    UPDATE webhook_delivery d
       SET tries_before = CASE d.state WHEN 'pending' THEN d.tries_before ELSE d.tries END,
           leased_until = CASE d.state WHEN 'pending' THEN d.leased_until END,
           state = 'pending', reason = NULL, ended_at = NULL, next_at = now()
     WHERE d.tenant_id = _tenant AND d.id IN (
        SELECT o.id FROM webhook_delivery o JOIN webhook w ON w.tenant_id = o.tenant_id AND w.id = o.webhook_id
          JOIN webhook_event e ON e.tenant_id = o.tenant_id AND e.id = o.event_id
         WHERE o.tenant_id = _tenant AND o.webhook_id = _webhook AND (_delivery IS NULL OR o.id = _delivery)
           AND o.state = ANY (_states) AND coalesce(o.url, w.url) IS NOT NULL
           AND (_since IS NULL OR o.created_at >= _since) AND (_until IS NULL OR o.created_at < _until)
           AND (e.version IS NULL OR EXISTS (SELECT FROM event s WHERE s.tenant_id = _tenant AND s.job_id = e.about
                                                AND s.version = e.version))
         ORDER BY o.no LIMIT _limit);
    GET DIAGNOSTICS count = ROW_COUNT;
    PERFORM webhook_roused(_tenant, _webhook);
    RETURN count;
END $$;

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['webhook', 'webhook_event', 'webhook_delivery'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format($policy$CREATE POLICY own_tenant ON %I
            USING (tenant_id = (SELECT current_setting('app.tenant', true)))
            WITH CHECK (tenant_id = (SELECT current_setting('app.tenant', true)))$policy$, name);
        EXECUTE format('CREATE POLICY every_tenant ON %I TO studio_system USING (true) WITH CHECK (true)', name);
    END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook, webhook_event, webhook_delivery TO studio_app, studio_system;
