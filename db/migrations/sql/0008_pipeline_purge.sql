-- What a deleted job was asked stands in its pipeline too: it goes with it. A retry that needs it fails, and gives back.

CREATE FUNCTION without_step(_steps jsonb, _step text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_agg(CASE WHEN s ->> 'id' <> _step THEN s
                          WHEN jsonb_typeof(s -> 'forEach') = 'array'
                          THEN s || jsonb_build_object('params', '{}'::jsonb, 'forEach',
                               (SELECT jsonb_agg(NULL::jsonb) FROM jsonb_array_elements(s -> 'forEach')))
                          ELSE s || '{"params": {}}' END ORDER BY n)
      FROM jsonb_array_elements(_steps) WITH ORDINALITY AS each(s, n)
$$;

CREATE OR REPLACE FUNCTION keep_for_pipeline() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM pipeline WHERE tenant_id = NEW.tenant_id AND id = NEW.pipeline_id
                                      AND status IN ('queued', 'processing')) THEN
        RAISE 'pipeline_is_open' USING ERRCODE = 'ST409', DETAIL = NEW.id;
    END IF;
    UPDATE pipeline_item SET params = '{}', refs = '{}', metadata = '{}', sources = '{}'
     WHERE tenant_id = NEW.tenant_id AND pipeline_id = NEW.pipeline_id AND step = NEW.pipeline_step
       AND item = NEW.pipeline_item;
    UPDATE pipeline SET steps = without_step(steps, NEW.pipeline_step), version = version + 1
     WHERE tenant_id = NEW.tenant_id AND id = NEW.pipeline_id;
    RETURN NEW;
END $$;
