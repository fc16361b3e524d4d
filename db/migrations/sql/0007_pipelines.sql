-- Pipelines: several jobs as one graph. One row a pipeline, one a job that it may become; each has its hold from the
-- start, under the id that the job will have. Locks are taken in one order: pipeline, jobs, holds, balance.

CREATE TABLE pipeline (
    tenant_id    text        NOT NULL,
    id           text        NOT NULL,
    user_id      text        NOT NULL,
    tier         text        NOT NULL,
    name         text        NOT NULL,
    status       job_status  NOT NULL DEFAULT 'queued',
    run          int         NOT NULL DEFAULT 1 CHECK (run > 0),
    version      int         NOT NULL DEFAULT 0,       -- the first is 1, when its items are there
    steps        jsonb       NOT NULL,                 -- the graph: [{id, type, needs, after, when, forEach, seconds, params}]
    on_failure   text        NOT NULL CHECK (on_failure IN ('cancel', 'continue')),
    priority     int         NOT NULL DEFAULT 2 CHECK (priority BETWEEN 1 AND 3),
    error        jsonb,
    metadata     jsonb       NOT NULL DEFAULT '{}',
    tags         text[]      NOT NULL DEFAULT '{}',
    created_at   timestamptz NOT NULL DEFAULT now(),
    queued_at    timestamptz NOT NULL DEFAULT now(),
    started_at   timestamptz,
    completed_at timestamptz,
    claimed_at   timestamptz,                          -- has one of its tenant's places
    relayed_at   timestamptz,                          -- its workflow was started
    closed_at    timestamptz,                          -- a cancelled run's workflow is known to have closed
    quota_month  date,
    PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX pipeline_id ON pipeline (id);
CREATE INDEX pipeline_newest  ON pipeline (tenant_id, created_at DESC, id DESC);
CREATE INDEX pipeline_waiting ON pipeline (tenant_id, priority, queued_at, id) WHERE status = 'queued' AND claimed_at IS NULL;
CREATE INDEX pipeline_placed  ON pipeline (tenant_id) WHERE claimed_at IS NOT NULL AND status IN ('queued', 'processing');
CREATE INDEX pipeline_unrelayed ON pipeline (claimed_at)
 WHERE claimed_at IS NOT NULL AND relayed_at IS NULL AND status IN ('queued', 'processing');
CREATE INDEX pipeline_open    ON pipeline (relayed_at) WHERE status IN ('queued', 'processing') AND relayed_at IS NOT NULL;
CREATE INDEX pipeline_closing ON pipeline (completed_at) WHERE status = 'cancelled' AND claimed_at IS NOT NULL AND closed_at IS NULL;

-- A job that a pipeline may become. `waiting`: only its hold is there; `started`: the job's row is the truth;
-- `skipped` and `failed`: it never became one, and its hold was given back.
CREATE TABLE pipeline_item (
    tenant_id        text   NOT NULL,
    pipeline_id      text   NOT NULL,
    step             text   NOT NULL,
    item             int    NOT NULL,
    place            int    NOT NULL,                  -- in the order of the graph
    job_id           text   NOT NULL,
    type             text   NOT NULL,
    state            text   NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'started', 'skipped', 'failed')),
    reason           text,                             -- why it was skipped
    error            jsonb,
    params           jsonb  NOT NULL,                  -- with ids in the place of what is not made yet,
    refs             jsonb  NOT NULL DEFAULT '{}',     -- and what each of them stands for
    options          jsonb  NOT NULL,
    metadata         jsonb  NOT NULL DEFAULT '{}',
    sources          text[] NOT NULL DEFAULT '{}',
    price            bigint NOT NULL CHECK (price > 0),
    target_seconds   int    NOT NULL CHECK (target_seconds > 0),
    deadline_seconds double precision,
    seconds          double precision NOT NULL,        -- what jobs like it take
    PRIMARY KEY (tenant_id, pipeline_id, step, item)
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX pipeline_item_job ON pipeline_item (job_id);
CREATE INDEX pipeline_item_sources ON pipeline_item USING gin (sources) WHERE sources <> '{}' AND state = 'waiting';

-- Graphs that a tenant has saved.
CREATE TABLE pipeline_preset (
    tenant_id  text        NOT NULL,
    name       text        NOT NULL,
    user_id    text        NOT NULL,
    body       jsonb       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, name)
);

ALTER TABLE job ADD COLUMN pipeline_id text;
ALTER TABLE job ADD COLUMN pipeline_step text;
ALTER TABLE job ADD COLUMN pipeline_item int;
CREATE INDEX job_pipeline ON job (tenant_id, pipeline_id) WHERE pipeline_id IS NOT NULL;

-- A step's job has no place of its own: its pipeline has one, and starts it.
DROP INDEX job_waiting;
CREATE INDEX job_waiting ON job (tenant_id, priority, queued_at, id)
 WHERE status = 'queued' AND claimed_at IS NULL AND pipeline_id IS NULL;
DROP INDEX job_placed;
CREATE INDEX job_placed ON job (tenant_id)
 WHERE claimed_at IS NOT NULL AND pipeline_id IS NULL AND status IN ('queued', 'processing');
