-- Credits: a double-entry, append-only book that refuses every wrong operation by itself.

-- What a tenant has: `wallet` can be spent, `held` is promised to running jobs. Written by `post` alone.
CREATE TABLE balance (
    tenant_id text   PRIMARY KEY CHECK (tenant_id <> ''),
    wallet    bigint NOT NULL,
    held      bigint NOT NULL,
    CONSTRAINT wallet_never_negative CHECK (wallet >= 0),
    CONSTRAINT held_never_negative   CHECK (held >= 0)
) WITH (fillfactor = 50);  -- the hottest rows there are: room for updates that touch no index

CREATE TYPE op_kind AS ENUM ('grant', 'hold', 'settle', 'release', 'correct');

-- One row an operation; its entries stand side by side, so that a CHECK sees them all.
-- `revenue` and `issued` are sums over this table, never a row that all tenants would queue for.
CREATE TABLE op (
    tenant_id     text        NOT NULL CHECK (tenant_id <> ''),
    id            text        NOT NULL,
    kind          op_kind     NOT NULL,
    hold_id       text,
    wallet_delta  bigint      NOT NULL,
    held_delta    bigint      NOT NULL,
    revenue_delta bigint      NOT NULL,
    issued_delta  bigint      NOT NULL,
    reason        text        NOT NULL DEFAULT '',
    at            timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT op_id_once PRIMARY KEY (tenant_id, id),
    CONSTRAINT entries_sum_to_zero CHECK (wallet_delta + held_delta + revenue_delta + issued_delta = 0),
    CONSTRAINT kind_has_its_shape CHECK (CASE kind
        WHEN 'grant'   THEN hold_id IS NULL     AND wallet_delta > 0  AND held_delta = 0  AND revenue_delta = 0
        WHEN 'hold'    THEN hold_id IS NOT NULL AND held_delta > 0    AND revenue_delta = 0  AND issued_delta = 0
        WHEN 'settle'  THEN hold_id IS NOT NULL AND held_delta < 0    AND issued_delta = 0
                            AND wallet_delta >= 0 AND revenue_delta >= 0
        WHEN 'release' THEN hold_id IS NOT NULL AND held_delta <= 0   AND revenue_delta = 0  AND issued_delta = 0
        WHEN 'correct' THEN hold_id IS NOT NULL AND held_delta = 0    AND issued_delta = 0
                            AND wallet_delta > 0 AND reason <> ''
        END)
);

-- A hold begins once and ends once. A release that comes before its hold moves nothing and takes both
-- places: it is the tombstone on which the late hold then fails.
CREATE UNIQUE INDEX one_begin ON op (tenant_id, hold_id) WHERE kind = 'hold' OR (kind = 'release' AND held_delta = 0);
CREATE UNIQUE INDEX one_end   ON op (tenant_id, hold_id) WHERE kind IN ('settle', 'release');
CREATE INDEX op_statement ON op (tenant_id, at, id);


-- Nobody can write an operation and forget the balance, or touch the balance without an operation.
CREATE FUNCTION post() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = studio, pg_temp AS $$
BEGIN
    IF NEW.kind IN ('settle', 'release') AND NEW.held_delta <> 0 AND NOT EXISTS (
        SELECT FROM op WHERE tenant_id = NEW.tenant_id AND hold_id = NEW.hold_id AND kind = 'hold'
                         AND held_delta = -NEW.held_delta) THEN
        RAISE 'end_differs_from_hold' USING ERRCODE = 'ST400';
    END IF;
    IF NEW.kind = 'grant' THEN
        INSERT INTO balance AS b VALUES (NEW.tenant_id, NEW.wallet_delta, 0)
        ON CONFLICT (tenant_id) DO UPDATE SET wallet = b.wallet + EXCLUDED.wallet;
    ELSIF NEW.held_delta <> 0 OR NEW.kind = 'correct' THEN
        -- One statement reads, decides and writes: a rival waits for this row and decides on what we left.
        UPDATE balance SET wallet = wallet + NEW.wallet_delta, held = held + NEW.held_delta
         WHERE tenant_id = NEW.tenant_id AND wallet + NEW.wallet_delta >= 0;
        IF NOT FOUND THEN
            RAISE 'insufficient_credits' USING ERRCODE = 'ST402';
        END IF;
    END IF;
    -- After the balance is locked, so that two corrections of one charge see each other.
    IF NEW.kind = 'correct' AND (
        SELECT coalesce(sum(revenue_delta), -1) FROM op
         WHERE tenant_id = NEW.tenant_id AND hold_id = NEW.hold_id AND kind IN ('settle', 'correct')) < 0 THEN
        RAISE 'correction_over_charge' USING ERRCODE = 'ST400';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER post AFTER INSERT ON op FOR EACH ROW EXECUTE FUNCTION post();

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE 'append_only' USING ERRCODE = 'ST403', DETAIL = TG_OP || ' on ' || TG_TABLE_NAME;
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON op FOR EACH STATEMENT EXECUTE FUNCTION refuse();


