-- A cancelled run's open steps end with it. A run that the sweep gave back is processing already, and found as fast.

DROP INDEX job_unrelayed;
CREATE INDEX job_unrelayed ON job (claimed_at)
 WHERE claimed_at IS NOT NULL AND relayed_at IS NULL AND status IN ('queued', 'processing');

-- Cancel at once and for good, in whatever phase; the workflow and the vendor are told afterwards.
CREATE OR REPLACE FUNCTION cancel(_tenant text, _job text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE this job;
BEGIN
    PERFORM act_for(_tenant);
    SELECT * INTO this FROM job WHERE tenant_id = _tenant AND id = _job AND deleted_at IS NULL FOR UPDATE;
    IF NOT FOUND THEN
        RAISE 'unknown_job' USING ERRCODE = 'ST404', DETAIL = _job;
    ELSIF this.status IN ('completed', 'failed') THEN
        RAISE 'job_is_over' USING ERRCODE = 'ST409', DETAIL = this.status::text;
    ELSIF this.status = 'cancelled' THEN
        RETURN jsonb_build_object('changed', false, 'refunded', this.refunded, 'version', this.version);
    END IF;
    UPDATE attempt SET vendor_cancel = 'pending'
     WHERE tenant_id = _tenant AND job_id = _job AND run = this.run AND state = 'accepted';
    UPDATE attempt SET state = 'failed', error_code = 'cancelled', ended_at = clock_timestamp()
     WHERE tenant_id = _tenant AND job_id = _job AND run = this.run AND state = 'intended' AND provider = 'local';
    UPDATE job SET status = 'cancelled', refunded = price, quota_month = NULL, completed_at = clock_timestamp(),
                   steps = (SELECT coalesce(jsonb_agg(CASE WHEN s ->> 'state' = 'running'
                                THEN s || jsonb_build_object('state', 'cancelled', 'endedAt', iso(clock_timestamp()))
                                ELSE s END ORDER BY n), '[]')
                              FROM jsonb_array_elements(steps) WITH ORDINALITY AS each(s, n)),
                   version = version + 1
     WHERE tenant_id = _tenant AND id = _job RETURNING version INTO this.version;
    PERFORM give_back_quota(_tenant, this.quota_month);
    PERFORM release(_tenant, format('%s.%s:end', _job, this.run), format('%s.%s', _job, this.run));
    RETURN jsonb_build_object('changed', true, 'refunded', this.price, 'version', this.version);
END $$;