DROP INDEX job_unrelayed;
CREATE INDEX job_unrelayed ON job (claimed_at)
 WHERE claimed_at IS NOT NULL AND relayed_at IS NULL AND pipeline_id IS NULL AND status IN ('queued', 'processing');

CREATE OR REPLACE FUNCTION snapshot(_job job) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'id', _job.id, 'type', _job.type, 'status', _job.status, 'phase', _job.phase,
        'progress', _job.progress, 'run', _job.run, 'params', _job.params, 'provider', _job.provider,
        'creditsReserved', _job.price, 'creditsCharged', _job.charged, 'creditsRefunded', _job.refunded,
        'outputs', _job.outputs, 'error', _job.error,
        'attempts', attempts_of(_job.tenant_id, _job.id), 'steps', _job.steps,
        'metadata', _job.metadata, 'tags', to_jsonb(_job.tags), 'version', _job.version,
        'createdAt', iso(_job.created_at), 'startedAt', iso(_job.started_at), 'completedAt', iso(_job.completed_at))
        || CASE WHEN _job.pipeline_id IS NULL THEN '{}' ELSE jsonb_build_object(
            'pipelineId', _job.pipeline_id, 'pipelineStep', _job.pipeline_step, 'pipelineItem', _job.pipeline_item) END
$$;

-- A step's job that moves rings its pipeline's bell as well: no version, for it moved nothing of the graph.
CREATE OR REPLACE FUNCTION log() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = studio, pg_temp AS $$
BEGIN
    INSERT INTO event (tenant_id, job_id, version, snapshot) VALUES (NEW.tenant_id, NEW.id, NEW.version, snapshot(NEW));
    PERFORM pg_notify('studio', format('%s %s %s %s', NEW.tenant_id, NEW.id, NEW.version, NEW.status));
    IF NEW.pipeline_id IS NOT NULL THEN
        PERFORM pg_notify('studio', format('%s %s 0 processing', NEW.tenant_id, NEW.pipeline_id));
    END IF;
    RETURN NULL;
END $$;

-- The jobs of a pipeline as its resource shows them, in the order of the graph.
CREATE FUNCTION items_of(_tenant text, _pipeline text) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object(
               'step', i.step, 'item', i.item, 'jobId', job.id, 'reason', i.reason,
               'status', CASE i.state WHEN 'waiting' THEN 'queued' WHEN 'started' THEN job.status::text ELSE i.state END,
               'progress', coalesce(job.progress, 0), 'seconds', i.seconds, 'reserved', i.price,
               'charged', coalesce(job.charged, 0),
               'refunded', CASE i.state WHEN 'started' THEN job.refunded WHEN 'waiting' THEN 0 ELSE i.price END,
               'error', coalesce(i.error, job.error), 'version', coalesce(job.version, 0)) ORDER BY i.place, i.item), '[]')
      FROM pipeline_item i
      LEFT JOIN job ON i.state = 'started' AND job.tenant_id = i.tenant_id AND job.id = i.job_id
     WHERE i.tenant_id = _tenant AND i.pipeline_id = _pipeline
$$;

CREATE FUNCTION snapshot(_pipeline pipeline) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'id', _pipeline.id, 'name', _pipeline.name, 'status', _pipeline.status, 'run', _pipeline.run,
        'version', _pipeline.version, 'onFailure', _pipeline.on_failure, 'error', _pipeline.error,
        'items', items_of(_pipeline.tenant_id, _pipeline.id),
        'metadata', _pipeline.metadata, 'tags', to_jsonb(_pipeline.tags),
        'createdAt', iso(_pipeline.created_at), 'startedAt', iso(_pipeline.started_at),
        'completedAt', iso(_pipeline.completed_at))
$$;

CREATE FUNCTION pipeline_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> NEW.status AND (OLD.status, NEW.status) NOT IN (
        ('queued', 'processing'), ('queued', 'failed'), ('queued', 'cancelled'),
        ('processing', 'completed'), ('processing', 'failed'), ('processing', 'cancelled'), ('failed', 'queued')) THEN
        RAISE 'wrong_state' USING ERRCODE = 'ST409', DETAIL = format('%s to %s', OLD.status, NEW.status);
    ELSIF OLD.status <> NEW.status AND NEW.version = OLD.version THEN
        RAISE 'unlogged_change' USING ERRCODE = 'ST403', DETAIL = OLD.id;
    ELSIF NEW.version NOT IN (OLD.version, OLD.version + 1) THEN
        RAISE 'version_jumps' USING ERRCODE = 'ST403', DETAIL = OLD.id;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pipeline_moves BEFORE UPDATE ON pipeline FOR EACH ROW EXECUTE FUNCTION pipeline_moves();

-- Its versions stand in the same log as those of jobs. Whoever changes a pipeline writes its own row last.
CREATE FUNCTION log_pipeline() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = studio, pg_temp AS $$
BEGIN
    INSERT INTO event (tenant_id, job_id, version, snapshot) VALUES (NEW.tenant_id, NEW.id, NEW.version, snapshot(NEW));
    PERFORM pg_notify('studio', format('%s %s %s %s', NEW.tenant_id, NEW.id, NEW.version, NEW.status));
    RETURN NULL;
