-- Parts of one step that workers do side by side: the job's progress is that of all of them together.

ALTER TABLE job ADD COLUMN shares jsonb NOT NULL DEFAULT '{}';        -- {run, done: {part: 0 to 1}}

-- What a part tells of its way: {part, of, done, low, high}. The row gets a version where the whole is a percent further.
CREATE FUNCTION share(_tenant text, _job text, _run int, _note jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    this job   := open_run(_tenant, _job, _run);
    part text  := _note ->> 'part';
    done jsonb := CASE WHEN (this.shares ->> 'run')::int = _run THEN this.shares -> 'done' ELSE '{}' END;
    percent int;
BEGIN
    done := done || jsonb_build_object(part, greatest((_note ->> 'done')::numeric, (done ->> part)::numeric));
    UPDATE job SET shares = jsonb_build_object('run', _run, 'done', done) WHERE tenant_id = _tenant AND id = _job;
    SELECT floor((_note ->> 'low')::int + ((_note ->> 'high')::int - (_note ->> 'low')::int)
                 * least(sum(value::numeric) / (_note ->> 'of')::int, 1))
      INTO percent FROM jsonb_each_text(done);
    IF percent > this.progress THEN
        RETURN note(_tenant, _job, _run, jsonb_build_object('progress', percent));
    END IF;
    RETURN '{}';
END $$;
