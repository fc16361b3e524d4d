-- Who may see and do what. `studio_app` sees the tenant that its transaction has named; `studio_system` (relay, sweep,
-- sign-in, audit) sees all. Neither owns a table, and neither is a superuser.

DO $$
DECLARE
    name    text;
    column_name text;
BEGIN
    FOR name, column_name IN
        SELECT t.table_name, CASE t.table_name WHEN 'tenant' THEN 'id' ELSE 'tenant_id' END
          FROM information_schema.tables t
         WHERE t.table_schema = 'studio' AND t.table_type = 'BASE TABLE'
           AND (t.table_name = 'tenant' OR EXISTS (
                SELECT FROM information_schema.columns c
                 WHERE c.table_schema = 'studio' AND c.table_name = t.table_name AND c.column_name = 'tenant_id'))
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);  -- or the owner's functions would see all
        EXECUTE format($policy$CREATE POLICY own_tenant ON %I
            USING (%I = (SELECT current_setting('app.tenant', true)))
            WITH CHECK (%I = (SELECT current_setting('app.tenant', true)))$policy$, name, column_name, column_name);
        EXECUTE format('CREATE POLICY every_tenant ON %I TO studio_system USING (true) WITH CHECK (true)', name);
    END LOOP;
END $$;

GRANT USAGE ON SCHEMA studio TO studio_app, studio_system;
GRANT SELECT ON ALL TABLES IN SCHEMA studio TO studio_app, studio_system;
GRANT INSERT ON op, job, attempt, reply, quota, asset, api_key, audit_log, tenant, capability, circuit, rate
   TO studio_app, studio_system;
GRANT UPDATE ON job, attempt, reply, quota, asset, api_key, tenant, capability, circuit, rate TO studio_app, studio_system;
GRANT DELETE ON event, reply, capability, rate, asset TO studio_system;
GRANT DELETE ON event TO studio_app;  -- a client that deletes a job deletes its log

-- Limits that belong to the role, so that no connection can forget them.
ALTER ROLE studio_app SET search_path = studio;
ALTER ROLE studio_system SET search_path = studio;
ALTER ROLE studio_app SET statement_timeout = '5s';
ALTER ROLE studio_app SET lock_timeout = '3s';
ALTER ROLE studio_app SET idle_in_transaction_session_timeout = '10s';
ALTER ROLE studio_app SET transaction_timeout = '15s';
ALTER ROLE studio_system SET statement_timeout = '60s';
ALTER ROLE studio_system SET idle_in_transaction_session_timeout = '10s';
