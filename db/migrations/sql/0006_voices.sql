-- Voices that vendors hold for us. A row stays until the vendor was told to forget the voice: whoever asks for one may be
-- cancelled, fail or be deleted meanwhile, and nobody's voice is left behind.

CREATE TABLE vendor_voice (
    tenant_id    text        NOT NULL,
    provider     text        NOT NULL,
    voice        text        NOT NULL,
    account      text        NOT NULL DEFAULT '',      -- ours at the vendor, without its key
    job_id       text        NOT NULL,                 -- that asked for it
    made_at      timestamptz NOT NULL DEFAULT now(),
    asked_at     timestamptz,                          -- when the vendor was last told to forget it
    tries        int         NOT NULL DEFAULT 0,
    forgotten_at timestamptz,
    PRIMARY KEY (tenant_id, provider, voice)
);
CREATE INDEX vendor_voice_kept ON vendor_voice (asked_at) WHERE forgotten_at IS NULL;

-- Write down that a call made a voice, before anything else is said of the call.
CREATE FUNCTION voice_made(_tenant text, _job text, _run int, _part int, _route int, _voice text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM act_for(_tenant);
    INSERT INTO vendor_voice (tenant_id, provider, voice, account, job_id)
    SELECT tenant_id, provider, _voice, coalesce(account, ''), job_id FROM attempt
     WHERE tenant_id = _tenant AND job_id = _job AND run = _run AND part = _part AND route = _route
    ON CONFLICT DO NOTHING;
END $$;

-- Take voices that no model has and no open job waits for, those that were not asked for the longest first.
CREATE FUNCTION voices_to_forget(_providers text[], _seconds double precision) RETURNS SETOF vendor_voice LANGUAGE sql AS $$
    UPDATE vendor_voice SET asked_at = now(), tries = tries + 1
     WHERE (tenant_id, provider, voice) IN (
        SELECT v.tenant_id, v.provider, v.voice FROM vendor_voice v
         WHERE v.forgotten_at IS NULL AND v.provider = ANY (_providers)
           AND coalesce(v.asked_at, '-infinity') < now() - make_interval(secs => _seconds)
           AND NOT EXISTS (SELECT FROM job j WHERE j.tenant_id = v.tenant_id AND j.id = v.job_id
                                               AND j.status IN ('queued', 'processing'))
           AND NOT EXISTS (SELECT FROM model m WHERE m.tenant_id = v.tenant_id AND m.provider = v.provider
                              AND m.vendor_ref = v.voice AND m.status = 'ready' AND m.deleted_at IS NULL)
         ORDER BY v.asked_at NULLS FIRST LIMIT 50 FOR UPDATE OF v SKIP LOCKED)
    RETURNING *
$$;

-- The vendor has forgotten a voice.
CREATE FUNCTION voice_forgotten(_tenant text, _provider text, _voice text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM act_for(_tenant);
    UPDATE vendor_voice SET forgotten_at = now()
     WHERE tenant_id = _tenant AND provider = _provider AND voice = _voice AND forgotten_at IS NULL;
    UPDATE model SET purged_at = now()
     WHERE tenant_id = _tenant AND provider = _provider AND vendor_ref = _voice AND purged_at IS NULL;
END $$;

-- Delete a model that is not being made. What somebody's voice was made from goes with it, but for a source that an open
-- job reads. Each file gets a lease that is over: should the removal not come to its end, the sweep does it.
CREATE OR REPLACE FUNCTION model_erased(_tenant text, _id text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    mine  model;
    gone  text[];
    files text[];
BEGIN
    PERFORM act_for(_tenant);
    SELECT * INTO mine FROM model WHERE tenant_id = _tenant AND id = _id AND deleted_at IS NULL FOR UPDATE;
    IF NOT FOUND THEN
        RAISE 'unknown_model' USING ERRCODE = 'ST404', DETAIL = _id;
    ELSIF mine.status = 'training' THEN
        RAISE 'model_in_training' USING ERRCODE = 'ST409', DETAIL = _id;
    END IF;
    UPDATE model SET deleted_at = now(), name = '', consent = NULL, traits = '{}', report = NULL, blobs = '{}'
     WHERE tenant_id = _tenant AND id = _id;
    files := mine.blobs;
    IF mine.kind = 'voice' THEN
        WITH forgotten AS (
            UPDATE asset a SET deleted_at = now()
             WHERE a.tenant_id = _tenant AND a.deleted_at IS NULL AND a.origin <> 'output'
               AND a.id IN (SELECT unnest(sources) FROM job WHERE tenant_id = _tenant AND id = mine.job_id)
               AND NOT EXISTS (SELECT FROM job j WHERE j.tenant_id = _tenant AND j.sources @> ARRAY[a.id]
                                   AND j.sources <> '{}' AND j.deleted_at IS NULL AND j.status IN ('queued', 'processing'))
            RETURNING a.sha256)
        SELECT array_agg(sha256) INTO gone FROM forgotten;
        files := files || coalesce(gone, '{}') || ARRAY(SELECT end_leases(_tenant, mine.job_id));
    END IF;
    INSERT INTO lease (tenant_id, sha256, holder, at)
    SELECT DISTINCT _tenant, file, _id, '-infinity'::timestamptz FROM unnest(files) AS file ON CONFLICT DO NOTHING;
    RETURN QUERY SELECT DISTINCT file FROM unnest(files) AS file;
END $$;

ALTER TABLE vendor_voice ENABLE ROW LEVEL SECURITY;
ALTER TABLE vendor_voice FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON vendor_voice USING (tenant_id = (SELECT current_setting('app.tenant', true)))
    WITH CHECK (tenant_id = (SELECT current_setting('app.tenant', true)));
CREATE POLICY every_tenant ON vendor_voice TO studio_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON vendor_voice TO studio_app, studio_system;