-- Write the operation, or find the same one written before. No row: the hold's begin or end is taken by another.
CREATE FUNCTION record(_tenant text, _id text, _kind op_kind, _hold_id text,
                       _wallet bigint, _held bigint, _revenue bigint, _issued bigint, _reason text DEFAULT '')
RETURNS op LANGUAGE plpgsql AS $$
DECLARE done op;
BEGIN
    -- Against a rival that has not committed yet, this waits for its verdict.
    INSERT INTO op (tenant_id, id, kind, hold_id, wallet_delta, held_delta, revenue_delta, issued_delta, reason)
    VALUES (_tenant, _id, _kind, _hold_id, _wallet, _held, _revenue, _issued, _reason)
    ON CONFLICT DO NOTHING RETURNING * INTO done;
    IF FOUND THEN
        RETURN done;
    END IF;
    SELECT * INTO done FROM op WHERE tenant_id = _tenant AND id = _id;
    IF FOUND AND (done.kind, done.hold_id, done.wallet_delta, done.held_delta, done.revenue_delta, done.issued_delta)
        IS DISTINCT FROM (_kind, _hold_id, _wallet, _held, _revenue, _issued) THEN
        RAISE 'op_mismatch' USING ERRCODE = 'ST422', DETAIL = format('%L was another operation', _id);
    END IF;
    RETURN done;
END $$;

