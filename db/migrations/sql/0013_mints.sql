-- Tokens of a chain. What is about to be broadcast is written down first: the nonce that a mint takes, and every raw
-- transaction that was signed for it. A mint takes another nonce only when its first one is known to have been used for
-- something else, so no token is minted twice.

CREATE TABLE mint (
    tenant_id    text        NOT NULL,
    id           text        NOT NULL,
    user_id      text        NOT NULL,
    job_id       text        NOT NULL,
    status       text        NOT NULL DEFAULT 'preparing'
                 CHECK (status IN ('preparing', 'signed', 'submitted', 'confirmed', 'failed')),
    chain        text        NOT NULL,                 -- by its name in the settings
    chain_id     bigint      NOT NULL,
    contract     text        NOT NULL,
    signer       text        NOT NULL,
    recipient    text        NOT NULL,
    token_id     numeric(78) NOT NULL,
    nonce        bigint,
    asset_cid    text,
    metadata_cid text,
    token_uri    text,
    files        jsonb       NOT NULL DEFAULT '{}',    -- by name: the blob, and its type
    blobs        text[]      NOT NULL DEFAULT '{}',    -- the files that it keeps
    transaction  text,                                 -- the one in a block, else the last one sent
    block_number bigint,
    block_hash   text,
    confirmations int        NOT NULL DEFAULT 0,
    gas_used     bigint,
    fee_wei      numeric(78),
    created_at   timestamptz NOT NULL DEFAULT now(),
    submitted_at timestamptz,
    confirmed_at timestamptz,
    PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX mint_id ON mint (id);
CREATE UNIQUE INDEX mint_job ON mint (tenant_id, job_id);
CREATE UNIQUE INDEX mint_token ON mint (chain_id, contract, token_id);
CREATE INDEX mint_blobs ON mint USING gin (blobs) WHERE blobs <> '{}';

-- The one allocator: its row's lock makes mints of all processes stand in line.
CREATE TABLE chain_signer (
    chain_id   bigint NOT NULL,
    signer     text   NOT NULL,
    next_nonce bigint NOT NULL,
    PRIMARY KEY (chain_id, signer)
) WITH (fillfactor = 50);

-- A nonce that was given out, and what it was used for.
CREATE TABLE chain_slot (
    chain_id   bigint      NOT NULL,
    signer     text        NOT NULL,
    nonce      bigint      NOT NULL,
    tenant_id  text        NOT NULL DEFAULT '',        -- '': a gap that somebody else left
    mint_id    text,
    state      text        NOT NULL DEFAULT 'taken'
               CHECK (state IN ('taken', 'signed', 'sent', 'filling', 'minted', 'reverted', 'filled', 'lost')),
    taken_at   timestamptz NOT NULL DEFAULT now(),
    settled_at timestamptz,
    PRIMARY KEY (chain_id, signer, nonce)
) WITH (fillfactor = 80);
CREATE INDEX chain_slot_open ON chain_slot (chain_id, signer, nonce) WHERE settled_at IS NULL;

CREATE TABLE chain_transaction (
    hash         text        NOT NULL PRIMARY KEY,
    tenant_id    text        NOT NULL DEFAULT '',
    chain_id     bigint      NOT NULL,
    signer       text        NOT NULL,
    nonce        bigint      NOT NULL,
    purpose      text        NOT NULL CHECK (purpose IN ('mint', 'fill')),
    raw          text        NOT NULL,
    gas          bigint      NOT NULL,
    max_fee      numeric(78) NOT NULL,                 -- wei a gas
    priority_fee numeric(78) NOT NULL,
    signed_at    timestamptz NOT NULL DEFAULT now(),
    sent_at      timestamptz,
    FOREIGN KEY (chain_id, signer, nonce) REFERENCES chain_slot
);
CREATE INDEX chain_transaction_slot ON chain_transaction (chain_id, signer, nonce);

CREATE FUNCTION mint_of_job(_tenant text, _job text) RETURNS mint LANGUAGE plpgsql AS $$
DECLARE mine mint;
BEGIN
    SELECT * INTO mine FROM mint WHERE tenant_id = _tenant AND job_id = _job FOR UPDATE;
    IF NOT FOUND THEN
        RAISE 'unknown_mint' USING ERRCODE = 'ST404', DETAIL = _job;
    END IF;
    RETURN mine;
END $$;

-- Begin a job's mint, once a job: a retry goes on with it. Only one that has nothing under way may change its chain.
CREATE FUNCTION mint_begun(_tenant text, _job text, _run int, _mint jsonb) RETURNS SETOF mint LANGUAGE plpgsql AS $$
DECLARE
    this job := open_run(_tenant, _job, _run);
    mine mint;
BEGIN
    INSERT INTO mint (tenant_id, id, user_id, job_id, chain, chain_id, contract, signer, recipient, token_id)
    VALUES (_tenant, _mint ->> 'id', this.user_id, _job, _mint ->> 'chain', (_mint ->> 'chainId')::bigint,
            _mint ->> 'contract', _mint ->> 'signer', _mint ->> 'recipient', (_mint ->> 'tokenId')::numeric)
    ON CONFLICT (tenant_id, job_id) DO NOTHING;
    mine := mint_of_job(_tenant, _job);
    IF mine.nonce IS NULL AND mine.status IN ('preparing', 'failed') THEN
        UPDATE mint SET status = 'preparing', chain = _mint ->> 'chain', chain_id = (_mint ->> 'chainId')::bigint,
                        contract = _mint ->> 'contract', signer = _mint ->> 'signer', recipient = _mint ->> 'recipient',
                        transaction = NULL, block_number = NULL, block_hash = NULL, confirmations = 0
         WHERE tenant_id = _tenant AND id = mine.id;
    END IF;
    RETURN QUERY SELECT * FROM mint WHERE tenant_id = _tenant AND id = mine.id;
END $$;

-- Write down what the token points to. Once a transaction was signed it says so itself, and this changes nothing.
CREATE FUNCTION mint_stored(_tenant text, _job text, _run int, _told jsonb) RETURNS SETOF mint LANGUAGE plpgsql AS $$
BEGIN
    PERFORM open_run(_tenant, _job, _run);
    UPDATE mint SET asset_cid = _told ->> 'assetCid', metadata_cid = _told ->> 'metadataCid',
                    token_uri = _told ->> 'tokenUri', files = _told -> 'files',
                    blobs = ARRAY(SELECT jsonb_array_elements_text(_told -> 'blobs'))
     WHERE tenant_id = _tenant AND job_id = _job AND status = 'preparing';
    RETURN QUERY SELECT * FROM mint WHERE tenant_id = _tenant AND job_id = _job;
END $$;

-- Give a mint its nonce, or the one that it has. `_floor`: how many the chain has seen of this signer.
CREATE FUNCTION mint_nonce(_tenant text, _job text, _run int, _floor bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    mine  mint;
    given bigint;
BEGIN
    PERFORM open_run(_tenant, _job, _run);
    mine := mint_of_job(_tenant, _job);
    IF mine.nonce IS NOT NULL THEN
        RETURN mine.nonce;
    ELSIF mine.status <> 'preparing' OR mine.token_uri IS NULL THEN
        RAISE 'mint_not_prepared' USING ERRCODE = 'ST409', DETAIL = mine.id;
    END IF;
    INSERT INTO chain_signer AS s (chain_id, signer, next_nonce) VALUES (mine.chain_id, mine.signer, _floor + 1)
    ON CONFLICT (chain_id, signer) DO UPDATE SET next_nonce = greatest(s.next_nonce, _floor) + 1
    RETURNING next_nonce - 1 INTO given;
    INSERT INTO chain_slot (chain_id, signer, nonce, tenant_id, mint_id)
    VALUES (mine.chain_id, mine.signer, given, _tenant, mine.id);
    UPDATE mint SET nonce = given WHERE tenant_id = _tenant AND id = mine.id;
    RETURN given;
END $$;

-- Lock the job and the mint that a slot serves, in this order, then the slot itself.
CREATE FUNCTION open_slot(_chain bigint, _signer text, _nonce bigint, OUT slot chain_slot, OUT live boolean)
LANGUAGE plpgsql AS $$
DECLARE found_mint mint;
BEGIN
    SELECT m.* INTO found_mint FROM mint m JOIN chain_slot s ON s.tenant_id = m.tenant_id AND s.mint_id = m.id
     WHERE s.chain_id = _chain AND s.signer = _signer AND s.nonce = _nonce;
    SELECT status IN ('queued', 'processing') INTO live FROM job
     WHERE tenant_id = found_mint.tenant_id AND id = found_mint.job_id FOR UPDATE;
    live := coalesce(live, false);
    PERFORM FROM mint WHERE tenant_id = found_mint.tenant_id AND id = found_mint.id FOR UPDATE;
    SELECT * INTO slot FROM chain_slot WHERE chain_id = _chain AND signer = _signer AND nonce = _nonce FOR UPDATE;
    IF NOT FOUND THEN
        RAISE 'unknown_slot' USING ERRCODE = 'ST404', DETAIL = format('%s %s', _signer, _nonce);
    END IF;
END $$;

-- Keep a signed transaction. A mint's first one needs a job that is not over; what replaces one that was sent does not.
CREATE FUNCTION transaction_signed(_tenant text, _told jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    slot   chain_slot;
    opened record;
BEGIN
    PERFORM act_for(_tenant);
    SELECT * INTO opened
      FROM open_slot((_told ->> 'chainId')::bigint, _told ->> 'signer', (_told ->> 'nonce')::bigint);
    slot := opened.slot;
    IF slot.settled_at IS NOT NULL OR (slot.state = 'filling') <> (_told ->> 'purpose' = 'fill')
       OR (slot.state IN ('taken', 'signed') AND NOT opened.live) THEN
        RAISE 'slot_is_closed' USING ERRCODE = 'ST412', DETAIL = slot.state;
    END IF;
    INSERT INTO chain_transaction (hash, tenant_id, chain_id, signer, nonce, purpose, raw, gas, max_fee, priority_fee)
    VALUES (_told ->> 'hash', slot.tenant_id, slot.chain_id, slot.signer, slot.nonce, _told ->> 'purpose', _told ->> 'raw',
            (_told ->> 'gas')::bigint, (_told ->> 'maxFee')::numeric, (_told ->> 'priorityFee')::numeric)
    ON CONFLICT (hash) DO NOTHING;
    UPDATE chain_slot SET state = 'signed' WHERE (chain_id, signer, nonce) = (slot.chain_id, slot.signer, slot.nonce)
       AND state = 'taken';
    UPDATE mint SET status = 'signed' WHERE tenant_id = slot.tenant_id AND id = slot.mint_id AND status = 'preparing'
       AND slot.state IN ('taken', 'signed');
END $$;

-- Note that a transaction is about to leave. The first one of a mint leaves only while its job is not over: what was
-- cancelled before stays here, what has left goes on.
CREATE FUNCTION transaction_leaves(_tenant text, _hash text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    mine   chain_transaction;
    slot   chain_slot;
    opened record;
BEGIN
    PERFORM act_for(_tenant);
    SELECT * INTO mine FROM chain_transaction WHERE hash = _hash;
    IF NOT FOUND THEN
        RAISE 'unknown_transaction' USING ERRCODE = 'ST404', DETAIL = _hash;
    END IF;
    SELECT * INTO opened FROM open_slot(mine.chain_id, mine.signer, mine.nonce);
    slot := opened.slot;
    IF mine.purpose = 'mint' AND (slot.state = 'filling' OR (slot.state IN ('taken', 'signed') AND NOT opened.live)) THEN
        RAISE 'slot_is_closed' USING ERRCODE = 'ST412', DETAIL = slot.state;
    END IF;
    UPDATE chain_transaction SET sent_at = now() WHERE hash = _hash AND sent_at IS NULL;
    UPDATE chain_slot SET state = 'sent' WHERE (chain_id, signer, nonce) = (slot.chain_id, slot.signer, slot.nonce)
       AND state = 'signed';
    UPDATE mint SET status = 'submitted', transaction = _hash, submitted_at = coalesce(submitted_at, now())
     WHERE tenant_id = slot.tenant_id AND id = slot.mint_id AND mine.purpose = 'mint'
       AND (status = 'signed' OR (status = 'submitted' AND block_number IS NULL AND transaction <> _hash));
END $$;

-- Note where a mint's transaction is in the chain; nowhere: a reorganisation took it out again.
CREATE FUNCTION mint_seen(_tenant text, _mint text, _told jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM act_for(_tenant);
    UPDATE mint SET transaction = coalesce(_told ->> 'hash', transaction),
                    block_number = (_told ->> 'blockNumber')::bigint, block_hash = _told ->> 'blockHash',
                    confirmations = coalesce((_told ->> 'confirmations')::int, 0),
                    gas_used = (_told ->> 'gasUsed')::bigint, fee_wei = (_told ->> 'feeWei')::numeric
     WHERE tenant_id = _tenant AND id = _mint AND status = 'submitted';
END $$;

-- Say what a nonce was used for, for good. A repeat changes nothing.
CREATE FUNCTION slot_settled(_tenant text, _chain bigint, _signer text, _nonce bigint, _state text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    slot   chain_slot;
    opened record;
BEGIN
    PERFORM act_for(_tenant);
    SELECT * INTO opened FROM open_slot(_chain, _signer, _nonce);
    slot := opened.slot;
    IF slot.settled_at IS NOT NULL THEN
        RETURN;
    END IF;
    UPDATE chain_slot SET state = _state, settled_at = now() WHERE (chain_id, signer, nonce) = (_chain, _signer, _nonce);
    UPDATE mint SET status = CASE _state WHEN 'minted' THEN 'confirmed' WHEN 'reverted' THEN 'failed' ELSE 'preparing' END,
                    nonce = CASE _state WHEN 'minted' THEN nonce END,
                    confirmed_at = CASE _state WHEN 'minted' THEN now() END
     WHERE tenant_id = slot.tenant_id AND id = slot.mint_id AND mint.nonce = _nonce AND _state <> 'filled';
END $$;

-- Take a nonce for nothing: its mint never left and nobody waits for it, or nobody knows who took it. Answers whether.
CREATE FUNCTION slot_given_up(_chain bigint, _signer text, _nonce bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    slot   chain_slot;
    opened record;
BEGIN
    INSERT INTO chain_slot (chain_id, signer, nonce, state) VALUES (_chain, _signer, _nonce, 'filling')
    ON CONFLICT DO NOTHING;
    SELECT * INTO opened FROM open_slot(_chain, _signer, _nonce);
    slot := opened.slot;
    IF slot.state = 'filling' THEN
        RETURN true;
    ELSIF slot.state NOT IN ('taken', 'signed') OR opened.live THEN
        RETURN false;
    END IF;
    UPDATE chain_slot SET state = 'filling' WHERE (chain_id, signer, nonce) = (_chain, _signer, _nonce);
    UPDATE mint SET status = 'preparing', nonce = NULL WHERE tenant_id = slot.tenant_id AND id = slot.mint_id;
    RETURN true;
END $$;

-- A blob that a mint keeps is named as well.
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
                                           AND deleted_at IS NULL)
       AND NOT EXISTS (SELECT FROM mint WHERE tenant_id = _tenant AND blobs @> ARRAY[_sha256] AND blobs <> '{}');
END $$;

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['mint', 'chain_slot', 'chain_transaction'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format($policy$CREATE POLICY own_tenant ON %I
            USING (tenant_id = (SELECT current_setting('app.tenant', true)))
            WITH CHECK (tenant_id = (SELECT current_setting('app.tenant', true)))$policy$, name);
        EXECUTE format('CREATE POLICY every_tenant ON %I TO studio_system USING (true) WITH CHECK (true)', name);
    END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON mint, chain_slot, chain_transaction, chain_signer TO studio_app, studio_system;
