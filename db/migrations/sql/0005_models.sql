-- What a tenant trained or made to use again: voices and avatars. A model is ready, or failed, in the transaction that
-- ends its job: nobody has one that was not paid for.

CREATE TABLE model (
    tenant_id  text        NOT NULL,
    id         text        NOT NULL,
    kind       text        NOT NULL CHECK (kind IN ('voice', 'avatar')),
    user_id    text        NOT NULL,
    job_id     text        NOT NULL,
    name       text        NOT NULL,
    status     text        NOT NULL DEFAULT 'training' CHECK (status IN ('training', 'ready', 'failed')),
    language   text,
    style      text,
    consent    jsonb,
    provider   text,                                   -- who holds it
    vendor_ref text,                                   -- by what name
    account    text,                                   -- in which account
    traits     jsonb       NOT NULL DEFAULT '{}',      -- what it takes to use it
    report     jsonb,                                  -- what was found in what it was made from
    blobs      text[]      NOT NULL DEFAULT '{}',      -- the files that it keeps
    created_at timestamptz NOT NULL DEFAULT now(),
    made_at    timestamptz,                            -- there is something to use, or to purge
    ready_at   timestamptz,
    deleted_at timestamptz,
    purged_at  timestamptz,                            -- its holder was told to forget it
    PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX model_id ON model (id);
CREATE UNIQUE INDEX model_job ON model (tenant_id, job_id);
CREATE INDEX model_newest ON model (tenant_id, kind, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX model_blobs ON model USING gin (blobs) WHERE blobs <> '{}' AND deleted_at IS NULL;
CREATE INDEX model_unpurged ON model (made_at)
 WHERE vendor_ref IS NOT NULL AND purged_at IS NULL AND (deleted_at IS NOT NULL OR status = 'failed');

-- Begin a job's model, once a job: a retry trains the same one again. Answers its id.
CREATE FUNCTION model_begun(_tenant text, _job text, _run int, _model jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    this  job := open_run(_tenant, _job, _run);
    found text;
BEGIN
    INSERT INTO model (tenant_id, id, kind, user_id, job_id, name, language, style, consent)
    VALUES (_tenant, _model ->> 'id', _model ->> 'kind', this.user_id, _job, _model ->> 'name', _model ->> 'language',
            _model ->> 'style', nullif(_model -> 'consent', 'null'))
    ON CONFLICT (tenant_id, job_id) DO UPDATE SET status = 'training' RETURNING id INTO found;
    RETURN found;
END $$;

-- Write down what a model became; it is ready when its job is.
CREATE FUNCTION model_made(_tenant text, _job text, _run int, _made jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM open_run(_tenant, _job, _run);
    UPDATE model SET provider = _made ->> 'provider', vendor_ref = _made ->> 'vendorRef', account = _made ->> 'account',
                     traits = coalesce(_made -> 'traits', '{}'), report = nullif(_made -> 'report', 'null'),
                     blobs = ARRAY(SELECT jsonb_array_elements_text(coalesce(_made -> 'blobs', '[]'))),
                     made_at = now(), purged_at = NULL
     WHERE tenant_id = _tenant AND job_id = _job AND status = 'training';
END $$;

CREATE FUNCTION end_model() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE model SET status = CASE WHEN NEW.status = 'completed' AND made_at IS NOT NULL THEN 'ready' ELSE 'failed' END,
                     ready_at = CASE WHEN NEW.status = 'completed' THEN now() END
     WHERE tenant_id = NEW.tenant_id AND job_id = NEW.id AND status = 'training';
    RETURN NULL;
END $$;
CREATE TRIGGER end_model AFTER UPDATE ON job FOR EACH ROW
  WHEN (OLD.status <> NEW.status AND NEW.status IN ('completed', 'failed', 'cancelled')) EXECUTE FUNCTION end_model();

-- Delete a model that is not being made. Answers what it kept.
CREATE FUNCTION model_erased(_tenant text, _id text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE mine model;
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
    RETURN QUERY SELECT unnest(mine.blobs);
END $$;

-- A blob that a model keeps is named as well.
CREATE OR REPLACE FUNCTION may_remove(_tenant text, _sha256 text, _seconds double precision)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM act_for(_tenant);
    PERFORM lock_blob(_tenant, _sha256);
    DELETE FROM lease WHERE tenant_id = _tenant AND sha256 = _sha256
       AND at < now() - make_interval(secs => _seconds);
    RETURN NOT EXISTS (SELECT FROM lease WHERE tenant_id = _tenant AND sha256 = _sha256)
       AND NOT EXISTS (SELECT FROM asset WHERE tenant_id = _tenant AND sha256 = _sha256 AND deleted_at IS NULL)
       AND NOT EXISTS (SELECT FROM model WHERE tenant_id = _tenant AND blobs @> ARRAY[_sha256] AND blobs <> '{}'
                                           AND deleted_at IS NULL);
END $$;

ALTER TABLE model ENABLE ROW LEVEL SECURITY;
ALTER TABLE model FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON model USING (tenant_id = (SELECT current_setting('app.tenant', true)))
    WITH CHECK (tenant_id = (SELECT current_setting('app.tenant', true)));
CREATE POLICY every_tenant ON model TO studio_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON model TO studio_app, studio_system;
