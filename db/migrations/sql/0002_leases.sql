-- The sources that a job reads, so that nobody deletes them under it; and blobs that may not be named yet.

ALTER TABLE job ADD COLUMN sources text[] NOT NULL DEFAULT '{}';
CREATE INDEX job_sources ON job USING gin (sources) WHERE sources <> '{}' AND deleted_at IS NULL;
CREATE INDEX asset_orphan ON asset (created_at) WHERE origin <> 'output' AND deleted_at IS NULL;

UPDATE job SET sources = found.ids
  FROM (SELECT j.tenant_id, j.id, array_agg(a.id) AS ids
          FROM job j JOIN asset a ON a.tenant_id = j.tenant_id AND position(a.id IN j.params::text) > 0
         GROUP BY j.tenant_id, j.id) AS found
 WHERE job.tenant_id = found.tenant_id AND job.id = found.id;

-- Written before a blob's bytes are: whoever removes unnamed blobs leaves the ones alone that have a fresh lease.
CREATE TABLE lease (
    tenant_id text        NOT NULL,
    sha256    text        NOT NULL,
    holder    text        NOT NULL,
    at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant_id, sha256, holder)
) WITH (fillfactor = 70);
CREATE INDEX lease_age ON lease (at);

-- One at a time a blob, from here to the end of the transaction: a lease waits for a removal, and the other way round.
CREATE FUNCTION lock_blob(_tenant text, _sha256 text) RETURNS void LANGUAGE sql AS $$
    SELECT pg_advisory_xact_lock(hashtextextended('blob ' || _tenant || ' ' || _sha256, 0))
$$;

CREATE FUNCTION lease(_tenant text, _sha256 text, _holder text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM act_for(_tenant);
    PERFORM lock_blob(_tenant, _sha256);
    INSERT INTO lease VALUES (_tenant, _sha256, _holder)
    ON CONFLICT (tenant_id, sha256, holder) DO UPDATE SET at = clock_timestamp();
END $$;

-- Tell whether a blob's bytes may go now: nobody names it, and nobody has put it lately. Old leases end here.
CREATE FUNCTION may_remove(_tenant text, _sha256 text, _seconds double precision) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM act_for(_tenant);
    PERFORM lock_blob(_tenant, _sha256);
    DELETE FROM lease WHERE tenant_id = _tenant AND sha256 = _sha256
       AND at < now() - make_interval(secs => _seconds);
    RETURN NOT EXISTS (SELECT FROM lease WHERE tenant_id = _tenant AND sha256 = _sha256)
       AND NOT EXISTS (SELECT FROM asset WHERE tenant_id = _tenant AND sha256 = _sha256 AND deleted_at IS NULL);
END $$;

-- End the leases of a job's runs, or of an upload. Answers the blobs.
CREATE FUNCTION end_leases(_tenant text, _holder text) RETURNS SETOF text LANGUAGE sql AS $$
    DELETE FROM lease WHERE tenant_id = _tenant AND (holder = _holder OR holder LIKE _holder || '.%') RETURNING sha256
$$;

-- Delete an asset; its row is locked before anybody asks who uses it. Answers its hash.
CREATE FUNCTION forget(_tenant text, _asset text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE mine asset;
BEGIN
    PERFORM act_for(_tenant);
    UPDATE asset SET deleted_at = now() WHERE tenant_id = _tenant AND id = _asset AND deleted_at IS NULL
    RETURNING * INTO mine;
    IF NOT FOUND THEN
        RAISE 'unknown_asset' USING ERRCODE = 'ST404', DETAIL = _asset;
    ELSIF EXISTS (SELECT FROM job WHERE tenant_id = _tenant AND sources @> ARRAY[_asset] AND sources <> '{}'
                                    AND deleted_at IS NULL AND status IN ('queued', 'processing')) THEN
        RAISE 'asset_in_use' USING ERRCODE = 'ST414', DETAIL = _asset;
    END IF;
    DELETE FROM lease WHERE tenant_id = _tenant AND sha256 = mine.sha256
       AND (holder IN (mine.id, mine.job_id) OR holder LIKE mine.job_id || '.%');
    RETURN mine.sha256;
END $$;

-- Delete sources that no job names, a day after they came. Answers their blobs.
CREATE FUNCTION forget_orphans(_hours int) RETURNS TABLE (_tenant text, _sha256 text) LANGUAGE sql AS $$
    UPDATE asset SET deleted_at = now()
     WHERE origin <> 'output' AND deleted_at IS NULL AND created_at < now() - make_interval(hours => _hours)
       AND NOT EXISTS (SELECT FROM job WHERE job.tenant_id = asset.tenant_id AND job.sources @> ARRAY[asset.id]
                                         AND job.sources <> '{}' AND job.deleted_at IS NULL)
    RETURNING tenant_id, sha256
$$;

-- Purge a finished job: what it was asked, what it made, what vendors answered, its log. Answers its files' hashes.
CREATE FUNCTION erase(_tenant text, _job text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM act_for(_tenant);
    UPDATE job SET deleted_at = now(), params = '{}', outputs = '[]', metadata = '{}', tags = '{}', sources = '{}',
                   version = version + 1
     WHERE tenant_id = _tenant AND id = _job AND deleted_at IS NULL AND status NOT IN ('queued', 'processing');
    IF NOT FOUND THEN
        RAISE 'unknown_job' USING ERRCODE = 'ST404', DETAIL = _job;
    END IF;
    UPDATE attempt SET result = '{}' WHERE tenant_id = _tenant AND job_id = _job AND result IS NOT NULL;
    DELETE FROM event WHERE tenant_id = _tenant AND job_id = _job;
    RETURN QUERY
        WITH gone AS (UPDATE asset SET deleted_at = now()
                       WHERE tenant_id = _tenant AND job_id = _job AND deleted_at IS NULL RETURNING sha256)
        SELECT sha256 FROM gone UNION SELECT end_leases(_tenant, _job);
END $$;

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
        PERFORM FROM asset WHERE tenant_id = _tenant AND id = ANY (named) AND deleted_at IS NULL FOR SHARE;
        IF (SELECT count(*) FROM asset WHERE tenant_id = _tenant AND id = ANY (named) AND deleted_at IS NULL)
            < cardinality(named) THEN
            RAISE 'unknown_asset' USING ERRCODE = 'ST404';
        END IF;
    END IF;
    month := take_quota(_tenant, (_ask ->> 'jobsPerMonth')::int);
    IF (SELECT count(*) FROM job WHERE tenant_id = _tenant AND status = 'queued' AND claimed_at IS NULL)
        >= (_ask ->> 'waitingMax')::int THEN
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

ALTER TABLE lease ENABLE ROW LEVEL SECURITY;
ALTER TABLE lease FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON lease USING (tenant_id = (SELECT current_setting('app.tenant', true)))
    WITH CHECK (tenant_id = (SELECT current_setting('app.tenant', true)));
CREATE POLICY every_tenant ON lease TO studio_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON lease TO studio_app, studio_system;

-- Write down what an operator did, once an operation.
CREATE FUNCTION log_act(_tenant text, _actor text, _action text, _subject text, _reason text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM act_for(_tenant);
    IF NOT EXISTS (SELECT FROM audit_log WHERE tenant_id = _tenant AND action = _action AND subject = _subject) THEN
        INSERT INTO audit_log (tenant_id, actor, action, subject, reason) VALUES (_tenant, _actor, _action, _subject, _reason);
    END IF;
END $$;