-- Row-level security shows one tenant a transaction: whoever acts for a tenant names it first.
CREATE FUNCTION act_for(_tenant text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('app.tenant', _tenant, true);
END $$;

CREATE FUNCTION grant_credits(_tenant text, _id text, _amount bigint, _reason text DEFAULT '')
RETURNS op LANGUAGE plpgsql AS $$
BEGIN
    PERFORM act_for(_tenant);
    RETURN record(_tenant, _id, 'grant', NULL, _amount, 0, 0, -_amount, _reason);
END $$;

CREATE FUNCTION hold(_tenant text, _id text, _hold_id text, _amount bigint) RETURNS op LANGUAGE plpgsql AS $$
DECLARE done op;
BEGIN
    PERFORM act_for(_tenant);
    done := record(_tenant, _id, 'hold', _hold_id, -_amount, _amount, 0, 0);
    IF done.id IS NOT NULL THEN
        RETURN done;
    ELSIF EXISTS (SELECT FROM op WHERE tenant_id = _tenant AND hold_id = _hold_id AND kind = 'hold') THEN
        RAISE 'hold_exists' USING ERRCODE = 'ST409', DETAIL = _hold_id;
    ELSE
        RAISE 'hold_voided' USING ERRCODE = 'ST410', DETAIL = _hold_id || ' was released before it was made';
    END IF;
END $$;

CREATE FUNCTION settle(_tenant text, _id text, _hold_id text, _charge bigint) RETURNS op LANGUAGE plpgsql AS $$
DECLARE
    begun op;
    done  op;
BEGIN
    PERFORM act_for(_tenant);
    SELECT * INTO begun FROM op WHERE tenant_id = _tenant AND hold_id = _hold_id AND kind = 'hold';  -- immutable: no lock
    IF FOUND THEN
        IF _charge NOT BETWEEN 0 AND begun.held_delta THEN
            RAISE 'charge_over_hold' USING ERRCODE = 'ST400', DETAIL = format('%s of %s', _charge, begun.held_delta);
        END IF;
        done := record(_tenant, _id, 'settle', _hold_id, begun.held_delta - _charge, -begun.held_delta, _charge, 0);
        IF done.id IS NOT NULL THEN
            RETURN done;
        END IF;
    ELSIF NOT EXISTS (SELECT FROM op WHERE tenant_id = _tenant AND hold_id = _hold_id) THEN
        RAISE 'unknown_hold' USING ERRCODE = 'ST404', DETAIL = _hold_id;
    END IF;
    RAISE 'already_ended' USING ERRCODE = 'ST411', DETAIL = _hold_id;
END $$;

CREATE FUNCTION release(_tenant text, _id text, _hold_id text) RETURNS op LANGUAGE plpgsql AS $$
DECLARE
    amount bigint;
    done   op;
BEGIN
    PERFORM act_for(_tenant);
    LOOP
        SELECT held_delta INTO amount FROM op WHERE tenant_id = _tenant AND hold_id = _hold_id AND kind = 'hold';
        amount := coalesce(amount, 0);  -- nothing held yet: a tombstone
        done := record(_tenant, _id, 'release', _hold_id, amount, -amount, 0, 0);
        IF done.id IS NOT NULL THEN
            RETURN done;
        ELSIF EXISTS (SELECT FROM op WHERE tenant_id = _tenant AND hold_id = _hold_id AND kind IN ('settle', 'release')) THEN
            RAISE 'already_ended' USING ERRCODE = 'ST411', DETAIL = _hold_id;
        END IF;  -- else the hold slipped in between our look and our write: look again
    END LOOP;
END $$;

-- An operator gives back all or part of a settled charge, and says why.
CREATE FUNCTION correct(_tenant text, _id text, _hold_id text, _amount bigint, _reason text) RETURNS op LANGUAGE plpgsql AS $$
BEGIN
    PERFORM act_for(_tenant);
    IF NOT EXISTS (SELECT FROM op WHERE tenant_id = _tenant AND hold_id = _hold_id AND kind = 'settle') THEN
        RAISE 'unknown_hold' USING ERRCODE = 'ST404', DETAIL = _hold_id;
    END IF;
    RETURN record(_tenant, _id, 'correct', _hold_id, _amount, 0, -_amount, 0, _reason);
END $$;


-- Everything recomputed from the operations. No row: the book is sound.
CREATE VIEW ledger_audit WITH (security_invoker = true) AS
    SELECT 'entries do not sum to zero' AS problem, tenant_id, NULL AS subject
      FROM op GROUP BY tenant_id HAVING sum(wallet_delta + held_delta + revenue_delta + issued_delta) <> 0
    UNION ALL
    SELECT 'balance is not the sum of its entries', tenant_id, NULL
      FROM balance FULL JOIN
           (SELECT tenant_id, sum(wallet_delta) AS wallet_sum, sum(held_delta) AS held_sum FROM op GROUP BY tenant_id) AS s
           USING (tenant_id)
     WHERE (coalesce(wallet, 0), coalesce(held, 0)) <> (coalesce(wallet_sum, 0), coalesce(held_sum, 0))
        OR wallet < 0 OR held < 0
    UNION ALL
    SELECT 'a hold began or ended more than once, or ended with another amount', tenant_id, hold_id
      FROM op WHERE hold_id IS NOT NULL AND kind <> 'correct' GROUP BY tenant_id, hold_id
    HAVING count(*) FILTER (WHERE kind = 'hold') > 1
        OR count(*) FILTER (WHERE kind <> 'hold') > 1
        OR (count(*) = 2 AND sum(held_delta) <> 0)
        OR (count(*) FILTER (WHERE kind = 'hold') = 0 AND sum(abs(held_delta)) <> 0)
    UNION ALL
    SELECT 'corrections exceed the charge', tenant_id, hold_id
      FROM op WHERE kind IN ('settle', 'correct') GROUP BY tenant_id, hold_id HAVING sum(revenue_delta) < 0;
