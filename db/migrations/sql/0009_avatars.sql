-- An avatar is somebody's likeness: what it was made of goes with it, as with a voice, and so do its own files.

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
    WITH forgotten AS (
        UPDATE asset a SET deleted_at = now()
         WHERE a.tenant_id = _tenant AND a.deleted_at IS NULL
           AND ((a.origin <> 'output'
                 AND a.id IN (SELECT unnest(sources) FROM job WHERE tenant_id = _tenant AND id = mine.job_id))
                OR (mine.kind = 'avatar' AND a.origin = 'output' AND a.job_id = mine.job_id))
           AND NOT EXISTS (SELECT FROM job j WHERE j.tenant_id = _tenant AND j.sources @> ARRAY[a.id]
                               AND j.sources <> '{}' AND j.deleted_at IS NULL AND j.status IN ('queued', 'processing'))
        RETURNING a.sha256)
    SELECT array_agg(sha256) INTO gone FROM forgotten;
    files := mine.blobs || coalesce(gone, '{}') || ARRAY(SELECT end_leases(_tenant, mine.job_id));
    INSERT INTO lease (tenant_id, sha256, holder, at)
    SELECT DISTINCT _tenant, file, _id, '-infinity'::timestamptz FROM unnest(files) AS file ON CONFLICT DO NOTHING;
    RETURN QUERY SELECT DISTINCT file FROM unnest(files) AS file;
END $$;