END $$;
CREATE TRIGGER log_pipeline AFTER UPDATE ON pipeline FOR EACH ROW WHEN (NEW.version > OLD.version) EXECUTE FUNCTION log_pipeline();

-- Name the sources of a request, so that nobody deletes them meanwhile.
CREATE FUNCTION lock_sources(_tenant text, _named text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM asset WHERE tenant_id = _tenant AND id = ANY (_named) AND deleted_at IS NULL ORDER BY id FOR SHARE;
    IF (SELECT count(*) FROM asset WHERE tenant_id = _tenant AND id = ANY (_named) AND deleted_at IS NULL)
        < cardinality(_named) THEN
        RAISE 'unknown_asset' USING ERRCODE = 'ST404';
    END IF;
END $$;

-- How many of a tenant's jobs and pipelines wait for a place.
CREATE FUNCTION waiting(_tenant text) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT (SELECT count(*) FROM job WHERE tenant_id = _tenant AND status = 'queued' AND claimed_at IS NULL AND pipeline_id IS NULL)
         + (SELECT count(*) FROM pipeline WHERE tenant_id = _tenant AND status = 'queued' AND claimed_at IS NULL)
$$;

CREATE OR REPLACE FUNCTION admit(_tenant text, _ask jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    earlier reply;
    month   date;
    named   text[] := ARRAY(SELECT DISTINCT jsonb_array_elements_text(coalesce(_ask -> 'sources', '[]')));
BEGIN
    PERFORM act_for(_tenant);
    IF _ask ->> 'key' IS NOT NULL THEN
        earlier := recall(_tenant, _ask ->> 'route', _ask ->> 'key', _ask ->> 'fingerprint');
        IF earlier.key IS NOT NULL THEN
            RETURN earlier.body;
        END IF;
    END IF;
    IF named <> '{}' THEN
        PERFORM lock_sources(_tenant, named);
    END IF;
    month := take_quota(_tenant, (_ask ->> 'jobsPerMonth')::int);
    IF waiting(_tenant) >= (_ask ->> 'waitingMax')::int THEN
        RAISE 'concurrency_limited' USING ERRCODE = 'ST429';
    END IF;
    INSERT INTO job (tenant_id, id, user_id, tier, type, params, options, priority, price, target_seconds,
                     deadline_at, metadata, tags, quota_month, sources)
    VALUES (_tenant, _ask ->> 'id', _ask ->> 'userId', _ask ->> 'tier', _ask ->> 'type', _ask -> 'params',
            _ask -> 'options', (_ask ->> 'priority')::int, (_ask ->> 'price')::bigint, (_ask ->> 'targetSeconds')::int,
            now() + make_interval(secs => (_ask ->> 'deadlineSeconds')::double precision),
            _ask -> 'metadata', ARRAY(SELECT jsonb_array_elements_text(_ask -> 'tags')), month, named);
    IF _ask ->> 'key' IS NOT NULL THEN
        PERFORM keep(_tenant, _ask ->> 'route', _ask ->> 'key', _ask ->> 'fingerprint', 202, _ask -> 'answer');
    END IF;
    PERFORM hold(_tenant, (_ask ->> 'id') || '.1:hold', (_ask ->> 'id') || '.1', (_ask ->> 'price')::bigint);
    RETURN NULL;
END $$;

-- Accept a pipeline: key, one of the month's jobs, its rows, and a hold a job; or nothing at all.
CREATE FUNCTION pipeline_admit(_tenant text, _ask jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    earlier reply;
    month   date;
    mine    pipeline;
    each    pipeline_item;
BEGIN
    PERFORM act_for(_tenant);
    IF _ask ->> 'key' IS NOT NULL THEN
        earlier := recall(_tenant, _ask ->> 'route', _ask ->> 'key', _ask ->> 'fingerprint');
        IF earlier.key IS NOT NULL THEN
            RETURN earlier.body;
        END IF;
    END IF;
    PERFORM lock_sources(_tenant, ARRAY(SELECT DISTINCT s FROM jsonb_array_elements(_ask -> 'items') AS i,
                                               jsonb_array_elements_text(i -> 'sources') AS s));
    month := take_quota(_tenant, (_ask ->> 'jobsPerMonth')::int);
    IF waiting(_tenant) >= (_ask ->> 'waitingMax')::int THEN
        RAISE 'concurrency_limited' USING ERRCODE = 'ST429';
    END IF;
    INSERT INTO pipeline (tenant_id, id, user_id, tier, name, steps, on_failure, priority, metadata, tags, quota_month)
    VALUES (_tenant, _ask ->> 'id', _ask ->> 'userId', _ask ->> 'tier', _ask ->> 'name', _ask -> 'steps',
            _ask ->> 'onFailure', (_ask ->> 'priority')::int, _ask -> 'metadata',
            ARRAY(SELECT jsonb_array_elements_text(_ask -> 'tags')), month) RETURNING * INTO mine;
    INSERT INTO pipeline_item (tenant_id, pipeline_id, step, item, place, job_id, type, params, refs, options, metadata,
                               sources, price, target_seconds, deadline_seconds, seconds)
    SELECT _tenant, mine.id, i ->> 'step', (i ->> 'item')::int, (i ->> 'place')::int, i ->> 'jobId', i ->> 'type',
           i -> 'params', i -> 'refs', i -> 'options', _ask -> 'metadata',
           ARRAY(SELECT jsonb_array_elements_text(i -> 'sources')), (i ->> 'price')::bigint,
           (i ->> 'targetSeconds')::int, (i ->> 'deadlineSeconds')::double precision, (i ->> 'seconds')::double precision
      FROM jsonb_array_elements(_ask -> 'items') AS i;
    UPDATE pipeline SET version = 1 WHERE tenant_id = _tenant AND id = mine.id;
    IF _ask ->> 'key' IS NOT NULL THEN
        PERFORM keep(_tenant, _ask ->> 'route', _ask ->> 'key', _ask ->> 'fingerprint', 202, _ask -> 'answer');
    END IF;
    -- Last, because from here to the commit the tenant's balance is locked.
    FOR each IN SELECT * FROM pipeline_item WHERE tenant_id = _tenant AND pipeline_id = mine.id ORDER BY place, item LOOP
        PERFORM hold(_tenant, each.job_id || '.1:hold', each.job_id || '.1', each.price);
    END LOOP;
    RETURN NULL;
END $$;

-- Lock the pipeline for this run, or say why not: every write of its workflow passes here.
CREATE FUNCTION open_pipeline(_tenant text, _pipeline text, _run int) RETURNS pipeline LANGUAGE plpgsql AS $$
DECLARE mine pipeline;
BEGIN
    PERFORM act_for(_tenant);
    SELECT * INTO mine FROM pipeline WHERE tenant_id = _tenant AND id = _pipeline FOR UPDATE;
    IF NOT FOUND THEN
        RAISE 'unknown_pipeline' USING ERRCODE = 'ST404', DETAIL = _pipeline;
    ELSIF mine.run <> _run OR mine.status NOT IN ('queued', 'processing') THEN
        RAISE 'run_is_over' USING ERRCODE = 'ST412', DETAIL = format('%s.%s', _pipeline, _run);
    END IF;
    RETURN mine;
END $$;

CREATE FUNCTION pipeline_opened(_tenant text, _pipeline text, _run int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE mine pipeline := open_pipeline(_tenant, _pipeline, _run);
BEGIN
    IF mine.status = 'queued' THEN
        UPDATE pipeline SET status = 'processing', started_at = clock_timestamp(), version = version + 1
         WHERE tenant_id = _tenant AND id = _pipeline;
    END IF;
END $$;

-- Give back the holds of jobs that will not be. `_items` are [{step, item, state, reason, error}].
CREATE FUNCTION give_up_items(_tenant text, _pipeline text, _items jsonb) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    each pipeline_item;
    count int := 0;
BEGIN
    FOR each IN
        UPDATE pipeline_item p SET state = i ->> 'state', reason = i ->> 'reason', error = nullif(i -> 'error', 'null')
          FROM jsonb_array_elements(_items) AS i
         WHERE p.tenant_id = _tenant AND p.pipeline_id = _pipeline AND p.state = 'waiting'
           AND p.step = i ->> 'step' AND p.item = (i ->> 'item')::int
        RETURNING p.*
    LOOP
        PERFORM release(_tenant, each.job_id || '.1:end', each.job_id || '.1');
        count := count + 1;
    END LOOP;
    RETURN count;
END $$;

CREATE FUNCTION pipeline_skipped(_tenant text, _pipeline text, _run int, _items jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM open_pipeline(_tenant, _pipeline, _run);
    IF give_up_items(_tenant, _pipeline, _items) > 0 THEN
        UPDATE pipeline SET version = version + 1 WHERE tenant_id = _tenant AND id = _pipeline;
    END IF;
END $$;

-- Make an item's job, with the hold that is there already. A repeat finds it made.
CREATE FUNCTION pipeline_started(_tenant text, _pipeline text, _run int, _job jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    mine  pipeline := open_pipeline(_tenant, _pipeline, _run);
    each  pipeline_item;
    named text[] := ARRAY(SELECT DISTINCT jsonb_array_elements_text(_job -> 'sources'));
BEGIN
    UPDATE pipeline_item SET state = 'started' WHERE tenant_id = _tenant AND pipeline_id = _pipeline AND state = 'waiting'
       AND step = _job ->> 'step' AND item = (_job ->> 'item')::int RETURNING * INTO each;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    PERFORM lock_sources(_tenant, named);
    INSERT INTO job (tenant_id, id, user_id, tier, type, params, options, priority, price, target_seconds, deadline_at,
                     metadata, tags, sources, claimed_at, relayed_at, pipeline_id, pipeline_step, pipeline_item)
    VALUES (_tenant, each.job_id, mine.user_id, mine.tier, each.type, _job -> 'params', _job -> 'options', mine.priority,
            each.price, (_job ->> 'targetSeconds')::int, now() + make_interval(secs => each.deadline_seconds),
            each.metadata, mine.tags, named, now(), now(), _pipeline, each.step, each.item);
    UPDATE pipeline SET version = version + 1 WHERE tenant_id = _tenant AND id = _pipeline;
END $$;

-- An item whose turn it is: itself, how the others stand, and what those it may refer to have made.
CREATE FUNCTION pipeline_due(_tenant text, _pipeline text, _run int, _step text, _item int) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    mine pipeline := open_pipeline(_tenant, _pipeline, _run);
    each pipeline_item;
    this job;
BEGIN
    SELECT * INTO each FROM pipeline_item WHERE tenant_id = _tenant AND pipeline_id = _pipeline AND step = _step AND item = _item;
    SELECT * INTO this FROM job WHERE tenant_id = _tenant AND id = each.job_id;
    RETURN jsonb_build_object(
        'state', each.state, 'status', coalesce(this.status::text, each.state), 'type', each.type, 'params', each.params,
        'refs', each.refs, 'options', each.options, 'target_seconds', each.target_seconds,
        'step', (SELECT s FROM jsonb_array_elements(mine.steps) AS s WHERE s ->> 'id' = _step),
        'start', CASE WHEN this.id IS NOT NULL THEN to_jsonb(start_of(this)) END,
        'statuses', (
            SELECT jsonb_object_agg(step, statuses) FROM (
                SELECT i ->> 'step' AS step, jsonb_agg(i -> 'status') AS statuses
                  FROM jsonb_array_elements(items_of(_tenant, _pipeline)) AS i GROUP BY 1) AS told),
        'results', (
            SELECT coalesce(jsonb_object_agg(step, jsonb_build_object('outputs', outputs, 'model', made)), '{}') FROM (
                SELECT i.step, coalesce(jsonb_agg(o.output ORDER BY i.item, o.n) FILTER (WHERE o.output IS NOT NULL), '[]') AS outputs,
                       max(model.id) AS made
                  FROM pipeline_item i
                  JOIN job ON job.tenant_id = i.tenant_id AND job.id = i.job_id AND job.status = 'completed'
                  LEFT JOIN model ON model.tenant_id = job.tenant_id AND model.job_id = job.id AND model.status = 'ready'
                  LEFT JOIN LATERAL jsonb_array_elements(job.outputs) WITH ORDINALITY AS o(output, n) ON true
                 WHERE i.tenant_id = _tenant AND i.pipeline_id = _pipeline
                   AND i.step IN (SELECT jsonb_array_elements_text(s -> 'before') FROM jsonb_array_elements(mine.steps) AS s
                                   WHERE s ->> 'id' = _step)
                 GROUP BY i.step) AS told));
END $$;

-- Note that an item's workflow has closed. A job that it left open was lost: it is ended, and given back.
CREATE FUNCTION pipeline_concluded(_tenant text, _pipeline text, _run int, _step text, _item int, _lost jsonb)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    verdict text;
    this    job;
BEGIN
    PERFORM open_pipeline(_tenant, _pipeline, _run);
    SELECT job.* INTO this FROM job JOIN pipeline_item i ON i.tenant_id = job.tenant_id AND i.job_id = job.id
     WHERE i.tenant_id = _tenant AND i.pipeline_id = _pipeline AND i.step = _step AND i.item = _item FOR UPDATE OF job;
    verdict := this.status;
    IF this.status IN ('queued', 'processing') THEN
        verdict := finish(_tenant, this.id, this.run, jsonb_build_object(
            'status', 'failed', 'charge', 0, 'outputs', '[]'::jsonb, 'error', _lost)) ->> 'status';
    END IF;
    UPDATE pipeline SET version = version + 1 WHERE tenant_id = _tenant AND id = _pipeline;
    RETURN jsonb_build_object('status', verdict, 'error', (SELECT error FROM job WHERE tenant_id = _tenant AND id = this.id));
END $$;

-- End all that a pipeline has open: its jobs first locked, then cancelled, and holds without a job given back.
CREATE FUNCTION end_items(_tenant text, _pipeline text, _reason text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE one text;
BEGIN
    PERFORM FROM job WHERE tenant_id = _tenant AND pipeline_id = _pipeline AND status IN ('queued', 'processing')
      ORDER BY id FOR UPDATE;
    FOR one IN SELECT id FROM job WHERE tenant_id = _tenant AND pipeline_id = _pipeline
                  AND status IN ('queued', 'processing') ORDER BY id LOOP
        PERFORM cancel(_tenant, one);
    END LOOP;
    PERFORM give_up_items(_tenant, _pipeline, (
        SELECT coalesce(jsonb_agg(jsonb_build_object('step', step, 'item', item, 'state', 'skipped', 'reason', _reason)), '[]')
          FROM pipeline_item WHERE tenant_id = _tenant AND pipeline_id = _pipeline AND state = 'waiting'));
END $$;

-- What a pipeline delivered counts in the month; one that delivered nothing does not.
CREATE FUNCTION delivered(_mine pipeline) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM pipeline_item i JOIN job ON job.tenant_id = i.tenant_id AND job.id = i.job_id
                    WHERE i.tenant_id = _mine.tenant_id AND i.pipeline_id = _mine.id AND job.status = 'completed')
$$;

CREATE FUNCTION end_pipeline(_mine pipeline, _status text, _error jsonb, _reason text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE kept boolean := true;
BEGIN
    -- Every job is locked before the month and the balance are: whoever settles one holds its lock first.
    PERFORM FROM job WHERE tenant_id = _mine.tenant_id AND pipeline_id = _mine.id AND status IN ('queued', 'processing')
      ORDER BY id FOR UPDATE;
    kept := delivered(_mine);
    IF NOT kept THEN
        PERFORM give_back_quota(_mine.tenant_id, _mine.quota_month);
    END IF;
    PERFORM end_items(_mine.tenant_id, _mine.id, _reason);
    UPDATE pipeline SET status = _status::job_status, error = nullif(_error, 'null'), completed_at = clock_timestamp(),
                        started_at = coalesce(started_at, CASE WHEN _status <> 'cancelled' THEN clock_timestamp() END),
                        quota_month = CASE WHEN kept THEN quota_month END, version = version + 1
     WHERE tenant_id = _mine.tenant_id AND id = _mine.id;
END $$;

-- End a run as its workflow found it. A repeat, or another ending, finds what the row became.
CREATE FUNCTION pipeline_finish(_tenant text, _pipeline text, _run int, _end jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE mine pipeline;
BEGIN
    PERFORM act_for(_tenant);
    SELECT * INTO mine FROM pipeline WHERE tenant_id = _tenant AND id = _pipeline FOR UPDATE;
    IF NOT FOUND THEN
        RAISE 'unknown_pipeline' USING ERRCODE = 'ST404', DETAIL = _pipeline;
    ELSIF mine.run <> _run OR mine.status NOT IN ('queued', 'processing') THEN
        RETURN jsonb_build_object('changed', false, 'status', CASE WHEN mine.run = _run THEN mine.status ELSE 'failed' END);
    END IF;
    PERFORM end_pipeline(mine, _end ->> 'status', _end -> 'error', 'failure');
    RETURN jsonb_build_object('changed', true, 'status', _end ->> 'status');
END $$;

-- What a pipeline has given back by now.
CREATE FUNCTION pipeline_refunded(_tenant text, _pipeline text) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum((i ->> 'refunded')::bigint), 0)::bigint FROM jsonb_array_elements(items_of(_tenant, _pipeline)) AS i
$$;

-- Cancel the whole at once and for good; the workflows and the vendors are told afterwards.
CREATE FUNCTION pipeline_cancel(_tenant text, _pipeline text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    mine    pipeline;
    changed boolean := true;
BEGIN
    PERFORM act_for(_tenant);
    SELECT * INTO mine FROM pipeline WHERE tenant_id = _tenant AND id = _pipeline FOR UPDATE;
    IF NOT FOUND THEN
        RAISE 'unknown_pipeline' USING ERRCODE = 'ST404', DETAIL = _pipeline;
    ELSIF mine.status IN ('completed', 'failed') THEN
        RAISE 'pipeline_is_over' USING ERRCODE = 'ST409', DETAIL = mine.status::text;
    ELSIF mine.status = 'cancelled' THEN
        changed := false;
    ELSE
        PERFORM end_pipeline(mine, 'cancelled', NULL, 'cancelled');
    END IF;
    RETURN jsonb_build_object('changed', changed, 'refunded', pipeline_refunded(_tenant, _pipeline), 'version', mine.version);
END $$;

-- Run what is unfinished again: the next run. `_ask.items` are [{step, item, jobId}]: a job that is tried again is a new
-- one, with a hold of its own; what is done stays, and is not paid again.
CREATE FUNCTION pipeline_retry(_tenant text, _pipeline text, _ask jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    mine  pipeline;
    month date;
    each  pipeline_item;
    total bigint := 0;
BEGIN
    PERFORM act_for(_tenant);
    SELECT * INTO mine FROM pipeline WHERE tenant_id = _tenant AND id = _pipeline FOR UPDATE;
    IF NOT FOUND THEN
        RAISE 'unknown_pipeline' USING ERRCODE = 'ST404', DETAIL = _pipeline;
    ELSIF mine.status <> 'failed' OR mine.version <> (_ask ->> 'version')::int THEN
        RAISE 'not_failed' USING ERRCODE = 'ST409', DETAIL = mine.status::text;
    END IF;
    month := coalesce(mine.quota_month, take_quota(_tenant, (_ask ->> 'jobsPerMonth')::int));
    FOR each IN
        UPDATE pipeline_item p SET state = 'waiting', job_id = i ->> 'jobId', reason = NULL, error = NULL
          FROM jsonb_array_elements(_ask -> 'items') AS i
         WHERE p.tenant_id = _tenant AND p.pipeline_id = _pipeline AND p.step = i ->> 'step' AND p.item = (i ->> 'item')::int
           AND NOT EXISTS (SELECT FROM job WHERE job.tenant_id = _tenant AND job.id = p.job_id AND job.status = 'completed')
        RETURNING p.*
    LOOP
        PERFORM hold(_tenant, each.job_id || '.1:hold', each.job_id || '.1', each.price);
        total := total + each.price;
    END LOOP;
    UPDATE pipeline SET status = 'queued', run = run + 1, error = NULL, started_at = NULL, completed_at = NULL,
                        claimed_at = NULL, relayed_at = NULL, closed_at = NULL, queued_at = now(), quota_month = month,
                        version = version + 1
     WHERE tenant_id = _tenant AND id = _pipeline RETURNING * INTO mine;
    RETURN jsonb_build_object('reserved', total, 'version', mine.version);
END $$;

-- What a relay needs to start a run, of a job or of a pipeline.
CREATE TYPE start AS (tenant_id text, id text, run int, type text, tier text, params jsonb, options jsonb, priority int,
                      price bigint, created_at timestamptz);
CREATE FUNCTION start_of(_job job) RETURNS start LANGUAGE sql IMMUTABLE AS $$
    SELECT _job.tenant_id, _job.id, _job.run, _job.type, _job.tier, _job.params, _job.options, _job.priority, _job.price,
           _job.created_at
$$;
CREATE FUNCTION start_of(_mine pipeline) RETURNS start LANGUAGE sql STABLE AS $$
    SELECT _mine.tenant_id, _mine.id, _mine.run, 'pipeline', _mine.tier,
           jsonb_build_object('name', _mine.name, 'steps', _mine.steps, 'onFailure', _mine.on_failure),
           jsonb_build_object('targetSeconds', (SELECT sum(target_seconds) FROM pipeline_item
                               WHERE tenant_id = _mine.tenant_id AND pipeline_id = _mine.id)),
           _mine.priority, (SELECT sum(price)::bigint FROM pipeline_item
                             WHERE tenant_id = _mine.tenant_id AND pipeline_id = _mine.id), _mine.created_at
$$;

-- Take places for a tenant's oldest waiting jobs and pipelines while it has room. One relay at a time a tenant.
DROP FUNCTION claim(text, jsonb, int);
CREATE FUNCTION claim(_tenant text, _places jsonb, _limit int) RETURNS SETOF start LANGUAGE plpgsql AS $$
DECLARE
    room   int;
    jobs   text[];
    graphs text[];
BEGIN
    PERFORM act_for(_tenant);
    PERFORM pg_advisory_xact_lock(hashtextextended('claim ' || _tenant, 0));
    SELECT (_places ->> tier)::int
           - (SELECT count(*) FROM job WHERE tenant_id = _tenant AND claimed_at IS NOT NULL AND pipeline_id IS NULL
                                         AND status IN ('queued', 'processing'))
           - (SELECT count(*) FROM pipeline WHERE tenant_id = _tenant AND claimed_at IS NOT NULL
                                         AND status IN ('queued', 'processing'))
      INTO room FROM tenant WHERE id = _tenant;
    room := greatest(least(room, _limit), 0);
    SELECT array_agg(id) FILTER (WHERE NOT graph), array_agg(id) FILTER (WHERE graph) INTO jobs, graphs FROM (
        SELECT * FROM (
            (SELECT id, priority, queued_at, false AS graph FROM job
              WHERE tenant_id = _tenant AND status = 'queued' AND claimed_at IS NULL AND pipeline_id IS NULL
              ORDER BY priority, queued_at, id LIMIT room)
            UNION ALL
            (SELECT id, priority, queued_at, true FROM pipeline
              WHERE tenant_id = _tenant AND status = 'queued' AND claimed_at IS NULL
              ORDER BY priority, queued_at, id LIMIT room)) AS oldest
         ORDER BY priority, queued_at, id LIMIT room) AS due;
    IF jobs IS NOT NULL THEN
        RETURN QUERY WITH placed AS (
            UPDATE job SET claimed_at = clock_timestamp()
             WHERE tenant_id = _tenant AND id = ANY (jobs) AND status = 'queued' AND claimed_at IS NULL RETURNING job)
        SELECT due.* FROM placed, LATERAL start_of(placed.job) AS due;
    END IF;
    IF graphs IS NOT NULL THEN
        RETURN QUERY WITH placed AS (
            UPDATE pipeline SET claimed_at = clock_timestamp()
             WHERE tenant_id = _tenant AND id = ANY (graphs) AND status = 'queued' AND claimed_at IS NULL RETURNING pipeline)
        SELECT due.* FROM placed, LATERAL start_of(placed.pipeline) AS due;
    END IF;
END $$;

-- Sources are in use while a job that waits in a pipeline names them.
CREATE OR REPLACE FUNCTION forget(_tenant text, _asset text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE mine asset;
BEGIN
    PERFORM act_for(_tenant);
    UPDATE asset SET deleted_at = now() WHERE tenant_id = _tenant AND id = _asset AND deleted_at IS NULL
    RETURNING * INTO mine;
    IF NOT FOUND THEN
        RAISE 'unknown_asset' USING ERRCODE = 'ST404', DETAIL = _asset;
    ELSIF EXISTS (SELECT FROM job WHERE tenant_id = _tenant AND sources @> ARRAY[_asset] AND sources <> '{}'
                                    AND deleted_at IS NULL AND status IN ('queued', 'processing'))
       OR EXISTS (SELECT FROM pipeline_item WHERE tenant_id = _tenant AND sources @> ARRAY[_asset] AND sources <> '{}'
                                              AND state = 'waiting')
       OR EXISTS (SELECT FROM job JOIN pipeline p ON p.tenant_id = job.tenant_id AND p.id = job.pipeline_id
                   WHERE job.tenant_id = _tenant AND job.id = mine.job_id AND p.status IN ('queued', 'processing')) THEN
        RAISE 'asset_in_use' USING ERRCODE = 'ST414', DETAIL = _asset;
    END IF;
    DELETE FROM lease WHERE tenant_id = _tenant AND sha256 = mine.sha256
       AND (holder IN (mine.id, mine.job_id) OR holder LIKE mine.job_id || '.%');
    RETURN mine.sha256;
END $$;

CREATE OR REPLACE FUNCTION forget_orphans(_hours int) RETURNS TABLE (_tenant text, _sha256 text) LANGUAGE sql AS $$
    UPDATE asset SET deleted_at = now()
     WHERE origin <> 'output' AND deleted_at IS NULL AND created_at < now() - make_interval(hours => _hours)
       AND NOT EXISTS (SELECT FROM job WHERE job.tenant_id = asset.tenant_id AND job.sources @> ARRAY[asset.id]
                                         AND job.sources <> '{}' AND job.deleted_at IS NULL)
       AND NOT EXISTS (SELECT FROM pipeline_item i WHERE i.tenant_id = asset.tenant_id AND i.sources @> ARRAY[asset.id]
                                         AND i.sources <> '{}' AND i.state = 'waiting')
    RETURNING tenant_id, sha256
$$;

-- A step's job is not purged while its pipeline may still need what it made.
CREATE FUNCTION keep_for_pipeline() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM pipeline WHERE tenant_id = NEW.tenant_id AND id = NEW.pipeline_id
                                      AND status IN ('queued', 'processing')) THEN
        RAISE 'pipeline_is_open' USING ERRCODE = 'ST409', DETAIL = NEW.id;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_for_pipeline BEFORE UPDATE OF deleted_at ON job FOR EACH ROW
  WHEN (NEW.pipeline_id IS NOT NULL AND NEW.deleted_at IS NOT NULL) EXECUTE FUNCTION keep_for_pipeline();

-- A step's job is tried again by its pipeline alone.
CREATE FUNCTION retried_by_pipeline() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE 'step_of_pipeline' USING ERRCODE = 'ST409', DETAIL = NEW.pipeline_id;
END $$;
CREATE TRIGGER retried_by_pipeline BEFORE UPDATE OF run ON job FOR EACH ROW
  WHEN (NEW.pipeline_id IS NOT NULL AND NEW.run <> OLD.run) EXECUTE FUNCTION retried_by_pipeline();

-- Pipelines against the book and their jobs. No row: all tell the same story.
CREATE VIEW pipeline_audit WITH (security_invoker = true) AS
    SELECT problem, tenant_id, job_id AS subject FROM (
        SELECT i.tenant_id, i.job_id, CASE
                   WHEN begun.id IS NULL THEN 'no hold for an item'
                   WHEN i.state = 'waiting' AND p.status NOT IN ('queued', 'processing') THEN 'over, with an item that waits'
                   WHEN i.state = 'waiting' AND fin.id IS NOT NULL THEN 'an item waits, its hold is ended'
                   WHEN i.state IN ('skipped', 'failed') AND fin.kind IS DISTINCT FROM 'release' THEN 'skipped, not given back'
                   WHEN i.state = 'started' AND job.id IS NULL THEN 'started, without a job'
                   WHEN i.state = 'started' AND job.price <> i.price THEN 'another price than was held'
                   WHEN i.state = 'started' AND job.status IN ('queued', 'processing')
                        AND p.status NOT IN ('queued', 'processing') THEN 'over, with an open job'
                   WHEN p.status = 'completed' AND (i.state = 'failed' OR job.status IN ('failed', 'cancelled'))
                        THEN 'completed, with a failed step'
               END AS problem
          FROM pipeline_item i
          JOIN pipeline p ON p.tenant_id = i.tenant_id AND p.id = i.pipeline_id
          LEFT JOIN job ON i.state = 'started' AND job.tenant_id = i.tenant_id AND job.id = i.job_id
          LEFT JOIN op AS begun ON begun.tenant_id = i.tenant_id AND begun.hold_id = i.job_id || '.1' AND begun.kind = 'hold'
          LEFT JOIN op AS fin ON fin.tenant_id = i.tenant_id AND fin.hold_id = i.job_id || '.1'
                             AND fin.kind IN ('settle', 'release')) AS compared
     WHERE problem IS NOT NULL
    UNION ALL
    SELECT 'the newest event is not the version', p.tenant_id, p.id
      FROM pipeline p JOIN event ON event.tenant_id = p.tenant_id AND event.job_id = p.id
     GROUP BY p.tenant_id, p.id, p.version HAVING max(event.version) <> p.version;

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['pipeline', 'pipeline_item', 'pipeline_preset'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY own_tenant ON %I USING (tenant_id = (SELECT current_setting(''app.tenant'', true)))
            WITH CHECK (tenant_id = (SELECT current_setting(''app.tenant'', true)))', name);
        EXECUTE format('CREATE POLICY every_tenant ON %I TO studio_system USING (true) WITH CHECK (true)', name);
    END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON pipeline, pipeline_item, pipeline_preset TO studio_app, studio_system;
GRANT DELETE ON pipeline_preset TO studio_app;
GRANT SELECT ON pipeline_audit TO studio_app, studio_system;
