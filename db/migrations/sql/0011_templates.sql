-- Templates. Those that ship belong to nobody: their tenant is '', which no tenant can be. What a version is never changes,
-- so that a render can be made again as it was.

CREATE TABLE template (
    tenant_id   text        NOT NULL,
    id          text        PRIMARY KEY,
    user_id     text        NOT NULL,
    version     int         NOT NULL DEFAULT 1 CHECK (version > 0),  -- the newest
    name        text        NOT NULL,
    category    text        NOT NULL,
    price       bigint      NOT NULL DEFAULT 0 CHECK (price >= 0),
    is_featured boolean     NOT NULL DEFAULT false,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    retired_at  timestamptz                                          -- no longer shipped: renders of it can still be tried again
) WITH (fillfactor = 80);
CREATE INDEX template_newest ON template (tenant_id, created_at DESC, id DESC) WHERE retired_at IS NULL;

CREATE TABLE template_version (
    tenant_id   text        NOT NULL,
    template_id text        NOT NULL REFERENCES template (id),
    version     int         NOT NULL CHECK (version > 0),
    user_id     text        NOT NULL,
    price       bigint      NOT NULL CHECK (price >= 0),
    body        jsonb       NOT NULL,                    -- summary, files, schema, exampleData, output
    digest      text        NOT NULL,                    -- of all that a client sees of it
    preview     bytea       CHECK (length(preview) <= 524288),
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (template_id, version)
);

CREATE FUNCTION template_limits(_tenant text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('templates ' || _tenant, 0));
    IF (SELECT count(*) FROM template WHERE tenant_id = _tenant) >= 500 THEN
        RAISE 'too_many_templates' USING ERRCODE = 'ST409', DETAIL = _tenant;
    END IF;
END $$;

CREATE FUNCTION template_write_version(_mine template, _user text, _told jsonb) RETURNS void LANGUAGE sql AS $$
    INSERT INTO template_version (tenant_id, template_id, version, user_id, price, body, digest, preview)
    VALUES (_mine.tenant_id, _mine.id, _mine.version, _user, _mine.price, _told -> 'body', _told ->> 'digest',
            decode(_told ->> 'preview', 'base64'))
$$;

-- Tell the tenant's endpoints what became of a template, in the transaction in which it did.
CREATE FUNCTION template_told(_mine template, _word text, _user text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF to_regprocedure('studio.emit(text, text, text, jsonb, int, text)') IS NOT NULL THEN
        PERFORM emit(_mine.tenant_id, format('studio.template.%s.v1', _word), _mine.id, jsonb_build_object(
            'templateId', _mine.id, 'userId', _user, 'version', _mine.version, 'name', _mine.name, 'category', _mine.category));
    END IF;
END $$;

-- Make a tenant's template.
CREATE FUNCTION template_make(_tenant text, _user text, _told jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE mine template;
BEGIN
    PERFORM act_for(_tenant);
    PERFORM template_limits(_tenant);
    INSERT INTO template (tenant_id, id, user_id, name, category)
    VALUES (_tenant, _told ->> 'id', _user, _told ->> 'name', _told ->> 'category') RETURNING * INTO mine;
    PERFORM template_write_version(mine, _user, _told);
    PERFORM template_told(mine, 'created', _user);
END $$;

-- Make the next version of a tenant's template, of the one that its author saw.
CREATE FUNCTION template_change(_tenant text, _user text, _told jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE mine template;
BEGIN
    PERFORM act_for(_tenant);
    SELECT * INTO mine FROM template WHERE tenant_id = _tenant AND id = _told ->> 'id' FOR UPDATE;
    IF NOT FOUND THEN
        RAISE 'unknown_template' USING ERRCODE = 'ST404', DETAIL = _told ->> 'id';
    ELSIF mine.version <> (_told ->> 'seen')::int OR mine.version >= 1000 THEN
        RAISE 'template_was_changed' USING ERRCODE = 'ST409', DETAIL = mine.version::text;
    END IF;
    UPDATE template SET version = version + 1, name = _told ->> 'name', category = _told ->> 'category', updated_at = now()
     WHERE id = mine.id RETURNING * INTO mine;
    PERFORM template_write_version(mine, _user, _told);
    PERFORM template_told(mine, 'updated', _user);
END $$;

-- Bring the templates of everybody to what ships. What has not changed stays as it is; what no longer ships is retired.
CREATE FUNCTION template_ship(_shipped jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    told jsonb;
    mine template;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('templates ', 0));
    UPDATE template SET retired_at = now() WHERE tenant_id = '' AND retired_at IS NULL
       AND id NOT IN (SELECT t ->> 'id' FROM jsonb_array_elements(_shipped) AS t);
    FOR told IN SELECT * FROM jsonb_array_elements(_shipped) LOOP
        SELECT * INTO mine FROM template WHERE tenant_id = '' AND id = told ->> 'id' FOR UPDATE;
        IF NOT FOUND THEN
            INSERT INTO template (tenant_id, id, user_id, name, category, price, is_featured, created_at)
            VALUES ('', told ->> 'id', '', told ->> 'name', told ->> 'category', (told ->> 'price')::bigint,
                    (told ->> 'isFeatured')::boolean, (told ->> 'createdAt')::timestamptz) RETURNING * INTO mine;
        ELSIF EXISTS (SELECT FROM template_version WHERE template_id = mine.id AND version = mine.version
                                                     AND digest = told ->> 'digest') THEN
            UPDATE template SET retired_at = NULL WHERE id = mine.id AND retired_at IS NOT NULL;
            CONTINUE;
        ELSE
            UPDATE template SET version = version + 1, name = told ->> 'name', category = told ->> 'category',
                                price = (told ->> 'price')::bigint, is_featured = (told ->> 'isFeatured')::boolean,
                                updated_at = now(), retired_at = NULL
             WHERE id = mine.id RETURNING * INTO mine;
        END IF;
        PERFORM template_write_version(mine, '', told);
    END LOOP;
END $$;

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['template', 'template_version'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        -- A connection that names no tenant must not write what belongs to all.
        EXECUTE format('CREATE POLICY own_tenant ON %I
            USING (tenant_id <> '''' AND tenant_id = (SELECT current_setting(''app.tenant'', true)))
            WITH CHECK (tenant_id <> '''' AND tenant_id = (SELECT current_setting(''app.tenant'', true)))', name);
        EXECUTE format('CREATE POLICY of_everybody ON %I FOR SELECT USING (tenant_id = '''')', name);
        EXECUTE format('CREATE POLICY every_tenant ON %I TO studio_system USING (true) WITH CHECK (true)', name);
    END LOOP;
END $$;
GRANT SELECT, INSERT ON template, template_version TO studio_app, studio_system;
GRANT UPDATE ON template TO studio_app, studio_system;
