-- The first state of Distribution that can be upgraded: commit 7bada44 (2026-11-21), the first at which its migrations had the texts that they
-- have today (distribution/001-core was rewritten at dea0f8a, distribution/301-pricing at 7bada44; a database of before is refused).
-- The migrations' texts were taken from that commit with `git show` and found to be those of today. They were run on an empty database, the rows
-- below were written by hand in the form that the commit's own code writes, and the whole was dumped (what triggers write is left to them: catalogue_generation, product_search).
-- Read by UpgradeTests. Never changed: what was released stays released. A later state worth keeping is one more pair of files.


CREATE TABLE schema_migration (
    id TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL
) STRICT;
CREATE TABLE account (
    id BLOB PRIMARY KEY,
    email TEXT NOT NULL,
    phone TEXT,
    password_hash TEXT,
    role TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'suspended', 'deleted')),
    locale TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    password_changed_at INTEGER NOT NULL,
    version INTEGER NOT NULL
, email_verified_at INTEGER, phone_key TEXT, phone_verified_at INTEGER) STRICT;
CREATE UNIQUE INDEX account_email ON account (lower(email));
CREATE INDEX account_created_at ON account (created_at, id);
CREATE TABLE session (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    counter INTEGER NOT NULL,
    rotated_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    address TEXT NOT NULL,
    device TEXT,
    revoked_at INTEGER,
    revoked_because TEXT
, authenticated_at INTEGER) STRICT;
CREATE INDEX session_account ON session (account_id, last_used_at);
CREATE INDEX session_expires_at ON session (expires_at);
CREATE TABLE login_attempt (
    subject BLOB PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    locked_until INTEGER
) STRICT;
CREATE INDEX login_attempt_last_at ON login_attempt (last_at);
CREATE TABLE service_token (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    hash BLOB NOT NULL UNIQUE,
    role TEXT NOT NULL,
    created_by BLOB,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    revoked_at INTEGER
) STRICT;
CREATE TABLE mailed_token (
    hash BLOB PRIMARY KEY,
    purpose TEXT NOT NULL CHECK (purpose IN ('reset_password', 'verify_email', 'change_email')),
    account_id BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    email TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX mailed_token_account ON mailed_token (account_id);
CREATE INDEX mailed_token_expires_at ON mailed_token (expires_at);
CREATE TABLE mail_allowance (
    subject BLOB PRIMARY KEY,
    count INTEGER NOT NULL,
    started_at INTEGER NOT NULL
) STRICT;
CREATE INDEX mail_allowance_started_at ON mail_allowance (started_at);
CREATE TABLE password_request (
    id BLOB PRIMARY KEY,
    email TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE known_device (
    account_id BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    fingerprint BLOB NOT NULL,
    last_seen_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, fingerprint)
) STRICT;
CREATE INDEX known_device_last_seen_at ON known_device (last_seen_at);
CREATE TABLE second_factor (
    account_id BLOB PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    secret BLOB NOT NULL,
    last_step INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    confirmed_at INTEGER
) STRICT;
CREATE TABLE recovery_code (
    account_id BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    mac BLOB NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (account_id, mac)
) STRICT;
CREATE TABLE login_challenge (
    hash BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    password_changed_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX login_challenge_expires_at ON login_challenge (expires_at);
CREATE TABLE invitation (
    id BLOB PRIMARY KEY,
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    locale TEXT NOT NULL,
    hash BLOB NOT NULL UNIQUE,
    invited_by BLOB,
    created_at INTEGER NOT NULL,
    sent_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    accepted_at INTEGER,
    account_id BLOB REFERENCES account (id) ON DELETE SET NULL,
    revoked_at INTEGER,
    CHECK (accepted_at IS NULL OR revoked_at IS NULL)
) STRICT;
CREATE UNIQUE INDEX invitation_open ON invitation (email)
    WHERE accepted_at IS NULL AND revoked_at IS NULL;
CREATE TABLE registration (
    id BLOB PRIMARY KEY,
    email TEXT NOT NULL,
    phone TEXT,
    password_hash TEXT NOT NULL,
    locale TEXT NOT NULL,
    details TEXT NOT NULL,
    hash BLOB UNIQUE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX registration_email ON registration (email);
CREATE INDEX registration_expires_at ON registration (expires_at);
CREATE UNIQUE INDEX account_phone_key ON account (phone_key) WHERE phone_key IS NOT NULL;
CREATE INDEX registration_phone ON registration (phone) WHERE phone IS NOT NULL;
CREATE TABLE phone_request (
    id BLOB PRIMARY KEY,
    phone TEXT NOT NULL,
    language TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE phone_code (
    subject BLOB PRIMARY KEY,
    salt BLOB NOT NULL,
    mac BLOB NOT NULL,
    tries INTEGER NOT NULL CHECK (tries BETWEEN 0 AND 5),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX phone_code_expires_at ON phone_code (expires_at);
CREATE TABLE audit_entry (
    id BLOB PRIMARY KEY,
    at INTEGER NOT NULL,
    actor_id BLOB,
    actor_role TEXT NOT NULL,
    action TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id BLOB,
    details TEXT NOT NULL
) STRICT;
CREATE INDEX audit_entry_at ON audit_entry (at, id);
CREATE INDEX audit_entry_actor ON audit_entry (actor_id, at);
CREATE INDEX audit_entry_subject ON audit_entry (subject_kind, subject_id, at);
CREATE TABLE audit_link (
    position INTEGER PRIMARY KEY,
    entry_id BLOB NOT NULL UNIQUE,
    hash BLOB NOT NULL
) STRICT;
CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_link_no_update BEFORE UPDATE ON audit_link
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_link_no_delete BEFORE DELETE ON audit_link
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TABLE history (
    id BLOB PRIMARY KEY,
    subject_kind TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    at INTEGER NOT NULL,
    actor_id BLOB,
    actor_role TEXT NOT NULL,
    event TEXT NOT NULL,
    from_status TEXT NOT NULL,
    to_status TEXT NOT NULL,
    reason TEXT,
    fields TEXT NOT NULL
) STRICT;
CREATE INDEX history_subject ON history (subject_kind, subject_id, at, id);
CREATE TABLE job (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    queue TEXT NOT NULL,
    args TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('ready', 'running', 'retry', 'done', 'dead', 'cancelled')),
    run_at INTEGER NOT NULL,
    attempt INTEGER NOT NULL DEFAULT 0,
    max_attempts INTEGER NOT NULL,
    lease_until INTEGER,
    leased_by TEXT,
    unique_key TEXT,
    last_error TEXT,
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    CHECK ((state = 'running') = (lease_until IS NOT NULL AND leased_by IS NOT NULL)),
    CHECK ((state IN ('done', 'dead', 'cancelled')) = (finished_at IS NOT NULL))
) STRICT;
CREATE INDEX job_due ON job (queue, run_at, id) WHERE state IN ('ready', 'retry');
CREATE INDEX job_leases ON job (lease_until) WHERE state = 'running';
CREATE UNIQUE INDEX job_unique ON job (unique_key)
    WHERE unique_key IS NOT NULL AND state IN ('ready', 'retry', 'running');
CREATE INDEX job_finished ON job (finished_at) WHERE finished_at IS NOT NULL;
CREATE TABLE job_queue (
    name TEXT PRIMARY KEY,
    is_full INTEGER NOT NULL
) STRICT;
CREATE TABLE schedule_slot (
    schedule TEXT NOT NULL,
    slot TEXT NOT NULL,
    slot_at INTEGER NOT NULL,
    fired_at INTEGER NOT NULL,
    PRIMARY KEY (schedule, slot)
) STRICT;
CREATE INDEX schedule_slot_latest ON schedule_slot (schedule, slot_at);
CREATE INDEX job_dead ON job (queue) WHERE state = 'dead';
CREATE TABLE idempotent_request (
    principal TEXT NOT NULL,
    key TEXT NOT NULL,
    operation TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    claim BLOB NOT NULL UNIQUE,
    claimed_at INTEGER NOT NULL,
    status INTEGER,
    headers TEXT,
    body BLOB, effected_at INTEGER,
    PRIMARY KEY (principal, key),
    CHECK ((status IS NULL) = (headers IS NULL) AND (status IS NULL) = (body IS NULL))
) STRICT;
CREATE INDEX idempotent_request_age ON idempotent_request (claimed_at);
CREATE TABLE notice (
    id BLOB PRIMARY KEY,
    account_id BLOB REFERENCES account (id) ON DELETE CASCADE,
    address TEXT,
    language TEXT,
    template TEXT NOT NULL,
    about_kind TEXT,
    about_id BLOB,
    placeholder_values TEXT NOT NULL,
    sealed BLOB,
    dedupe_key TEXT,
    created_at INTEGER NOT NULL,
    dispatched_at INTEGER,
    category TEXT,
    title TEXT,
    body TEXT,
    shown_at INTEGER,
    read_at INTEGER,
    CHECK ((account_id IS NULL) = (address IS NOT NULL AND language IS NOT NULL)),
    CHECK ((about_kind IS NULL) = (about_id IS NULL)),
    CHECK (shown_at IS NULL OR (account_id IS NOT NULL AND title IS NOT NULL AND body IS NOT NULL)),
    CHECK (read_at IS NULL OR shown_at IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX notice_told ON notice (account_id, template, dedupe_key)
    WHERE account_id IS NOT NULL AND dedupe_key IS NOT NULL;
CREATE UNIQUE INDEX notice_mailed ON notice (address, template, dedupe_key)
    WHERE address IS NOT NULL AND dedupe_key IS NOT NULL;
CREATE INDEX notice_shown ON notice (account_id, id) WHERE shown_at IS NOT NULL;
CREATE INDEX notice_unread ON notice (account_id) WHERE shown_at IS NOT NULL AND read_at IS NULL;
CREATE INDEX notice_created_at ON notice (created_at);
CREATE TABLE notice_quiet_hours (
    account_id BLOB PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    from_time TEXT NOT NULL,
    until_time TEXT NOT NULL,
    CHECK (from_time <> until_time)
) STRICT;
CREATE TABLE notice_attachment (
    notice_id BLOB NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (notice_id, position)
) STRICT;
CREATE TABLE "notice_delivery" (
    id BLOB PRIMARY KEY,
    notice_id BLOB NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
    channel TEXT NOT NULL CHECK (channel IN ('email', 'sms', 'push')),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'dropped')),
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    claim BLOB,
    claimed_at INTEGER,
    provider_id TEXT,
    last_error TEXT,
    created_at INTEGER NOT NULL,
    ended_at INTEGER,
    device_id BLOB,
    CHECK ((state = 'sending') = (claim IS NOT NULL AND claimed_at IS NOT NULL)),
    CHECK ((state IN ('sent', 'failed', 'dropped')) = (ended_at IS NOT NULL))
) STRICT;
CREATE INDEX notice_delivery_state ON notice_delivery (state, id);
CREATE TABLE "notice_preference" (
    account_id BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    category TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('in_app', 'email', 'sms', 'push')),
    is_on INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, category, channel),
    CHECK (category IN ('service', 'marketing') OR (category = 'security' AND is_on))
) STRICT;
CREATE UNIQUE INDEX notice_delivery_way ON notice_delivery (notice_id, channel) WHERE device_id IS NULL;
CREATE UNIQUE INDEX notice_delivery_device ON notice_delivery (notice_id, device_id) WHERE device_id IS NOT NULL;
CREATE TABLE push_device (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    mac BLOB NOT NULL UNIQUE,
    sealed BLOB NOT NULL,
    platform TEXT NOT NULL CHECK (platform IN ('android', 'ios', 'web')),
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX push_device_account ON push_device (account_id, seen_at, id);
CREATE TABLE webhook_endpoint (
    id BLOB PRIMARY KEY,
    url TEXT NOT NULL,
    description TEXT NOT NULL,
    events TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'disabled')),
    disabled_reason TEXT CHECK (disabled_reason IN ('by_administrator', 'gone', 'failing')),
    disabled_at INTEGER,
    secret BLOB NOT NULL,
    previous_secret BLOB,
    previous_until INTEGER,
    failing_since INTEGER,
    created_by BLOB,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CHECK ((state = 'disabled') = (disabled_reason IS NOT NULL AND disabled_at IS NOT NULL)),
    CHECK ((previous_secret IS NULL) = (previous_until IS NULL))
) STRICT;
CREATE TABLE webhook_event (
    id BLOB PRIMARY KEY,
    type TEXT NOT NULL,
    subject_id BLOB,
    at INTEGER NOT NULL,
    payload TEXT NOT NULL
) STRICT;
CREATE INDEX webhook_event_at ON webhook_event (at);
CREATE TABLE webhook_delivery (
    id BLOB PRIMARY KEY,
    endpoint_id BLOB NOT NULL REFERENCES webhook_endpoint (id) ON DELETE CASCADE,
    event_id BLOB NOT NULL REFERENCES webhook_event (id) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'failed', 'held')),
    attempt INTEGER NOT NULL,
    next_at INTEGER,
    claim BLOB,
    claimed_until INTEGER,
    last_status INTEGER,
    last_error TEXT,
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    UNIQUE (event_id, endpoint_id),
    CHECK ((claim IS NULL) = (claimed_until IS NULL)),
    CHECK ((state = 'pending') = (next_at IS NOT NULL)),
    CHECK ((state = 'pending') = (finished_at IS NULL)),
    CHECK (state = 'pending' OR claim IS NULL)
) STRICT;
CREATE INDEX webhook_delivery_due ON webhook_delivery (endpoint_id, next_at, id) WHERE state = 'pending';
CREATE INDEX webhook_delivery_claims ON webhook_delivery (endpoint_id, claimed_until) WHERE claim IS NOT NULL;
CREATE INDEX webhook_delivery_list ON webhook_delivery (endpoint_id, id);
CREATE TABLE webhook_attempt (
    id BLOB PRIMARY KEY,
    delivery_id BLOB NOT NULL REFERENCES webhook_delivery (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    status INTEGER,
    error TEXT,
    answer TEXT,
    CHECK ((status IS NULL) <> (error IS NULL))
) STRICT;
CREATE INDEX webhook_attempt_delivery ON webhook_attempt (delivery_id, id);
CREATE TABLE stored_file (
    id BLOB PRIMARY KEY,
    owner_id BLOB REFERENCES account (id),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size > 0),
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    state TEXT NOT NULL CHECK (state IN ('pending', 'quarantined', 'clean', 'infected')),
    finding TEXT,
    is_incoming INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    scanned_at INTEGER,
    CHECK ((state = 'pending') = (expires_at IS NOT NULL)),
    CHECK ((state = 'infected') = (finding IS NOT NULL))
) STRICT;
CREATE INDEX stored_file_owner ON stored_file (owner_id, id);
CREATE INDEX stored_file_pending ON stored_file (expires_at) WHERE expires_at IS NOT NULL;
CREATE TABLE file_link (
    id BLOB PRIMARY KEY,
    file_id BLOB NOT NULL REFERENCES stored_file (id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX file_link_file ON file_link (file_id);
CREATE INDEX file_link_expires_at ON file_link (expires_at);
CREATE TABLE content_item (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('page', 'faq', 'news')),
    slug TEXT,
    category TEXT,
    position INTEGER,
    on_date INTEGER,
    format TEXT NOT NULL CHECK (format IN ('plain', 'markdown')),
    texts TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('draft', 'published', 'archived')),
    publish_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CHECK ((kind = 'page') = (slug IS NOT NULL)),
    CHECK ((kind = 'faq') = (category IS NOT NULL AND position IS NOT NULL)),
    CHECK ((kind = 'news') = (on_date IS NOT NULL)),
    CHECK (status <> 'published' OR publish_at IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX content_item_slug ON content_item (slug);
CREATE INDEX content_item_faq ON content_item (category, position, id) WHERE kind = 'faq';
CREATE INDEX content_item_news ON content_item (on_date, id) WHERE kind = 'news';
CREATE TABLE content_revision (
    item_id BLOB NOT NULL REFERENCES content_item (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    saved_at INTEGER NOT NULL,
    saved_by BLOB,
    slug TEXT,
    status TEXT NOT NULL,
    publish_at INTEGER,
    format TEXT NOT NULL,
    texts TEXT NOT NULL,
    PRIMARY KEY (item_id, version)
) STRICT;
CREATE TABLE payment_customer (
    account_id BLOB NOT NULL REFERENCES account (id),
    provider TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    forgotten_at INTEGER,
    PRIMARY KEY (account_id, provider),
    UNIQUE (provider, provider_id)
) STRICT;
CREATE TABLE payment_price (
    id BLOB PRIMARY KEY,
    provider TEXT NOT NULL,
    provider_id TEXT,
    key TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= 0),
    currency TEXT NOT NULL,
    period TEXT NOT NULL CHECK (period IN ('once', 'month', 'year')),
    created_at INTEGER NOT NULL,
    UNIQUE (provider, provider_id)
) STRICT;
CREATE UNIQUE INDEX payment_price_offer ON payment_price (provider, key, amount, currency, period);
CREATE TABLE payment_operation (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL
        CHECK (kind IN ('customer', 'price', 'checkout', 'upgrade', 'cancel', 'resume', 'refund')),
    account_id BLOB REFERENCES account (id),
    subject_id BLOB,
    lane TEXT,
    request TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'done', 'failed')),
    result_id TEXT,
    error TEXT,
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    CHECK ((state = 'pending') = (finished_at IS NULL)),
    CHECK ((state = 'failed') = (error IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX payment_operation_lane ON payment_operation (lane)
    WHERE lane IS NOT NULL AND state = 'pending';
CREATE INDEX payment_operation_pending ON payment_operation (created_at) WHERE state = 'pending';
CREATE INDEX payment_operation_account ON payment_operation (account_id, created_at);
CREATE TABLE subscription (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    provider TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    item_id TEXT NOT NULL,
    plan_key TEXT NOT NULL,
    price_id TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('incomplete', 'incomplete_expired', 'trialing', 'active',
                                             'past_due', 'unpaid', 'canceled', 'paused')),
    period_start INTEGER NOT NULL,
    period_end INTEGER NOT NULL,
    trial_end INTEGER,
    cancel_at_period_end INTEGER NOT NULL,
    past_due_since INTEGER,
    canceled_at INTEGER,
    ended_at INTEGER,
    started_at INTEGER NOT NULL,
    event_at INTEGER NOT NULL,
    read_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (provider, provider_id),
    CHECK (period_end >= period_start)
) STRICT;
CREATE INDEX subscription_account ON subscription (account_id, started_at);
CREATE INDEX subscription_status ON subscription (status, period_end);
CREATE TABLE payment (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    subscription_id BLOB REFERENCES subscription (id),
    provider TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    charge_id TEXT,
    invoice_ref TEXT,
    purpose TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    refunded INTEGER NOT NULL,
    fee INTEGER,
    currency TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('pending', 'succeeded', 'failed', 'canceled')),
    failure TEXT,
    created_at INTEGER NOT NULL,
    paid_at INTEGER,
    read_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (provider, provider_id),
    CONSTRAINT payment_refunded_within CHECK (refunded >= 0 AND refunded <= amount),
    CHECK ((status = 'succeeded') = (paid_at IS NOT NULL)),
    CHECK (status = 'succeeded' OR refunded = 0)
) STRICT;
CREATE INDEX payment_account ON payment (account_id, created_at);
CREATE INDEX payment_paid ON payment (paid_at) WHERE paid_at IS NOT NULL;
CREATE TABLE refund (
    id BLOB PRIMARY KEY,
    payment_id BLOB NOT NULL REFERENCES payment (id),
    provider_id TEXT UNIQUE,
    amount INTEGER NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    reason TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('pending', 'succeeded', 'failed')),
    failure TEXT,
    requested_by BLOB,
    created_at INTEGER NOT NULL,
    settled_at INTEGER,
    CHECK ((status = 'pending') = (settled_at IS NULL))
) STRICT;
CREATE INDEX refund_payment ON refund (payment_id, created_at);
CREATE TABLE provider_invoice (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    subscription_id BLOB REFERENCES subscription (id),
    payment_id BLOB REFERENCES payment (id),
    provider TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    plan_key TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('draft', 'open', 'paid', 'uncollectible', 'void')),
    reason TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= 0),
    currency TEXT NOT NULL,
    period_start INTEGER NOT NULL,
    period_end INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    paid_at INTEGER,
    read_at INTEGER NOT NULL,
    UNIQUE (provider, provider_id),
    CHECK ((status = 'paid') = (paid_at IS NOT NULL))
) STRICT;
CREATE INDEX provider_invoice_account ON provider_invoice (account_id, created_at);
CREATE TABLE payment_event (
    id BLOB PRIMARY KEY,
    provider TEXT NOT NULL,
    event_id TEXT NOT NULL,
    type TEXT NOT NULL,
    object TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('received', 'applied', 'ignored')),
    outcome TEXT,
    finished_at INTEGER,
    UNIQUE (provider, event_id),
    CHECK ((state = 'received') = (finished_at IS NULL))
) STRICT;
CREATE INDEX payment_event_waiting ON payment_event (received_at) WHERE state = 'received';
CREATE INDEX payment_event_finished ON payment_event (finished_at) WHERE finished_at IS NOT NULL;
CREATE TRIGGER refund_within BEFORE INSERT ON refund WHEN NEW.status <> 'failed'
    AND (SELECT COALESCE(SUM(amount), 0) FROM refund
          WHERE payment_id = NEW.payment_id AND status <> 'failed') + NEW.amount
        > (SELECT amount FROM payment WHERE id = NEW.payment_id)
    BEGIN SELECT RAISE(ABORT, 'refunds exceed what was paid'); END;
CREATE TRIGGER refund_stays_within BEFORE UPDATE ON refund WHEN NEW.status <> 'failed'
    AND (SELECT COALESCE(SUM(amount), 0) FROM refund
          WHERE payment_id = NEW.payment_id AND status <> 'failed' AND id <> NEW.id) + NEW.amount
        > (SELECT amount FROM payment WHERE id = NEW.payment_id)
    BEGIN SELECT RAISE(ABORT, 'refunds exceed what was paid'); END;
CREATE TABLE ledger_account (
    code TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('asset', 'liability', 'income', 'expense'))
) STRICT;
CREATE TABLE ledger_transaction (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    at INTEGER NOT NULL,
    UNIQUE (kind, subject_id)
) STRICT;
CREATE TABLE ledger_entry (
    transaction_id BLOB NOT NULL REFERENCES ledger_transaction (id),
    position INTEGER NOT NULL,
    line_count INTEGER NOT NULL CHECK (line_count >= 2),
    account TEXT NOT NULL REFERENCES ledger_account (code),
    amount INTEGER NOT NULL CHECK (amount <> 0),
    currency TEXT NOT NULL,
    PRIMARY KEY (transaction_id, position),
    CHECK (position >= 1 AND position <= line_count)
) STRICT;
CREATE INDEX ledger_entry_account ON ledger_entry (account, currency);
CREATE TRIGGER ledger_entry_agrees AFTER INSERT ON ledger_entry
    WHEN EXISTS (SELECT 1 FROM ledger_entry
                  WHERE transaction_id = NEW.transaction_id AND line_count <> NEW.line_count)
    BEGIN SELECT RAISE(ABORT, 'the lines disagree about their number'); END;
CREATE TRIGGER ledger_entry_balances AFTER INSERT ON ledger_entry
    WHEN (SELECT COUNT(*) FROM ledger_entry WHERE transaction_id = NEW.transaction_id) = NEW.line_count
     AND EXISTS (SELECT 1 FROM ledger_entry WHERE transaction_id = NEW.transaction_id
                  GROUP BY currency HAVING SUM(amount) <> 0)
    BEGIN SELECT RAISE(ABORT, 'the lines do not sum to zero'); END;
CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_transaction_no_update BEFORE UPDATE ON ledger_transaction
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_transaction_no_delete BEFORE DELETE ON ledger_transaction
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TABLE invoice_counter (
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL CHECK (last > 0),
    last_on INTEGER NOT NULL,
    PRIMARY KEY (series, year)
) STRICT;
CREATE TABLE invoice (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL CHECK (kind IN ('invoice', 'credit_note')),
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    issued_on INTEGER NOT NULL,
    issued_at INTEGER NOT NULL,
    currency TEXT NOT NULL,
    language TEXT NOT NULL,
    issuer TEXT NOT NULL,
    customer TEXT NOT NULL,
    lines TEXT NOT NULL,
    taxes TEXT NOT NULL,
    total INTEGER NOT NULL CHECK (total >= 0),
    corrects_id BLOB REFERENCES invoice (id),
    cause TEXT NOT NULL UNIQUE,
    file_id BLOB REFERENCES stored_file (id),
    UNIQUE (series, year, number),
    CHECK ((kind = 'credit_note') = (corrects_id IS NOT NULL))
) STRICT;
CREATE INDEX invoice_account ON invoice (account_id, issued_at, id);
CREATE INDEX invoice_newest ON invoice (issued_at, id);
CREATE INDEX invoice_corrects ON invoice (corrects_id) WHERE corrects_id IS NOT NULL;
CREATE TRIGGER invoice_stays BEFORE UPDATE OF id, account_id, kind, series, year, number, issued_on, issued_at, currency,
    language, issuer, customer, lines, taxes, total, corrects_id, cause ON invoice
    BEGIN SELECT RAISE(ABORT, 'an invoice does not change'); END;
CREATE TRIGGER invoice_file_stays BEFORE UPDATE OF file_id ON invoice WHEN OLD.file_id IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'an invoice does not change'); END;
CREATE TABLE policy_consent (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    purpose TEXT NOT NULL CHECK (purpose <> ''),
    policy_version TEXT NOT NULL,
    is_granted INTEGER NOT NULL,
    given_at INTEGER NOT NULL,
    source TEXT NOT NULL,
    given_by BLOB
) STRICT;
CREATE INDEX policy_consent_account ON policy_consent (account_id, purpose, given_at, id);
CREATE TABLE legal_hold (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    reason TEXT NOT NULL,
    placed_by BLOB,
    placed_at INTEGER NOT NULL,
    lifted_by BLOB,
    lifted_at INTEGER
) STRICT;
CREATE INDEX legal_hold_account ON legal_hold (account_id) WHERE lifted_at IS NULL;
CREATE INDEX legal_hold_placed_at ON legal_hold (placed_at, id);
CREATE TABLE erasure (
    account_id BLOB PRIMARY KEY REFERENCES account (id),
    erased_at INTEGER NOT NULL,
    erased_by BLOB,
    cause TEXT NOT NULL,
    plan TEXT NOT NULL
) STRICT;
CREATE INDEX erasure_erased_at ON erasure (erased_at);
CREATE TABLE booking_resource (
    id BLOB PRIMARY KEY,
    account_id BLOB UNIQUE REFERENCES account (id),
    zone TEXT NOT NULL,
    keeps_office_days INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE TABLE booking_hours (
    resource_id BLOB NOT NULL REFERENCES booking_resource (id) ON DELETE CASCADE,
    weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    from_second INTEGER NOT NULL CHECK (from_second >= 0),
    until_second INTEGER NOT NULL CHECK (until_second <= 86400),
    PRIMARY KEY (resource_id, weekday, from_second),
    CHECK (from_second < until_second)
) STRICT;
CREATE TABLE booking_exception (
    id BLOB PRIMARY KEY,
    resource_id BLOB NOT NULL REFERENCES booking_resource (id) ON DELETE CASCADE,
    day INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('extra', 'closed')),
    from_second INTEGER NOT NULL CHECK (from_second >= 0),
    until_second INTEGER NOT NULL CHECK (until_second <= 86400),
    created_at INTEGER NOT NULL,
    CHECK (from_second < until_second)
) STRICT;
CREATE INDEX booking_exception_day ON booking_exception (resource_id, day);
CREATE TABLE booking_closure (
    id BLOB PRIMARY KEY,
    from_day INTEGER NOT NULL,
    until_day INTEGER NOT NULL,
    title TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    CHECK (from_day <= until_day)
) STRICT;
CREATE INDEX booking_closure_day ON booking_closure (until_day, from_day);
CREATE TABLE booking_office (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    keeps_holidays INTEGER NOT NULL
) STRICT;
CREATE TABLE booking (
    id BLOB PRIMARY KEY,
    resource_id BLOB NOT NULL REFERENCES booking_resource (id),
    holder_id BLOB REFERENCES account (id),
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    blocked_from INTEGER NOT NULL,
    blocked_until INTEGER NOT NULL,
    is_active INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CHECK (starts_at < ends_at),
    CHECK (blocked_from <= starts_at AND ends_at <= blocked_until)
) STRICT;
CREATE INDEX booking_blocked ON booking (resource_id, blocked_until) WHERE is_active;
CREATE INDEX booking_holder ON booking (holder_id, ends_at);
CREATE INDEX booking_start ON booking (starts_at, id);
CREATE TRIGGER booking_no_overlap_insert BEFORE INSERT ON booking WHEN NEW.is_active BEGIN
    SELECT RAISE(ABORT, 'exclusion:booking_no_overlap') WHERE EXISTS (
        SELECT 1 FROM booking b
         WHERE b.resource_id = NEW.resource_id AND b.is_active AND b.blocked_until > NEW.blocked_from
           AND b.blocked_from < NEW.blocked_until);
    SELECT RAISE(ABORT, 'exclusion:booking_holder_no_overlap') WHERE EXISTS (
        SELECT 1 FROM booking b
         WHERE b.holder_id = NEW.holder_id AND b.is_active AND b.ends_at > NEW.starts_at
           AND b.starts_at < NEW.ends_at);
END;
CREATE TRIGGER booking_no_overlap_update BEFORE UPDATE ON booking WHEN NEW.is_active BEGIN
    SELECT RAISE(ABORT, 'exclusion:booking_no_overlap') WHERE EXISTS (
        SELECT 1 FROM booking b
         WHERE b.resource_id = NEW.resource_id AND b.is_active AND b.blocked_until > NEW.blocked_from
           AND b.blocked_from < NEW.blocked_until AND b.id <> NEW.id);
    SELECT RAISE(ABORT, 'exclusion:booking_holder_no_overlap') WHERE EXISTS (
        SELECT 1 FROM booking b
         WHERE b.holder_id = NEW.holder_id AND b.is_active AND b.ends_at > NEW.starts_at
           AND b.starts_at < NEW.ends_at AND b.id <> NEW.id);
END;
CREATE TABLE booking_offer (
    id BLOB PRIMARY KEY,
    capacity INTEGER NOT NULL CHECK (capacity >= 0),
    taken INTEGER NOT NULL,
    drawn INTEGER NOT NULL,
    CONSTRAINT booking_offer_capacity CHECK (taken BETWEEN 0 AND capacity)
) STRICT;
CREATE TABLE booking_seat (
    id BLOB PRIMARY KEY,
    offer_id BLOB NOT NULL REFERENCES booking_offer (id) ON DELETE CASCADE,
    holder_id BLOB NOT NULL REFERENCES account (id),
    state TEXT NOT NULL CHECK (state IN ('held', 'waiting')),
    number INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    held_at INTEGER,
    CHECK ((state = 'held') = (held_at IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX booking_seat_holder ON booking_seat (offer_id, holder_id);
CREATE UNIQUE INDEX booking_seat_number ON booking_seat (offer_id, number);
CREATE INDEX booking_seat_account ON booking_seat (holder_id);
CREATE TABLE calendar_feed (
    account_id BLOB PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    serial BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE report_export (
    id BLOB PRIMARY KEY,
    owner_id BLOB NOT NULL REFERENCES account (id),
    report TEXT NOT NULL,
    order_form TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'ready', 'failed', 'expired')),
    failure TEXT CHECK (failure IN ('forbidden', 'too_many_rows', 'no_such_report', 'broken')),
    row_count INTEGER CHECK (row_count >= 0),
    file_id BLOB UNIQUE REFERENCES stored_file (id),
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    expires_at INTEGER,
    CHECK ((state = 'ready') = (file_id IS NOT NULL)),
    CHECK ((state = 'failed') = (failure IS NOT NULL)),
    CHECK ((state = 'waiting') = (finished_at IS NULL)),
    CHECK ((state IN ('ready', 'expired')) = (expires_at IS NOT NULL))
) STRICT;
CREATE INDEX report_export_owner ON report_export (owner_id, id);
CREATE INDEX report_export_expires_at ON report_export (expires_at) WHERE state = 'ready';
CREATE INDEX report_export_waiting ON report_export (created_at) WHERE state = 'waiting';
CREATE TABLE realtime_event (
    position INTEGER PRIMARY KEY,
    event TEXT NOT NULL,
    rooms TEXT NOT NULL,
    payload TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX realtime_event_at ON realtime_event (at);
CREATE TABLE realtime_pending (
    id BLOB PRIMARY KEY,
    number INTEGER,
    event TEXT NOT NULL,
    rooms TEXT NOT NULL,
    payload TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE TABLE delivery_zone (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    delivery_fee INTEGER NOT NULL CHECK (delivery_fee >= 0),
    free_delivery_from INTEGER CHECK (free_delivery_from >= 0),
    is_active INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE TABLE company (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT,
    phone TEXT,
    email TEXT,
    address TEXT,
    commission INTEGER NOT NULL CHECK (commission BETWEEN 0 AND 10000),
    is_active INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX company_created ON company (created_at, id);
CREATE TABLE company_zone (
    company_id BLOB NOT NULL REFERENCES company (id),
    zone_id BLOB NOT NULL REFERENCES delivery_zone (id),
    delivery_fee INTEGER CHECK (delivery_fee >= 0),
    free_delivery_from INTEGER CHECK (free_delivery_from >= 0),
    PRIMARY KEY (company_id, zone_id)
) STRICT;
CREATE INDEX company_zone_zone ON company_zone (zone_id);
CREATE TABLE member (
    account_id BLOB PRIMARY KEY REFERENCES account (id),
    name TEXT NOT NULL,
    shop_name TEXT,
    zone_id BLOB REFERENCES delivery_zone (id),
    company_id BLOB REFERENCES company (id),
    customer_group TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
, shop_address TEXT) STRICT;
CREATE INDEX member_zone ON member (zone_id, created_at, account_id);
CREATE INDEX member_company ON member (company_id, created_at, account_id);
CREATE TABLE admin_zone (
    account_id BLOB NOT NULL REFERENCES member (account_id) ON DELETE CASCADE,
    zone_id BLOB NOT NULL REFERENCES delivery_zone (id),
    PRIMARY KEY (account_id, zone_id)
) STRICT;
CREATE INDEX admin_zone_zone ON admin_zone (zone_id);
CREATE TABLE category (
    id BLOB PRIMARY KEY,
    parent_id BLOB REFERENCES category (id),
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    is_active INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX category_parent ON category (parent_id, position, id);
CREATE TABLE product (
    id BLOB PRIMARY KEY,
    sku TEXT NOT NULL UNIQUE,
    company_id BLOB NOT NULL REFERENCES company (id),
    category_id BLOB NOT NULL REFERENCES category (id),
    name TEXT NOT NULL,
    description TEXT,
    search_text TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    price INTEGER NOT NULL CHECK (price > 0),
    pack_size INTEGER CHECK (pack_size > 0),
    minimum_quantity INTEGER NOT NULL CHECK (minimum_quantity > 0),
    stock INTEGER NOT NULL CHECK (stock >= 0),
    low_stock_threshold INTEGER NOT NULL CHECK (low_stock_threshold >= 0),
    is_active INTEGER NOT NULL,
    deleted_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
, document INTEGER) STRICT;
CREATE INDEX product_newest ON product (created_at, id);
CREATE INDEX product_price ON product (price, id);
CREATE INDEX product_sort_name ON product (sort_name, id);
CREATE INDEX product_company ON product (company_id, created_at, id);
CREATE INDEX product_category ON product (category_id, created_at, id);
CREATE TABLE product_zone (
    product_id BLOB NOT NULL REFERENCES product (id) ON DELETE CASCADE,
    zone_id BLOB NOT NULL REFERENCES delivery_zone (id),
    PRIMARY KEY (product_id, zone_id)
) STRICT;
CREATE INDEX product_zone_zone ON product_zone (zone_id);
CREATE TABLE sales_order (
    id BLOB PRIMARY KEY,
    checkout_id BLOB NOT NULL,
    customer_id BLOB NOT NULL REFERENCES member (account_id),
    company_id BLOB NOT NULL REFERENCES company (id),
    zone_id BLOB NOT NULL REFERENCES delivery_zone (id),
    status TEXT NOT NULL CHECK (status IN ('PENDING', 'CONFIRMED', 'PROCESSING', 'SHIPPED', 'DELIVERED', 'CANCELLED')),
    status_reason TEXT,
    address TEXT NOT NULL,
    note TEXT,
    subtotal INTEGER NOT NULL CHECK (subtotal >= 0),
    discount INTEGER NOT NULL CHECK (discount >= 0),
    delivery_fee INTEGER NOT NULL CHECK (delivery_fee >= 0),
    total INTEGER NOT NULL CHECK (total = subtotal - discount + delivery_fee),
    commission INTEGER NOT NULL CHECK (commission >= 0),
    placed_at INTEGER NOT NULL,
    confirmed_at INTEGER,
    shipped_at INTEGER,
    delivered_at INTEGER,
    cancelled_at INTEGER,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX sales_order_customer ON sales_order (customer_id, placed_at, id);
CREATE INDEX sales_order_company ON sales_order (company_id, placed_at, id);
CREATE INDEX sales_order_zone ON sales_order (zone_id, placed_at, id);
CREATE INDEX sales_order_newest ON sales_order (placed_at, id);
CREATE INDEX sales_order_checkout ON sales_order (checkout_id);
CREATE INDEX sales_order_delivered ON sales_order (company_id, delivered_at, id) WHERE delivered_at IS NOT NULL;
CREATE TABLE sales_order_line (
    order_id BLOB NOT NULL REFERENCES sales_order (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    product_id BLOB NOT NULL REFERENCES product (id),
    sku TEXT NOT NULL,
    name TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    unit_price INTEGER NOT NULL CHECK (unit_price >= 0),
    subtotal INTEGER NOT NULL CHECK (subtotal = unit_price * quantity),
    discount INTEGER NOT NULL CHECK (discount >= 0 AND discount <= subtotal),
    total INTEGER NOT NULL CHECK (total = subtotal - discount),
    commission_rate INTEGER NOT NULL CHECK (commission_rate BETWEEN 0 AND 10000),
    commission INTEGER NOT NULL CHECK (commission >= 0),
    pricing TEXT NOT NULL,
    PRIMARY KEY (order_id, position)
) STRICT;
CREATE INDEX sales_order_line_product ON sales_order_line (product_id, order_id);
CREATE TABLE stock_movement (
    id BLOB PRIMARY KEY,
    product_id BLOB NOT NULL REFERENCES product (id),
    kind TEXT NOT NULL CHECK (kind IN ('sale', 'cancel', 'restock', 'correction', 'damage')),
    quantity INTEGER NOT NULL CHECK (quantity <> 0),
    stock_after INTEGER NOT NULL CHECK (stock_after >= 0),
    reason TEXT,
    order_id BLOB REFERENCES sales_order (id),
    by_account BLOB,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX stock_movement_product ON stock_movement (product_id, at, id);
CREATE INDEX stock_movement_newest ON stock_movement (at, id);
CREATE TABLE announcement (
    id BLOB PRIMARY KEY,
    audience TEXT NOT NULL CHECK (audience IN ('admins', 'zone')),
    zone_id BLOB REFERENCES delivery_zone (id),
    sent_by BLOB,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    last_told BLOB,
    reached INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    CHECK ((audience = 'zone') = (zone_id IS NOT NULL))
) STRICT;
CREATE INDEX announcement_created_at ON announcement (created_at, id);
CREATE TABLE catalogue_image (
    file_id BLOB PRIMARY KEY REFERENCES stored_file (id),
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE product_image (
    product_id BLOB NOT NULL REFERENCES product (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    file_id BLOB NOT NULL REFERENCES catalogue_image (file_id),
    PRIMARY KEY (product_id, position)
) STRICT;
CREATE INDEX product_image_file ON product_image (file_id);
CREATE INDEX product_out ON product (company_id, id) WHERE stock = 0;
CREATE INDEX product_low ON product (company_id, id) WHERE stock > 0 AND stock <= low_stock_threshold;
CREATE TABLE catalogue_generation (
    shard INTEGER PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT;
CREATE VIRTUAL TABLE product_search USING fts5 (
    words, content = '', detail = none, columnsize = 0, tokenize = 'ascii', prefix = '2 3');
CREATE UNIQUE INDEX product_document ON product (document);
CREATE TRIGGER product_search_insert AFTER INSERT ON product BEGIN
    UPDATE product SET document = COALESCE(
        NEW.document, (SELECT COALESCE(MAX(document), 0) + 1 FROM product)) WHERE id = NEW.id;
    INSERT INTO product_search (rowid, words) SELECT document, search_text FROM product WHERE id = NEW.id;
END;
CREATE TRIGGER product_search_update AFTER UPDATE OF search_text ON product BEGIN
    INSERT INTO product_search (product_search, rowid, words)
    VALUES ('delete', OLD.document, OLD.search_text);
    INSERT INTO product_search (rowid, words) VALUES (NEW.document, NEW.search_text);
END;
CREATE TRIGGER product_search_delete AFTER DELETE ON product BEGIN
    INSERT INTO product_search (product_search, rowid, words)
    VALUES ('delete', OLD.document, OLD.search_text);
END;
CREATE TRIGGER product_changed_insert AFTER INSERT ON product BEGIN
    INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
END;
CREATE TRIGGER product_changed_delete AFTER DELETE ON product BEGIN
    INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
END;
CREATE TRIGGER product_changed_update AFTER UPDATE OF sku, company_id, category_id, name, description,
    search_text, sort_name, price, pack_size, minimum_quantity, low_stock_threshold, is_active, deleted_at,
    version ON product
BEGIN
    INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
END;
CREATE TRIGGER product_ran_out AFTER UPDATE OF stock ON product WHEN (OLD.stock = 0) <> (NEW.stock = 0) BEGIN
    INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
END;
CREATE TRIGGER product_zone_changed_insert AFTER INSERT ON product_zone BEGIN
    INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
END;
CREATE TRIGGER product_zone_changed_delete AFTER DELETE ON product_zone BEGIN
    INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
END;
CREATE TRIGGER product_image_changed_insert AFTER INSERT ON product_image BEGIN
    INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
END;
CREATE TRIGGER product_image_changed_delete AFTER DELETE ON product_image BEGIN
    INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
END;
CREATE TRIGGER category_changed_insert AFTER INSERT ON category BEGIN
    INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
END;
CREATE TRIGGER category_changed_delete AFTER DELETE ON category BEGIN
    INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
END;
CREATE TRIGGER category_changed_update AFTER UPDATE ON category BEGIN
    INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
END;
CREATE TRIGGER company_changed_insert AFTER INSERT ON company BEGIN
    INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
END;
CREATE TRIGGER company_changed_update AFTER UPDATE OF is_active ON company BEGIN
    INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
END;
CREATE TRIGGER company_zone_changed_insert AFTER INSERT ON company_zone BEGIN
    INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
END;
CREATE TRIGGER company_zone_changed_delete AFTER DELETE ON company_zone BEGIN
    INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
END;
CREATE TABLE favourite (
    account_id BLOB NOT NULL REFERENCES member (account_id),
    product_id BLOB NOT NULL REFERENCES product (id),
    created_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, product_id)
) STRICT;
CREATE INDEX favourite_newest ON favourite (account_id, created_at, product_id);
CREATE INDEX favourite_product ON favourite (product_id);
CREATE TABLE notify_me (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES member (account_id),
    product_id BLOB NOT NULL REFERENCES product (id),
    requested_at INTEGER NOT NULL,
    notified_at INTEGER,
    wake_id BLOB,
    UNIQUE (account_id, product_id),
    CHECK (wake_id IS NULL OR notified_at IS NOT NULL)
) STRICT;
CREATE INDEX notify_me_waiting ON notify_me (product_id, requested_at, id) WHERE notified_at IS NULL;
CREATE INDEX notify_me_product ON notify_me (product_id, requested_at, id);
CREATE INDEX notify_me_mine ON notify_me (account_id, requested_at, id);
CREATE INDEX notify_me_wake ON notify_me (wake_id) WHERE wake_id IS NOT NULL;
CREATE TABLE needed_item (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES member (account_id),
    name TEXT NOT NULL,
    details TEXT,
    quantity INTEGER CHECK (quantity > 0),
    status TEXT NOT NULL CHECK (status IN ('open', 'in_review', 'planned', 'available', 'declined', 'withdrawn')),
    answer TEXT,
    product_id BLOB REFERENCES product (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX needed_item_mine ON needed_item (account_id, created_at, id);
CREATE INDEX needed_item_newest ON needed_item (created_at, id);
CREATE TABLE promotion (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('percentage', 'fixed', 'buy_x_get_y', 'bundle')),
    percentage INTEGER CHECK (percentage BETWEEN 1 AND 10000),
    amount INTEGER CHECK (amount > 0),
    buy_quantity INTEGER CHECK (buy_quantity > 0),
    get_quantity INTEGER CHECK (get_quantity > 0),
    gifts TEXT NOT NULL,
    bundle TEXT NOT NULL,
    bundle_price INTEGER CHECK (bundle_price >= 0),
    products TEXT NOT NULL,
    categories TEXT NOT NULL,
    companies TEXT NOT NULL,
    zones TEXT NOT NULL,
    minimum_amount INTEGER CHECK (minimum_amount > 0),
    maximum_discount INTEGER CHECK (maximum_discount > 0),
    usage_limit INTEGER CHECK (usage_limit > 0),
    usage_limit_per_customer INTEGER CHECK (usage_limit_per_customer > 0),
    priority INTEGER NOT NULL,
    is_stackable INTEGER NOT NULL,
    is_active INTEGER NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER,
    deleted_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CHECK (ends_at > starts_at),
    CHECK (CASE kind WHEN 'percentage' THEN percentage IS NOT NULL
                     WHEN 'fixed' THEN amount IS NOT NULL
                     WHEN 'buy_x_get_y' THEN buy_quantity IS NOT NULL AND get_quantity IS NOT NULL
                     ELSE bundle_price IS NOT NULL END)
) STRICT;
CREATE INDEX promotion_order ON promotion (priority, id);
CREATE TABLE promotion_count (
    promotion_id BLOB PRIMARY KEY REFERENCES promotion (id) ON DELETE CASCADE,
    used INTEGER NOT NULL CHECK (used >= 0)
) STRICT;
CREATE TABLE promotion_use (
    id BLOB NOT NULL UNIQUE,
    checkout_id BLOB NOT NULL,
    promotion_id BLOB NOT NULL REFERENCES promotion (id),
    customer_id BLOB NOT NULL REFERENCES member (account_id),
    discount INTEGER NOT NULL CHECK (discount >= 0),
    companies TEXT NOT NULL,
    used_at INTEGER NOT NULL,
    released_at INTEGER,
    PRIMARY KEY (checkout_id, promotion_id)
) STRICT;
CREATE INDEX promotion_use_customer ON promotion_use (customer_id, promotion_id);
CREATE INDEX promotion_use_promotion ON promotion_use (promotion_id, used_at);
CREATE TABLE price_list (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    company_id BLOB REFERENCES company (id),
    zone_id BLOB REFERENCES delivery_zone (id),
    customer_group TEXT,
    priority INTEGER NOT NULL,
    is_active INTEGER NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER,
    deleted_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CHECK (ends_at > starts_at)
) STRICT;
CREATE INDEX price_list_order ON price_list (priority, id);
CREATE TABLE price_list_step (
    price_list_id BLOB NOT NULL REFERENCES price_list (id) ON DELETE CASCADE,
    product_id BLOB NOT NULL REFERENCES product (id),
    from_quantity INTEGER NOT NULL CHECK (from_quantity > 0),
    price INTEGER NOT NULL CHECK (price >= 0),
    PRIMARY KEY (price_list_id, product_id, from_quantity)
) STRICT;
CREATE INDEX price_list_step_product ON price_list_step (product_id, price_list_id);
CREATE TABLE address (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES member (account_id),
    label TEXT,
    recipient TEXT NOT NULL,
    phone TEXT,
    city TEXT NOT NULL,
    street TEXT NOT NULL,
    landmark TEXT,
    location TEXT,
    is_default INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX address_account ON address (account_id, created_at, id);
CREATE UNIQUE INDEX address_default ON address (account_id) WHERE is_default;
CREATE TABLE cart_item (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES member (account_id),
    product_id BLOB NOT NULL REFERENCES product (id),
    quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 100000),
    added_at INTEGER NOT NULL,
    UNIQUE (account_id, product_id)
) STRICT;
CREATE INDEX cart_item_product ON cart_item (product_id);
CREATE TABLE settling_counter (
    series TEXT PRIMARY KEY,
    last INTEGER NOT NULL CHECK (last > 0)
) STRICT;
CREATE TABLE payout (
    id BLOB PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    company_id BLOB NOT NULL REFERENCES company (id),
    from_date INTEGER NOT NULL,
    to_date INTEGER NOT NULL,
    orders INTEGER NOT NULL CHECK (orders >= 0),
    amount INTEGER NOT NULL CHECK (amount > 0),
    status TEXT NOT NULL CHECK (status IN ('pending', 'approved', 'paid', 'failed', 'cancelled', 'returned')),
    status_reason TEXT,
    reference TEXT,
    created_at INTEGER NOT NULL,
    paid_at INTEGER,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CHECK (from_date <= to_date)
) STRICT;
CREATE INDEX payout_company ON payout (company_id, number);
CREATE TABLE company_entry (
    id BLOB PRIMARY KEY,
    company_id BLOB NOT NULL REFERENCES company (id),
    kind TEXT NOT NULL CHECK (kind IN ('order', 'reversal', 'payout', 'payout_return')),
    order_id BLOB REFERENCES sales_order (id),
    payout_id BLOB REFERENCES payout (id),
    goods INTEGER NOT NULL,
    commission INTEGER NOT NULL,
    delivery_fee INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    reason TEXT,
    at INTEGER NOT NULL,
    UNIQUE (order_id, kind),
    UNIQUE (payout_id, kind),
    CHECK ((kind IN ('order', 'reversal')) = (order_id IS NOT NULL)),
    CHECK ((kind IN ('payout', 'payout_return')) = (payout_id IS NOT NULL)),
    CHECK (order_id IS NULL OR amount = goods - commission),
    CHECK (kind <> 'order' OR amount >= 0),
    CHECK (kind <> 'reversal' OR amount <= 0),
    CHECK (kind <> 'payout' OR amount < 0),
    CHECK (kind <> 'payout_return' OR amount > 0)
) STRICT;
CREATE INDEX company_entry_company ON company_entry (company_id, at, id);
CREATE TABLE payout_entry (
    payout_id BLOB NOT NULL REFERENCES payout (id),
    entry_id BLOB NOT NULL REFERENCES company_entry (id),
    released_at INTEGER,
    PRIMARY KEY (payout_id, entry_id)
) STRICT;
CREATE UNIQUE INDEX payout_entry_once ON payout_entry (entry_id) WHERE released_at IS NULL;
CREATE TABLE settlement (
    id BLOB PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    company_id BLOB NOT NULL REFERENCES company (id),
    from_date INTEGER NOT NULL,
    to_date INTEGER NOT NULL,
    orders INTEGER NOT NULL CHECK (orders >= 0),
    goods INTEGER NOT NULL,
    commission INTEGER NOT NULL,
    delivery_fees INTEGER NOT NULL,
    opening INTEGER NOT NULL,
    earned INTEGER NOT NULL CHECK (earned >= 0),
    reversed INTEGER NOT NULL CHECK (reversed <= 0),
    paid INTEGER NOT NULL CHECK (paid <= 0),
    returned INTEGER NOT NULL CHECK (returned >= 0),
    closing INTEGER NOT NULL CHECK (closing = opening + earned + reversed + paid + returned),
    status TEXT NOT NULL CHECK (status IN ('closed', 'accepted', 'disputed')),
    status_reason TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CHECK (from_date <= to_date)
) STRICT;
CREATE INDEX settlement_company ON settlement (company_id, number);
CREATE TABLE settlement_entry (
    entry_id BLOB PRIMARY KEY REFERENCES company_entry (id),
    settlement_id BLOB NOT NULL REFERENCES settlement (id)
) STRICT;
CREATE INDEX settlement_entry_settlement ON settlement_entry (settlement_id);
CREATE TRIGGER company_entry_no_update BEFORE UPDATE ON company_entry
    BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
CREATE TRIGGER company_entry_no_delete BEFORE DELETE ON company_entry
    BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
CREATE TRIGGER payout_no_update BEFORE UPDATE OF number, company_id, from_date, to_date, orders, amount ON payout
    BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
CREATE TRIGGER payout_no_delete BEFORE DELETE ON payout
    BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
CREATE TRIGGER payout_entry_no_update BEFORE UPDATE OF payout_id, entry_id ON payout_entry
    BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
CREATE TRIGGER payout_entry_no_delete BEFORE DELETE ON payout_entry
    BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
CREATE TRIGGER settlement_no_update BEFORE UPDATE OF number, company_id, from_date, to_date, orders, goods, commission,
        delivery_fees, opening, earned, reversed, paid, returned, closing ON settlement
    BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
CREATE TRIGGER settlement_no_delete BEFORE DELETE ON settlement
    BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
CREATE TRIGGER settlement_entry_no_update BEFORE UPDATE ON settlement_entry
    BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
CREATE TRIGGER settlement_entry_no_delete BEFORE DELETE ON settlement_entry
    BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
CREATE INDEX company_entry_reversal ON company_entry (company_id) WHERE kind = 'reversal';
CREATE TABLE reversed_line (
    order_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    entry_id BLOB NOT NULL REFERENCES company_entry (id),
    PRIMARY KEY (order_id, position),
    FOREIGN KEY (order_id, position) REFERENCES sales_order_line (order_id, position)
) STRICT;
CREATE TABLE delivery_route (
    id BLOB PRIMARY KEY,
    date INTEGER NOT NULL,
    zone_id BLOB NOT NULL REFERENCES delivery_zone (id),
    driver_name TEXT NOT NULL,
    driver_phone TEXT,
    capacity INTEGER NOT NULL CHECK (capacity BETWEEN 1 AND 500),
    status TEXT NOT NULL CHECK (status IN ('planned', 'started', 'finished', 'cancelled')),
    status_reason TEXT,
    started_at INTEGER,
    finished_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX delivery_route_date ON delivery_route (date, id);
CREATE INDEX delivery_route_zone ON delivery_route (zone_id, date, id);
CREATE TABLE delivery_stop (
    route_id BLOB NOT NULL REFERENCES delivery_route (id) ON DELETE CASCADE,
    order_id BLOB NOT NULL REFERENCES sales_order (id),
    position INTEGER NOT NULL CHECK (position > 0),
    released_at INTEGER,
    PRIMARY KEY (route_id, order_id)
) STRICT;
CREATE UNIQUE INDEX delivery_stop_open ON delivery_stop (order_id) WHERE released_at IS NULL;

INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/accounts-001', 'c8e571131b6f72c7ce283b6f141eb5d9', 1795248000000000);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/accounts-002', '681f0b84143e841f9591b5c4ab0ad2a3', 1795248000000001);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/accounts-003', '435cf4cb1d1850ce831e68076d9d0b72', 1795248000000002);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/accounts-004', 'c4f9ba7f7174a9125c48fe3d96393d16', 1795248000000003);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/accounts-005', 'b74d92b285c2e1c07adcb0e238dec3b8', 1795248000000004);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/audit-001', '66c73bdf76c2bc5dc3c58e1235a7d57a', 1795248000000005);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/audit-002', '29ebd8ba72d8b66bca0f37c62687139b', 1795248000000006);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/history-001', 'e124c9bcba8db1af70b10f4b9b6f5a3a', 1795248000000007);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/jobs-001', '1ebf6b431a79148c7a280d2a0e3d70c', 1795248000000008);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/jobs-002', '3f863221b9bf74ac0dd08b76ec927ef3', 1795248000000009);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/idempotency-001', 'bf3c7645a2d9d979f40be69446782034', 1795248000000010);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/idempotency-002', '489f1cb3a84d2d17eacc27d996a5d963', 1795248000000011);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/notifications-001', 'da1f87d7c743a6468e938559939d9fc9', 1795248000000012);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/notifications-002', 'e887a59dd770548fa6700629eeb8b5b', 1795248000000013);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/notifications-003', '5aee67a51cef58f90267670a69937336', 1795248000000014);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/notifications-004', '71852bf21f6c26214dd1f22f386379c3', 1795248000000015);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/notifications-005', '818be67a6623f1eb38366d11356e83ac', 1795248000000016);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/webhooks-001', 'ed68394a5f2e5d4fc29eca835de00409', 1795248000000017);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/files-001', 'c9ed27c6e3a2c3bb7ceaf19cc8220607', 1795248000000018);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/content-001', 'f1c251e6724b7845d5af123211bf7d90', 1795248000000019);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/payments-001', '994d5a92cc898ebb583137d62aabc6db', 1795248000000020);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/payments-002', '5335863b7e807114a17fb3336e0cb167', 1795248000000021);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/payments-003', 'fd1ffd2f9f9d737e669f028012b5e79d', 1795248000000022);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/invoices-001', '15a5d48e8845109951d97622c8d63693', 1795248000000023);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/privacy-001', '7ff92daf812d20018eca5f8b54291938', 1795248000000024);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/booking-001', 'd84143aae3b97cc9b63bc08a136eec80', 1795248000000025);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/booking-002', '20e96546e5ccf8506c4a53018999a808', 1795248000000026);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/booking-003', '7e0809a2731d56a63b79c7accabfa25c', 1795248000000027);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/reporting-001', 'f572a4ebed868949d50c13b51cb7dbc6', 1795248000000028);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/realtime-001', '334f69f454028c09961849aa6d3333ee', 1795248000000029);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/001-core', 'a72798dec7f27da488a15dd14733414a', 1795248000000030);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/101-shop-address', '961e1879ee4857afd8aec44590abe8af', 1795248000000031);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/102-announcement', 'd4bb7419b79ec4b2dcd9bc04d2875578', 1795248000000032);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/200-catalogue', '5d5c33da6ea45e55c6a1efff07329c57', 1795248000000033);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/201-search', '3a4fa06323be6bbd48078dd46f1e4df9', 1795248000000034);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/202-generation', '71138419858f803f476ead4a7e1391c4', 1795248000000035);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/210-wishes', 'be7e40250a972fa249c24c6dc867e6b1', 1795248000000036);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/301-pricing', 'f62560d39daeb84dad1ab2166818dab5', 1795248000000037);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/400-ordering', 'f05b55a5a63288fc45ac64b0b4480709', 1795248000000038);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/401-room-for-stock', '5a2c726c6bf2388fc31cdcd92d45c50a', 1795248000000039);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/501-settling', '689670050a34faede7de619a25068bf0', 1795248000000040);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/503-reversals', 'b2ec148dca6ce2f1c9b14cac734edd44', 1795248000000041);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/504-reversed-lines', 'ed43c65288c0da922e0fa949f38f47b3', 1795248000000042);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/502-delivery', '3a9617bafe6c9283a66b9156f4c28069', 1795248000000043);
INSERT INTO account (id, email, phone, password_hash, role, state, locale, created_at, password_changed_at, version, email_verified_at, phone_key, phone_verified_at) VALUES (X'019AA5B3C40070008000000000000001', 'noor.admin@example.com', NULL, '$argon2id$v=19$m=19456,t=2,p=1$W/Cd/rhH7hZLXOsakDbbTg$p0pRkp9zuwpf97Mr4laVdxpWgMj8dR1ypf6c8RR3eiw', 'super_admin', 'active', 'ar', 1795248060000000, 1795248060000000, 1, 1795249200000000, NULL, NULL);
INSERT INTO account (id, email, phone, password_hash, role, state, locale, created_at, password_changed_at, version, email_verified_at, phone_key, phone_verified_at) VALUES (X'019AA5B3C40070008000000000000002', 'ali.karkh@example.com', NULL, '$argon2id$v=19$m=19456,t=2,p=1$/Zh6BOeZhQlLwWXRNYatlA$04MFsqvXaubih0OCRe/2kn03jELGqWhgju24/qKu2OY', 'location_admin', 'active', 'ar', 1795248120000000, 1795248120000000, 1, 1795249200000000, NULL, NULL);
INSERT INTO account (id, email, phone, password_hash, role, state, locale, created_at, password_changed_at, version, email_verified_at, phone_key, phone_verified_at) VALUES (X'019AA5B3C40070008000000000000003', 'hassan.furat@example.com', '+9647801112233', '$argon2id$v=19$m=19456,t=2,p=1$iHm9aenTvn2tgraRCpAbCA$rRtaECPC/MNGMk/wJbVPdRbHzgITfCRR4AQ5nHEeX84', 'vendor', 'active', 'ar', 1795248180000000, 1795248180000000, 1, 1795249200000000, '+9647801112233', NULL);
INSERT INTO account (id, email, phone, password_hash, role, state, locale, created_at, password_changed_at, version, email_verified_at, phone_key, phone_verified_at) VALUES (X'019AA5B3C40070008000000000000004', 'omar.shop@example.com', '+9647701234567', '$argon2id$v=19$m=19456,t=2,p=1$/addpWRm2fRDM890eHCWag$qMikgZq/Ilt1XXsS7g7fpgauhQaBUebwhpLCSSeazMI', 'shop_owner', 'active', 'ar', 1795248600000000, 1795248600000000, 1, 1795249200000000, '+9647701234567', 1795249500000000);
INSERT INTO account (id, email, phone, password_hash, role, state, locale, created_at, password_changed_at, version, email_verified_at, phone_key, phone_verified_at) VALUES (X'019AA5B3C40070008000000000000005', 'layla.shop@example.com', '+96407709876543', '$argon2id$v=19$m=19456,t=2,p=1$WzCyH5JH6qxKRRPZcr+XOw$3dwC0GvjwPYxp7ndJ/sVDKdoyc0/RHgkXmJqStr5y24', 'shop_owner', 'active', 'ar', 1795248660000000, 1795248660000000, 1, 1795249200000000, '+96407709876543', 1795249560000000);
INSERT INTO account (id, email, phone, password_hash, role, state, locale, created_at, password_changed_at, version, email_verified_at, phone_key, phone_verified_at) VALUES (X'019AA5B3C40070008000000000000006', 'zainab.staff@example.com', NULL, '$argon2id$v=19$m=19456,t=2,p=1$5j0MGjTKmZFInnIbAfEviw$UDTJiY+rMjduJemUtbrYeaeJXp0hYtVWNS13SSTy4fQ', 'location_admin', 'active', 'ar', 1795248720000000, 1795248720000000, 1, 1795249200000000, NULL, NULL);
INSERT INTO account (id, email, phone, password_hash, role, state, locale, created_at, password_changed_at, version, email_verified_at, phone_key, phone_verified_at) VALUES (X'019AA5B3C40070008000000000000007', 'deleted-1@example.com', NULL, '$argon2id$v=19$m=19456,t=2,p=1$wXSGh2vr1X6AoIZucooG/Q$j12SxjcsGfHycR7TOZ7/jc2CqVRAM2Yqnmj67pCCxE4', 'shop_owner', 'deleted', 'ar', 1795248780000000, 1795248780000000, 1, NULL, NULL, NULL);
INSERT INTO session (id, account_id, counter, rotated_at, created_at, last_used_at, expires_at, address, device, revoked_at, revoked_because, authenticated_at) VALUES (X'019AA5B3C40070008000000000000008', X'019AA5B3C40070008000000000000004', 2, 1795254000000000, 1795251600000000, 1795254000000000, 1803027600000000, '10.1.2.3', 'Lilium/1.0 (Android 14)', NULL, NULL, 1795251600000000);
INSERT INTO login_attempt (subject, failures, last_at, locked_until) VALUES (X'53971DCB21FC077E64AFCC76078F00950D8E0271EC7FEAB77E33121F7D7374AF', 7, 1795253400000000, 1795255140000000);
INSERT INTO mailed_token (hash, purpose, account_id, email, created_at, expires_at, used_at) VALUES (X'D740D97CDF3BD50395BBC3989D0CED0B008CC15010C905108489580642560D2F', 'reset_password', X'019AA5B3C40070008000000000000005', 'layla.shop@example.com', 1795252800000000, 1795256400000000, NULL);
INSERT INTO mail_allowance (subject, count, started_at) VALUES (X'32F09FA1E0D7BC30389024258D4F02AD7D67BF49575BE54C00E7CEB333A8079F', 2, 1795252800000000);
INSERT INTO known_device (account_id, fingerprint, last_seen_at) VALUES (X'019AA5B3C40070008000000000000004', X'263A4DBE41488FB87214B0032339DBB9F0C8DA14C16DFCF13084BF3C2552ECA5', 1795254000000000);
INSERT INTO second_factor (account_id, secret, last_step, created_at, confirmed_at) VALUES (X'019AA5B3C40070008000000000000002', X'41A093100BBBB59E31DCC91A581495871AC485E07DEDA57BF878353CC5AAE6DBF0F668BF610E5CF9F11D2AA50F924ADA10797100E8F05DE085842DDB6370A867', 58654321, 1795250400000000, 1795250460000000);
INSERT INTO recovery_code (account_id, mac, used_at) VALUES (X'019AA5B3C40070008000000000000002', X'02CBE2E4FB735E774DB035398DEE1682E2308E64A5CBA04383387DCDC20BE9BC', 1795252500000000);
INSERT INTO recovery_code (account_id, mac, used_at) VALUES (X'019AA5B3C40070008000000000000002', X'E89067ADA7D2A94DF96D5F22C5C9B10E97CF0BE836EE37FA22F60A7BB5A34B7F', NULL);
INSERT INTO invitation (id, email, role, first_name, last_name, locale, hash, invited_by, created_at, sent_at, expires_at, accepted_at, account_id, revoked_at) VALUES (X'019AA5B3C40070008000000000000009', 'zainab.staff@example.com', 'location_admin', 'Zainab', 'Karim', 'ar', X'6C41B439237F10398D1D1170AB683E6756BAB2DBCAC089A35BE678E6DF9334F4', X'019AA5B3C40070008000000000000001', 1795248300000000, 1795248300000000, 1795853100000000, 1795248720000000, X'019AA5B3C40070008000000000000006', NULL);
INSERT INTO invitation (id, email, role, first_name, last_name, locale, hash, invited_by, created_at, sent_at, expires_at, accepted_at, account_id, revoked_at) VALUES (X'019AA5B3C4007000800000000000000A', 'mustafa@example.com', 'location_admin', 'Mustafa', 'Salim', 'ar', X'98CCE6859E73A3442E489278893817280F3FF2C41EB97C44C1D350B861E0B290', X'019AA5B3C40070008000000000000001', 1795248360000000, 1795248360000000, 1795853160000000, NULL, NULL, NULL);
INSERT INTO registration (id, email, phone, password_hash, locale, details, hash, created_at, expires_at) VALUES (X'019AA5B3C4007000800000000000000B', 'sami@example.com', '+96407705550000', '$argon2id$v=19$m=19456,t=2,p=1$JJZKJ2S+iXXAlYpPoF5AQA$M3BRgpOzAYcD3MVH3pjcG4GuGFjUQBIG8BvDJCbXC68', 'ar', '{"name":"Sami","shop_name":"Sami Market"}', X'E9A8F05BA113E99C507E4A9D85FBC77C6B2E6CBB4673F46C51EBD5075A7621F5', 1795254600000000, 1795341000000000);
INSERT INTO registration (id, email, phone, password_hash, locale, details, hash, created_at, expires_at) VALUES (X'019AA5B3C4007000800000000000000C', 'rana@example.com', NULL, '$argon2id$v=19$m=19456,t=2,p=1$kMW8FssG40znTvXCZPbgtA$pKMZnRYSZGkLZlpLHP5Dz6qHiH+A8pbRPn8NGbPJkW0', 'ku', '{"name":"Rana"}', X'341120AC7CEA7CB14A41884FD90F3EB906553FD94D086F924EEFA6A3DB0DF0FC', 1795254660000000, 1795341060000000);
INSERT INTO phone_code (subject, salt, mac, tries, created_at, expires_at) VALUES (X'45569DA57F4B7BF472D7A864EF4781451CAE6383FEE9FB0AE40C59AA1CE475B7', X'63479AD69A090B258277EC8FBA6F9941', X'348A629F5CEED032C3E8706EC47D9BFAFB00FB4250B018DD965435CA50CB836E', 1, 1795254720000000, 1795255020000000);
INSERT INTO service_token (id, name, hash, role, created_by, created_at, expires_at, revoked_at) VALUES (X'019AA5B3C4007000800000000000000D', 'erp', X'1DBDEC65E777824506FA31BA8836DCA9C814EB4E40388B2A6E678743A50F0A79', 'vendor', X'019AA5B3C40070008000000000000001', 1795249800000000, NULL, NULL);
INSERT INTO policy_consent (id, account_id, purpose, policy_version, is_granted, given_at, source, given_by) VALUES (X'019AA5B3C4007000800000000000000E', X'019AA5B3C40070008000000000000004', 'terms', '2026-01', 1, 1795248600000000, 'registration', X'019AA5B3C40070008000000000000004');
INSERT INTO legal_hold (id, account_id, reason, placed_by, placed_at, lifted_by, lifted_at) VALUES (X'019AA5B3C4007000800000000000000F', X'019AA5B3C40070008000000000000005', 'Chargeback', X'019AA5B3C40070008000000000000001', 1795251600000000, NULL, NULL);
INSERT INTO notice (id, account_id, address, language, template, about_kind, about_id, placeholder_values, sealed, dedupe_key, created_at, dispatched_at, category, title, body, shown_at, read_at) VALUES (X'019AA5B3C40070008000000000000010', X'019AA5B3C40070008000000000000004', NULL, NULL, 'accounts.new_device', NULL, NULL, '{}', NULL, NULL, 1795251660000000, 1795251660000000, 'security', 'جهاز جديد', 'دخل جهاز جديد إلى حسابك.', 1795251660000000, 1795251720000000);
INSERT INTO notice (id, account_id, address, language, template, about_kind, about_id, placeholder_values, sealed, dedupe_key, created_at, dispatched_at, category, title, body, shown_at, read_at) VALUES (X'019AA5B3C40070008000000000000011', X'019AA5B3C40070008000000000000003', NULL, NULL, 'distribution.order_placed', NULL, NULL, '{}', NULL, NULL, 1795252260000000, 1795252260000000, 'service', 'طلب جديد', 'طلب جديد بانتظارك.', 1795252260000000, NULL);
INSERT INTO notice_delivery (id, notice_id, channel, state, due_at, attempts, claim, claimed_at, provider_id, last_error, created_at, ended_at, device_id) VALUES (X'019AA5B3C40070008000000000000012', X'019AA5B3C40070008000000000000010', 'email', 'sent', 1795251660000000, 1, NULL, NULL, '<1@lilium>', NULL, 1795251660000000, 1795251665000000, NULL);
INSERT INTO notice_delivery (id, notice_id, channel, state, due_at, attempts, claim, claimed_at, provider_id, last_error, created_at, ended_at, device_id) VALUES (X'019AA5B3C40070008000000000000014', X'019AA5B3C40070008000000000000011', 'sms', 'waiting', 1795252260000000, 2, NULL, NULL, NULL, '429', 1795252260000000, NULL, NULL);
INSERT INTO push_device (id, account_id, mac, sealed, platform, created_at, seen_at) VALUES (X'019AA5B3C40070008000000000000013', X'019AA5B3C40070008000000000000004', X'D107EA3629C326718876F07356A48DEA26F123742F8BF44CE75F8F805CF9A37D', X'C9D0036BED6744BCDF692FC980D8717D7E5F5A4F4E8266B4A84982602FB1CD093C469E9D6C5875D37A43F353D4F88E61FCF812C66EEE3457465A40B0DA4153E0', 'android', 1795251630000000, 1795254000000000);
INSERT INTO notice_attachment (notice_id, position, name, media_type, content) VALUES (X'019AA5B3C40070008000000000000010', 1, 'devices.txt', 'text/plain', X'4C696C69756D2F312E302028416E64726F6964203134290A');
INSERT INTO notice_preference (account_id, category, channel, is_on, changed_at) VALUES (X'019AA5B3C40070008000000000000004', 'service', 'push', 0, 1795251900000000);
INSERT INTO notice_quiet_hours (account_id, from_time, until_time) VALUES (X'019AA5B3C40070008000000000000004', '22:00', '07:00');
INSERT INTO stored_file (id, owner_id, name, media_type, size, sha256, state, finding, is_incoming, created_at, expires_at, scanned_at) VALUES (X'019AA5B3C40070008000000000000015', X'019AA5B3C40070008000000000000001', 'rice.png', 'image/png', 2048, X'DDEB7190CE6CD26E3D288CE0212C5B6EEA50368E94603561FC499B4E4F5CA3B6', 'clean', NULL, 0, 1795251000000000, NULL, 1795251001000000);
INSERT INTO stored_file (id, owner_id, name, media_type, size, sha256, state, finding, is_incoming, created_at, expires_at, scanned_at) VALUES (X'019AA5B3C40070008000000000000016', X'019AA5B3C40070008000000000000001', 'report.pdf', 'application/pdf', 4096, X'6466E450A16B77B865C5829D6B6C56D9F892956475642DBEB9CCC4340FE01B15', 'clean', NULL, 0, 1795251000000000, NULL, 1795251001000000);
INSERT INTO file_link (id, file_id, expires_at, used_at) VALUES (X'019AA5B3C40070008000000000000017', X'019AA5B3C40070008000000000000016', 1795258200000000, NULL);
INSERT INTO report_export (id, owner_id, report, order_form, state, failure, row_count, file_id, created_at, finished_at, expires_at) VALUES (X'019AA5B3C40070008000000000000018', X'019AA5B3C40070008000000000000001', 'sales', '{"format":"pdf"}', 'ready', NULL, 4, X'019AA5B3C40070008000000000000016', 1795254300000000, 1795254302000000, 1795859100000000);
INSERT INTO webhook_endpoint (id, url, description, events, state, disabled_reason, disabled_at, secret, previous_secret, previous_until, failing_since, created_by, created_at, updated_at, version) VALUES (X'019AA5B3C40070008000000000000019', 'https://erp.example/hooks', 'ERP', '["order.*"]', 'active', NULL, NULL, X'0648298B48BE031996277AE472115A46E7964D2AC3882E61B84351F3C3F8A547', NULL, NULL, NULL, X'019AA5B3C40070008000000000000001', 1795249800000000, 1795249800000000, 1);
INSERT INTO webhook_event (id, type, subject_id, at, payload) VALUES (X'019AA5B3C4007000800000000000001A', 'order.placed', NULL, 1795252200000000, '{"id":"1"}');
INSERT INTO webhook_delivery (id, endpoint_id, event_id, state, attempt, next_at, claim, claimed_until, last_status, last_error, created_at, finished_at) VALUES (X'019AA5B3C4007000800000000000001B', X'019AA5B3C40070008000000000000019', X'019AA5B3C4007000800000000000001A', 'delivered', 1, NULL, NULL, NULL, 200, NULL, 1795252200000000, 1795252201000000);
INSERT INTO webhook_attempt (id, delivery_id, at, duration_ms, status, error, answer) VALUES (X'019AA5B3C4007000800000000000001C', X'019AA5B3C4007000800000000000001B', 1795252201000000, 118, 200, NULL, 'ok');
INSERT INTO delivery_zone (id, name, delivery_fee, free_delivery_from, is_active, created_at, updated_at, version) VALUES (X'019AA5B3C4007000800000000000001D', '{"ar":"الكرخ","ku":"کەرخ","en":"Karkh"}', 3000, 150000, 1, 1795248030000000, 1795248030000000, 1);
INSERT INTO delivery_zone (id, name, delivery_fee, free_delivery_from, is_active, created_at, updated_at, version) VALUES (X'019AA5B3C4007000800000000000001E', '{"ar":"الرصافة","ku":"ڕەسافە","en":"Rusafa"}', 4000, NULL, 1, 1795248030000000, 1795248030000000, 1);
INSERT INTO company (id, name, description, phone, email, address, commission, is_active, created_at, updated_at, version) VALUES (X'019AA5B3C4007000800000000000001F', '{"ar":"شركة الفرات للتجارة","ku":"کۆمپانیای فورات","en":"Al-Furat Trading"}', NULL, '+96407901234567', 'info@furat.example', 'بغداد', 500, 1, 1795248030000000, 1795248030000000, 1);
INSERT INTO company (id, name, description, phone, email, address, commission, is_active, created_at, updated_at, version) VALUES (X'019AA5B3C40070008000000000000020', '{"ar":"زاگروس للأغذية","ku":"زاگرۆس بۆ خۆراک","en":"Zagros Foods"}', NULL, '+9647507654321', NULL, NULL, 750, 1, 1795248030000000, 1795248030000000, 1);
INSERT INTO company_zone (company_id, zone_id, delivery_fee, free_delivery_from) VALUES (X'019AA5B3C4007000800000000000001F', X'019AA5B3C4007000800000000000001D', NULL, NULL);
INSERT INTO company_zone (company_id, zone_id, delivery_fee, free_delivery_from) VALUES (X'019AA5B3C4007000800000000000001F', X'019AA5B3C4007000800000000000001E', 3500, NULL);
INSERT INTO company_zone (company_id, zone_id, delivery_fee, free_delivery_from) VALUES (X'019AA5B3C40070008000000000000020', X'019AA5B3C4007000800000000000001E', NULL, NULL);
INSERT INTO member (account_id, name, shop_name, zone_id, company_id, customer_group, created_at, updated_at, version, shop_address) VALUES (X'019AA5B3C40070008000000000000001', 'Noor', NULL, NULL, NULL, NULL, 1795248600000000, 1795248600000000, 1, NULL);
INSERT INTO member (account_id, name, shop_name, zone_id, company_id, customer_group, created_at, updated_at, version, shop_address) VALUES (X'019AA5B3C40070008000000000000002', 'Ali', NULL, NULL, NULL, NULL, 1795248600000000, 1795248600000000, 1, NULL);
INSERT INTO member (account_id, name, shop_name, zone_id, company_id, customer_group, created_at, updated_at, version, shop_address) VALUES (X'019AA5B3C40070008000000000000003', 'Hassan', NULL, NULL, X'019AA5B3C4007000800000000000001F', NULL, 1795248600000000, 1795248600000000, 1, NULL);
INSERT INTO member (account_id, name, shop_name, zone_id, company_id, customer_group, created_at, updated_at, version, shop_address) VALUES (X'019AA5B3C40070008000000000000004', 'Omar Hadi', 'Omar''s Corner', X'019AA5B3C4007000800000000000001D', NULL, 'gold', 1795248600000000, 1795248600000000, 1, 'شارع ١٤ رمضان');
INSERT INTO member (account_id, name, shop_name, zone_id, company_id, customer_group, created_at, updated_at, version, shop_address) VALUES (X'019AA5B3C40070008000000000000005', 'Layla Aziz', 'Layla Foods', X'019AA5B3C4007000800000000000001E', NULL, NULL, 1795248600000000, 1795248600000000, 1, NULL);
INSERT INTO admin_zone (account_id, zone_id) VALUES (X'019AA5B3C40070008000000000000002', X'019AA5B3C4007000800000000000001D');
INSERT INTO announcement (id, audience, zone_id, sent_by, title, body, last_told, reached, created_at) VALUES (X'019AA5B3C40070008000000000000021', 'zone', X'019AA5B3C4007000800000000000001D', X'019AA5B3C40070008000000000000002', 'Holiday', 'No deliveries on Friday.', X'019AA5B3C40070008000000000000004', 1, 1795253400000000);
INSERT INTO category (id, parent_id, name, position, is_active, created_at, updated_at, version) VALUES (X'019AA5B3C40070008000000000000022', NULL, '{"ar":"مواد غذائية","ku":"خۆراک","en":"Food"}', 1, 1, 1795248030000000, 1795248030000000, 1);
INSERT INTO category (id, parent_id, name, position, is_active, created_at, updated_at, version) VALUES (X'019AA5B3C40070008000000000000023', X'019AA5B3C40070008000000000000022', '{"ar":"رز وبقوليات","ku":"برنج و پاقلەمەنی","en":"Rice and pulses"}', 2, 1, 1795248030000000, 1795248030000000, 1);
INSERT INTO product (id, sku, company_id, category_id, name, description, search_text, sort_name, price, pack_size, minimum_quantity, stock, low_stock_threshold, is_active, deleted_at, created_at, updated_at, version, document) VALUES (X'019AA5B3C40070008000000000000024', 'FUR-RICE-5', X'019AA5B3C4007000800000000000001F', X'019AA5B3C40070008000000000000023', '{"ar":"رز عنبر ٥ كغم","ku":"برنجی عەنبەر ٥ کگم","en":"Anbar rice 5 kg"}', NULL, 'رز عنبر 5 كغم anbar rice kg fur-rice-5', 'رز', 9500, NULL, 1, 120, 10, 1, NULL, 1795248030000000, 1795248030000000, 1, 1);
INSERT INTO product (id, sku, company_id, category_id, name, description, search_text, sort_name, price, pack_size, minimum_quantity, stock, low_stock_threshold, is_active, deleted_at, created_at, updated_at, version, document) VALUES (X'019AA5B3C40070008000000000000025', 'FUR-LENT-1', X'019AA5B3C4007000800000000000001F', X'019AA5B3C40070008000000000000023', '{"ar":"عدس أحمر ١ كغم","en":"Red lentils 1 kg"}', NULL, 'عدس احمر 1 كغم red lentils kg fur-lent-1', 'عدس', 2250, NULL, 6, 6, 10, 1, NULL, 1795248030000000, 1795248030000000, 1, 2);
INSERT INTO product (id, sku, company_id, category_id, name, description, search_text, sort_name, price, pack_size, minimum_quantity, stock, low_stock_threshold, is_active, deleted_at, created_at, updated_at, version, document) VALUES (X'019AA5B3C40070008000000000000026', 'FUR-SOAP-4', X'019AA5B3C4007000800000000000001F', X'019AA5B3C40070008000000000000023', '{"ar":"صابون ٤ قطع","en":"Soap, 4 bars"}', NULL, 'صابون 4 قطع soap bars fur-soap-4', 'صابون', 2500, NULL, 1, 0, 10, 1, NULL, 1795248030000000, 1795248030000000, 1, 3);
INSERT INTO product (id, sku, company_id, category_id, name, description, search_text, sort_name, price, pack_size, minimum_quantity, stock, low_stock_threshold, is_active, deleted_at, created_at, updated_at, version, document) VALUES (X'019AA5B3C40070008000000000000027', 'FUR-OLD-1', X'019AA5B3C4007000800000000000001F', X'019AA5B3C40070008000000000000023', '{"ar":"شاي قديم","en":"Old tea"}', NULL, 'شاي قديم old tea fur-old-1', 'شاي', 5000, NULL, 1, 3, 10, 1, 1795251600000000, 1795248030000000, 1795248030000000, 1, 4);
INSERT INTO product (id, sku, company_id, category_id, name, description, search_text, sort_name, price, pack_size, minimum_quantity, stock, low_stock_threshold, is_active, deleted_at, created_at, updated_at, version, document) VALUES (X'019AA5B3C40070008000000000000028', 'ZAG-CHICK-1', X'019AA5B3C40070008000000000000020', X'019AA5B3C40070008000000000000023', '{"ar":"حمص ١ كغم","ku":"نۆک ١ کگم","en":"Chickpeas 1 kg"}', NULL, 'حمص 1 كغم chickpeas kg zag-chick-1', 'حمص', 2750, NULL, 4, 200, 10, 1, NULL, 1795248030000000, 1795248030000000, 1, 5);
INSERT INTO product_zone (product_id, zone_id) VALUES (X'019AA5B3C40070008000000000000024', X'019AA5B3C4007000800000000000001D');
INSERT INTO product_zone (product_id, zone_id) VALUES (X'019AA5B3C40070008000000000000025', X'019AA5B3C4007000800000000000001D');
INSERT INTO product_zone (product_id, zone_id) VALUES (X'019AA5B3C40070008000000000000026', X'019AA5B3C4007000800000000000001D');
INSERT INTO product_zone (product_id, zone_id) VALUES (X'019AA5B3C40070008000000000000027', X'019AA5B3C4007000800000000000001D');
INSERT INTO product_zone (product_id, zone_id) VALUES (X'019AA5B3C40070008000000000000028', X'019AA5B3C4007000800000000000001E');
INSERT INTO catalogue_image (file_id, created_at) VALUES (X'019AA5B3C40070008000000000000015', 1795251000000000);
INSERT INTO product_image (product_id, position, file_id) VALUES (X'019AA5B3C40070008000000000000024', 1, X'019AA5B3C40070008000000000000015');
INSERT INTO favourite (account_id, product_id, created_at) VALUES (X'019AA5B3C40070008000000000000004', X'019AA5B3C40070008000000000000024', 1795251780000000);
INSERT INTO notify_me (id, account_id, product_id, requested_at, notified_at, wake_id) VALUES (X'019AA5B3C40070008000000000000029', X'019AA5B3C40070008000000000000004', X'019AA5B3C40070008000000000000026', 1795251840000000, NULL, NULL);
INSERT INTO needed_item (id, account_id, name, details, quantity, status, answer, product_id, created_at, updated_at, version) VALUES (X'019AA5B3C4007000800000000000002A', X'019AA5B3C40070008000000000000005', 'Saffron', '1 g', 20, 'open', NULL, NULL, 1795251960000000, 1795251960000000, 1);
INSERT INTO promotion (id, name, description, kind, percentage, amount, buy_quantity, get_quantity, gifts, bundle, bundle_price, products, categories, companies, zones, minimum_amount, maximum_discount, usage_limit, usage_limit_per_customer, priority, is_stackable, is_active, starts_at, ends_at, deleted_at, created_at, updated_at, version) VALUES (X'019AA5B3C4007000800000000000002B', '{"ar":"خصم الرز","en":"Rice week"}', NULL, 'percentage', 1000, NULL, NULL, NULL, '[]', '[]', NULL, '["019aa5b3-c400-7000-8000-000000000024"]', '[]', '[]', '[]', NULL, NULL, 100, NULL, 1, 0, 1, 1795248000000000, 1798750800000000, NULL, 1795248030000000, 1795248030000000, 1);
INSERT INTO promotion_count (promotion_id, used) VALUES (X'019AA5B3C4007000800000000000002B', 1);
INSERT INTO price_list (id, name, company_id, zone_id, customer_group, priority, is_active, starts_at, ends_at, deleted_at, created_at, updated_at, version) VALUES (X'019AA5B3C4007000800000000000002C', '{"ar":"ذهبي","en":"Gold"}', X'019AA5B3C4007000800000000000001F', NULL, 'gold', 1, 1, 1795248000000000, NULL, NULL, 1795248030000000, 1795248030000000, 1);
INSERT INTO price_list_step (price_list_id, product_id, from_quantity, price) VALUES (X'019AA5B3C4007000800000000000002C', X'019AA5B3C40070008000000000000024', 1, 9250);
INSERT INTO price_list_step (price_list_id, product_id, from_quantity, price) VALUES (X'019AA5B3C4007000800000000000002C', X'019AA5B3C40070008000000000000024', 20, 9000);
INSERT INTO address (id, account_id, label, recipient, phone, city, street, landmark, location, is_default, created_at, updated_at, version) VALUES (X'019AA5B3C4007000800000000000002D', X'019AA5B3C40070008000000000000004', 'المحل', 'Omar Hadi', '+96407701234567', 'Baghdad', 'شارع ١٤ رمضان ٧', NULL, '{"latitude":33.3128,"longitude":44.3615}', 1, 1795249800000000, 1795249800000000, 1);
INSERT INTO cart_item (id, account_id, product_id, quantity, added_at) VALUES (X'019AA5B3C4007000800000000000002E', X'019AA5B3C40070008000000000000004', X'019AA5B3C40070008000000000000025', 6, 1795254900000000);
INSERT INTO sales_order (id, checkout_id, customer_id, company_id, zone_id, status, status_reason, address, note, subtotal, discount, delivery_fee, total, commission, placed_at, confirmed_at, shipped_at, delivered_at, cancelled_at, updated_at, version) VALUES (X'019AA5B3C4007000800000000000002F', X'019AA5B3C40070008000000000000030', X'019AA5B3C40070008000000000000004', X'019AA5B3C4007000800000000000001F', X'019AA5B3C4007000800000000000001D', 'DELIVERED', NULL, '{"recipient":"Omar Hadi","phone":"+9647701234567","city":"Baghdad","street":"شارع ١٤ رمضان ٧","location":{"latitude":33.3128,"longitude":44.3615}}', NULL, 108500, 9500, 3000, 102000, 4950, 1795250100000000, 1795250130000000, 1795250140000000, 1795251600000000, NULL, 1795251600000000, 4);
INSERT INTO sales_order (id, checkout_id, customer_id, company_id, zone_id, status, status_reason, address, note, subtotal, discount, delivery_fee, total, commission, placed_at, confirmed_at, shipped_at, delivered_at, cancelled_at, updated_at, version) VALUES (X'019AA5B3C40070008000000000000031', X'019AA5B3C40070008000000000000032', X'019AA5B3C40070008000000000000004', X'019AA5B3C4007000800000000000001F', X'019AA5B3C4007000800000000000001D', 'DELIVERED', NULL, '{"recipient":"Omar Hadi","phone":"+9647701234567","city":"Baghdad","street":"شارع ١٤ رمضان ٧","location":{"latitude":33.3128,"longitude":44.3615}}', NULL, 27000, 0, 3000, 30000, 1350, 1795250160000000, 1795250190000000, 1795250200000000, 1795251660000000, NULL, 1795251660000000, 4);
INSERT INTO sales_order (id, checkout_id, customer_id, company_id, zone_id, status, status_reason, address, note, subtotal, discount, delivery_fee, total, commission, placed_at, confirmed_at, shipped_at, delivered_at, cancelled_at, updated_at, version) VALUES (X'019AA5B3C40070008000000000000033', X'019AA5B3C40070008000000000000034', X'019AA5B3C40070008000000000000005', X'019AA5B3C40070008000000000000020', X'019AA5B3C4007000800000000000001E', 'DELIVERED', NULL, '{"recipient":"Omar Hadi","phone":"+9647701234567","city":"Baghdad","street":"شارع ١٤ رمضان ٧","location":{"latitude":33.3128,"longitude":44.3615}}', NULL, 33000, 0, 4000, 37000, 2475, 1795250220000000, 1795250250000000, 1795250260000000, 1795251720000000, NULL, 1795251720000000, 4);
INSERT INTO sales_order (id, checkout_id, customer_id, company_id, zone_id, status, status_reason, address, note, subtotal, discount, delivery_fee, total, commission, placed_at, confirmed_at, shipped_at, delivered_at, cancelled_at, updated_at, version) VALUES (X'019AA5B3C40070008000000000000035', X'019AA5B3C40070008000000000000036', X'019AA5B3C40070008000000000000004', X'019AA5B3C4007000800000000000001F', X'019AA5B3C4007000800000000000001D', 'PENDING', NULL, '{"recipient":"Omar Hadi","phone":"+9647701234567","city":"Baghdad","street":"شارع ١٤ رمضان ٧","location":{"latitude":33.3128,"longitude":44.3615}}', NULL, 19000, 0, 3000, 22000, 950, 1795252200000000, NULL, NULL, NULL, NULL, 1795252200000000, 1);
INSERT INTO sales_order (id, checkout_id, customer_id, company_id, zone_id, status, status_reason, address, note, subtotal, discount, delivery_fee, total, commission, placed_at, confirmed_at, shipped_at, delivered_at, cancelled_at, updated_at, version) VALUES (X'019AA5B3C40070008000000000000037', X'019AA5B3C40070008000000000000038', X'019AA5B3C40070008000000000000004', X'019AA5B3C4007000800000000000001F', X'019AA5B3C4007000800000000000001D', 'PENDING', NULL, '{"recipient":"Omar Hadi","phone":"+9647701234567","city":"Baghdad","street":"شارع ١٤ رمضان ٧","location":{"latitude":33.3128,"longitude":44.3615}}', NULL, 13500, 0, 3000, 16500, 675, 1795252320000000, NULL, NULL, NULL, NULL, 1795252320000000, 1);
INSERT INTO sales_order (id, checkout_id, customer_id, company_id, zone_id, status, status_reason, address, note, subtotal, discount, delivery_fee, total, commission, placed_at, confirmed_at, shipped_at, delivered_at, cancelled_at, updated_at, version) VALUES (X'019AA5B3C40070008000000000000039', X'019AA5B3C4007000800000000000003A', X'019AA5B3C40070008000000000000005', X'019AA5B3C40070008000000000000020', X'019AA5B3C4007000800000000000001E', 'CANCELLED', 'Out of town', '{"recipient":"Omar Hadi","phone":"+9647701234567","city":"Baghdad","street":"شارع ١٤ رمضان ٧","location":{"latitude":33.3128,"longitude":44.3615}}', NULL, 11000, 0, 4000, 15000, 825, 1795252260000000, NULL, NULL, NULL, 1795252310000000, 1795252260000000, 1);
INSERT INTO sales_order_line (order_id, position, product_id, sku, name, quantity, unit_price, subtotal, discount, total, commission_rate, commission, pricing) VALUES (X'019AA5B3C4007000800000000000002F', 1, X'019AA5B3C40070008000000000000024', 'FUR-RICE-5', '{"ar":"رز عنبر ٥ كغم","ku":"برنجی عەنبەر ٥ کگم","en":"Anbar rice 5 kg"}', 10, 9500, 95000, 9500, 85500, 500, 4275, '{"list_price":9500,"unit_price":9500,"shares":[{"promotion_id":"019aa5b3-c400-7000-8000-00000000002b","type":"percentage","amount":9500}]}');
INSERT INTO sales_order_line (order_id, position, product_id, sku, name, quantity, unit_price, subtotal, discount, total, commission_rate, commission, pricing) VALUES (X'019AA5B3C4007000800000000000002F', 2, X'019AA5B3C40070008000000000000025', 'FUR-LENT-1', '{"ar":"عدس أحمر ١ كغم","en":"Red lentils 1 kg"}', 6, 2250, 13500, 0, 13500, 500, 675, '{"list_price":2250,"unit_price":2250,"shares":[]}');
INSERT INTO sales_order_line (order_id, position, product_id, sku, name, quantity, unit_price, subtotal, discount, total, commission_rate, commission, pricing) VALUES (X'019AA5B3C40070008000000000000031', 1, X'019AA5B3C40070008000000000000025', 'FUR-LENT-1', '{"ar":"عدس أحمر ١ كغم","en":"Red lentils 1 kg"}', 12, 2250, 27000, 0, 27000, 500, 1350, '{"list_price":2250,"unit_price":2250,"shares":[]}');
INSERT INTO sales_order_line (order_id, position, product_id, sku, name, quantity, unit_price, subtotal, discount, total, commission_rate, commission, pricing) VALUES (X'019AA5B3C40070008000000000000033', 1, X'019AA5B3C40070008000000000000028', 'ZAG-CHICK-1', '{"ar":"حمص ١ كغم","ku":"نۆک ١ کگم","en":"Chickpeas 1 kg"}', 8, 2750, 22000, 0, 22000, 750, 1650, '{"list_price":2750,"unit_price":2750,"shares":[]}');
INSERT INTO sales_order_line (order_id, position, product_id, sku, name, quantity, unit_price, subtotal, discount, total, commission_rate, commission, pricing) VALUES (X'019AA5B3C40070008000000000000033', 2, X'019AA5B3C40070008000000000000028', 'ZAG-CHICK-1', '{"ar":"حمص ١ كغم","ku":"نۆک ١ کگم","en":"Chickpeas 1 kg"}', 4, 2750, 11000, 0, 11000, 750, 825, '{"list_price":2750,"unit_price":2750,"shares":[]}');
INSERT INTO sales_order_line (order_id, position, product_id, sku, name, quantity, unit_price, subtotal, discount, total, commission_rate, commission, pricing) VALUES (X'019AA5B3C40070008000000000000035', 1, X'019AA5B3C40070008000000000000024', 'FUR-RICE-5', '{"ar":"رز عنبر ٥ كغم","ku":"برنجی عەنبەر ٥ کگم","en":"Anbar rice 5 kg"}', 2, 9500, 19000, 0, 19000, 500, 950, '{"list_price":9500,"unit_price":9500,"shares":[]}');
INSERT INTO sales_order_line (order_id, position, product_id, sku, name, quantity, unit_price, subtotal, discount, total, commission_rate, commission, pricing) VALUES (X'019AA5B3C40070008000000000000037', 1, X'019AA5B3C40070008000000000000025', 'FUR-LENT-1', '{"ar":"عدس أحمر ١ كغم","en":"Red lentils 1 kg"}', 6, 2250, 13500, 0, 13500, 500, 675, '{"list_price":2250,"unit_price":2250,"shares":[]}');
INSERT INTO sales_order_line (order_id, position, product_id, sku, name, quantity, unit_price, subtotal, discount, total, commission_rate, commission, pricing) VALUES (X'019AA5B3C40070008000000000000039', 1, X'019AA5B3C40070008000000000000028', 'ZAG-CHICK-1', '{"ar":"حمص ١ كغم","ku":"نۆک ١ کگم","en":"Chickpeas 1 kg"}', 4, 2750, 11000, 0, 11000, 750, 825, '{"list_price":2750,"unit_price":2750,"shares":[]}');
INSERT INTO promotion_use (id, checkout_id, promotion_id, customer_id, discount, companies, used_at, released_at) VALUES (X'019AA5B3C4007000800000000000003B', X'019AA5B3C40070008000000000000030', X'019AA5B3C4007000800000000000002B', X'019AA5B3C40070008000000000000004', 9500, '["019aa5b3-c400-7000-8000-00000000001f"]', 1795250100000000, NULL);
INSERT INTO stock_movement (id, product_id, kind, quantity, stock_after, reason, order_id, by_account, at) VALUES (X'019AA5B3C4007000800000000000003C', X'019AA5B3C40070008000000000000024', 'restock', 132, 132, 'Opening', NULL, X'019AA5B3C40070008000000000000003', 1795248300000000);
INSERT INTO stock_movement (id, product_id, kind, quantity, stock_after, reason, order_id, by_account, at) VALUES (X'019AA5B3C4007000800000000000003D', X'019AA5B3C40070008000000000000024', 'sale', -10, 122, NULL, X'019AA5B3C4007000800000000000002F', X'019AA5B3C40070008000000000000004', 1795250100000000);
INSERT INTO stock_movement (id, product_id, kind, quantity, stock_after, reason, order_id, by_account, at) VALUES (X'019AA5B3C4007000800000000000003E', X'019AA5B3C40070008000000000000025', 'sale', -6, 24, NULL, X'019AA5B3C4007000800000000000002F', X'019AA5B3C40070008000000000000004', 1795250100000000);
INSERT INTO stock_movement (id, product_id, kind, quantity, stock_after, reason, order_id, by_account, at) VALUES (X'019AA5B3C4007000800000000000003F', X'019AA5B3C40070008000000000000025', 'sale', -12, 12, NULL, X'019AA5B3C40070008000000000000031', X'019AA5B3C40070008000000000000004', 1795250160000000);
INSERT INTO stock_movement (id, product_id, kind, quantity, stock_after, reason, order_id, by_account, at) VALUES (X'019AA5B3C40070008000000000000040', X'019AA5B3C40070008000000000000024', 'sale', -2, 120, NULL, X'019AA5B3C40070008000000000000035', X'019AA5B3C40070008000000000000004', 1795252200000000);
INSERT INTO stock_movement (id, product_id, kind, quantity, stock_after, reason, order_id, by_account, at) VALUES (X'019AA5B3C40070008000000000000041', X'019AA5B3C40070008000000000000025', 'sale', -6, 6, NULL, X'019AA5B3C40070008000000000000037', X'019AA5B3C40070008000000000000004', 1795252320000000);
INSERT INTO stock_movement (id, product_id, kind, quantity, stock_after, reason, order_id, by_account, at) VALUES (X'019AA5B3C40070008000000000000042', X'019AA5B3C40070008000000000000028', 'cancel', 4, 200, NULL, X'019AA5B3C40070008000000000000039', X'019AA5B3C40070008000000000000004', 1795252310000000);
INSERT INTO settling_counter (series, last) VALUES ('payout', 1);
INSERT INTO settling_counter (series, last) VALUES ('settlement', 1);
INSERT INTO payout (id, number, company_id, from_date, to_date, orders, amount, status, status_reason, reference, created_at, paid_at, updated_at, version) VALUES (X'019AA5B3C40070008000000000000043', 1, X'019AA5B3C4007000800000000000001F', 20778, 20778, 1, 94050, 'paid', NULL, 'TRX-1', 1795252800000000, 1795253100000000, 1795253100000000, 3);
INSERT INTO company_entry (id, company_id, kind, order_id, payout_id, goods, commission, delivery_fee, amount, reason, at) VALUES (X'019AA5B3C40070008000000000000044', X'019AA5B3C4007000800000000000001F', 'order', X'019AA5B3C4007000800000000000002F', NULL, 99000, 4950, 3000, 94050, NULL, 1795251600000000);
INSERT INTO company_entry (id, company_id, kind, order_id, payout_id, goods, commission, delivery_fee, amount, reason, at) VALUES (X'019AA5B3C40070008000000000000045', X'019AA5B3C4007000800000000000001F', 'order', X'019AA5B3C40070008000000000000031', NULL, 27000, 1350, 3000, 25650, NULL, 1795251660000000);
INSERT INTO company_entry (id, company_id, kind, order_id, payout_id, goods, commission, delivery_fee, amount, reason, at) VALUES (X'019AA5B3C40070008000000000000046', X'019AA5B3C40070008000000000000020', 'order', X'019AA5B3C40070008000000000000033', NULL, 33000, 2475, 4000, 30525, NULL, 1795251720000000);
INSERT INTO company_entry (id, company_id, kind, order_id, payout_id, goods, commission, delivery_fee, amount, reason, at) VALUES (X'019AA5B3C40070008000000000000047', X'019AA5B3C4007000800000000000001F', 'reversal', X'019AA5B3C40070008000000000000031', NULL, -27000, -1350, -3000, -25650, 'تالف', 1795252500000000);
INSERT INTO company_entry (id, company_id, kind, order_id, payout_id, goods, commission, delivery_fee, amount, reason, at) VALUES (X'019AA5B3C40070008000000000000048', X'019AA5B3C40070008000000000000020', 'reversal', X'019AA5B3C40070008000000000000033', NULL, -11000, -825, 0, -10175, 'One bag was torn', 1795252560000000);
INSERT INTO company_entry (id, company_id, kind, order_id, payout_id, goods, commission, delivery_fee, amount, reason, at) VALUES (X'019AA5B3C40070008000000000000049', X'019AA5B3C4007000800000000000001F', 'payout', NULL, X'019AA5B3C40070008000000000000043', 0, 0, 0, -94050, NULL, 1795253100000000);
INSERT INTO payout_entry (payout_id, entry_id, released_at) VALUES (X'019AA5B3C40070008000000000000043', X'019AA5B3C40070008000000000000044', NULL);
INSERT INTO reversed_line (order_id, position, entry_id) VALUES (X'019AA5B3C40070008000000000000033', 2, X'019AA5B3C40070008000000000000048');
INSERT INTO settlement (id, number, company_id, from_date, to_date, orders, goods, commission, delivery_fees, opening, earned, reversed, paid, returned, closing, status, status_reason, created_at, updated_at, version) VALUES (X'019AA5B3C4007000800000000000004A', 1, X'019AA5B3C40070008000000000000020', 20778, 20778, 1, 22000, 1650, 4000, 0, 30525, -10175, 0, 0, 20350, 'closed', NULL, 1795254600000000, 1795254600000000, 1);
INSERT INTO settlement_entry (entry_id, settlement_id) VALUES (X'019AA5B3C40070008000000000000046', X'019AA5B3C4007000800000000000004A');
INSERT INTO settlement_entry (entry_id, settlement_id) VALUES (X'019AA5B3C40070008000000000000048', X'019AA5B3C4007000800000000000004A');
INSERT INTO ledger_account (code, kind) VALUES ('cash_on_delivery', 'asset');
INSERT INTO ledger_account (code, kind) VALUES ('bank', 'asset');
INSERT INTO ledger_account (code, kind) VALUES ('commission', 'income');
INSERT INTO ledger_account (code, kind) VALUES ('delivery_fees', 'income');
INSERT INTO ledger_account (code, kind) VALUES ('company:019aa5b3-c400-7000-8000-00000000001f', 'liability');
INSERT INTO ledger_account (code, kind) VALUES ('company:019aa5b3-c400-7000-8000-000000000020', 'liability');
INSERT INTO ledger_transaction (id, kind, subject_id, at) VALUES (X'019AA5B3C4007000800000000000004B', 'order_delivered', X'019AA5B3C4007000800000000000002F', 1795251600000000);
INSERT INTO ledger_transaction (id, kind, subject_id, at) VALUES (X'019AA5B3C4007000800000000000004C', 'order_delivered', X'019AA5B3C40070008000000000000031', 1795251660000000);
INSERT INTO ledger_transaction (id, kind, subject_id, at) VALUES (X'019AA5B3C4007000800000000000004D', 'order_delivered', X'019AA5B3C40070008000000000000033', 1795251720000000);
INSERT INTO ledger_transaction (id, kind, subject_id, at) VALUES (X'019AA5B3C4007000800000000000004E', 'order_reversed', X'019AA5B3C40070008000000000000031', 1795252500000000);
INSERT INTO ledger_transaction (id, kind, subject_id, at) VALUES (X'019AA5B3C4007000800000000000004F', 'order_reversed', X'019AA5B3C40070008000000000000033', 1795252560000000);
INSERT INTO ledger_transaction (id, kind, subject_id, at) VALUES (X'019AA5B3C40070008000000000000050', 'payout', X'019AA5B3C40070008000000000000043', 1795253100000000);
INSERT INTO ledger_entry (transaction_id, position, line_count, account, amount, currency) VALUES (X'019AA5B3C4007000800000000000004B', 1, 4, 'cash_on_delivery', 102000, 'IQD');
INSERT INTO ledger_entry (transaction_id, position, line_count, account, amount, currency) VALUES (X'019AA5B3C4007000800000000000004B', 2, 4, 'company:019aa5b3-c400-7000-8000-00000000001f', -94050, 'IQD');
INSERT INTO ledger_entry (transaction_id, position, line_count, account, amount, currency) VALUES (X'019AA5B3C4007000800000000000004B', 3, 4, 'commission', -4950, 'IQD');
INSERT INTO ledger_entry (transaction_id, position, line_count, account, amount, currency) VALUES (X'019AA5B3C4007000800000000000004B', 4, 4, 'delivery_fees', -3000, 'IQD');
INSERT INTO ledger_entry (transaction_id, position, line_count, account, amount, currency) VALUES (X'019AA5B3C4007000800000000000004C', 1, 4, 'cash_on_delivery', 30000, 'IQD');
INSERT INTO ledger_entry (transaction_id, position, line_count, account, amount, currency) VALUES (X'019AA5B3C4007000800000000000004C', 2, 4, 'company:019aa5b3-c400-7000-8000-00000000001f', -25650, 'IQD');
INSERT INTO ledger_entry (transaction_id, position, line_count, account, amount, currency) VALUES (X'019AA5B3C4007000800000000000004C', 3, 4, 'commission', -1350, 'IQD');
INSERT INTO ledger_entry (transaction_id, position, line_count, account, amount, currency) VALUES (X'019AA5B3C4007000800000000000004C', 4, 4, 'delivery_fees', -3000, 'IQD');
INSERT INTO ledger_entry (transaction_id, position, line_count, account, amount, currency) VALUES (X'019AA5B3C4007000800000000000004D', 1, 4, 'cash_on_delivery', 37000, 'IQD');
INSERT INTO ledger_entry (transaction_id, position, line_count, account, amount, currency) VALUES (X'019AA5B3C4007000800000000000004D', 2, 4, 'company:019aa5b3-c400-7000-8000-000000000020', -30525, 'IQD');
INSERT INTO ledger_entry (transaction_id, position, line_count, account, amount, currency) VALUES (X'019AA5B3C4007000800000000000004D', 3, 4, 'commission', -2475, 'IQD');
INSERT INTO ledger_entry (transaction_id, position, line_count, account, amount, currency) VALUES (X'019AA5B3C4007000800000000000004D', 4, 4, 'delivery_fees', -4000, 'IQD');
INSERT INTO ledger_entry (transaction_id, position, line_count, account, amount, currency) VALUES (X'019AA5B3C4007000800000000000004E', 1, 4, 'cash_on_delivery', -30000, 'IQD');
INSERT INTO ledger_entry (transaction_id, position, line_count, account, amount, currency) VALUES (X'019AA5B3C4007000800000000000004E', 2, 4, 'company:019aa5b3-c400-7000-8000-00000000001f', 25650, 'IQD');
INSERT INTO ledger_entry (transaction_id, position, line_count, account, amount, currency) VALUES (X'019AA5B3C4007000800000000000004E', 3, 4, 'commission', 1350, 'IQD');
INSERT INTO ledger_entry (transaction_id, position, line_count, account, amount, currency) VALUES (X'019AA5B3C4007000800000000000004E', 4, 4, 'delivery_fees', 3000, 'IQD');
INSERT INTO ledger_entry (transaction_id, position, line_count, account, amount, currency) VALUES (X'019AA5B3C4007000800000000000004F', 1, 3, 'cash_on_delivery', -11000, 'IQD');
INSERT INTO ledger_entry (transaction_id, position, line_count, account, amount, currency) VALUES (X'019AA5B3C4007000800000000000004F', 2, 3, 'company:019aa5b3-c400-7000-8000-000000000020', 10175, 'IQD');
INSERT INTO ledger_entry (transaction_id, position, line_count, account, amount, currency) VALUES (X'019AA5B3C4007000800000000000004F', 3, 3, 'commission', 825, 'IQD');
INSERT INTO ledger_entry (transaction_id, position, line_count, account, amount, currency) VALUES (X'019AA5B3C40070008000000000000050', 1, 2, 'company:019aa5b3-c400-7000-8000-00000000001f', 94050, 'IQD');
INSERT INTO ledger_entry (transaction_id, position, line_count, account, amount, currency) VALUES (X'019AA5B3C40070008000000000000050', 2, 2, 'bank', -94050, 'IQD');
INSERT INTO delivery_route (id, date, zone_id, driver_name, driver_phone, capacity, status, status_reason, started_at, finished_at, created_at, updated_at, version) VALUES (X'019AA5B3C40070008000000000000051', 20779, X'019AA5B3C4007000800000000000001D', 'Karrar', '+96407712223344', 20, 'planned', NULL, NULL, NULL, 1795254000000000, 1795254000000000, 1);
INSERT INTO delivery_stop (route_id, order_id, position, released_at) VALUES (X'019AA5B3C40070008000000000000051', X'019AA5B3C40070008000000000000035', 1, NULL);
INSERT INTO content_item (id, kind, slug, category, position, on_date, format, texts, status, publish_at, created_at, updated_at, version) VALUES (X'019AA5B3C40070008000000000000052', 'page', 'terms', NULL, NULL, NULL, 'markdown', '{"ar":{"title":"الشروط","body":"…"}}', 'published', 1795248000000000, 1795248000000000, 1795248000000000, 1);
INSERT INTO content_revision (item_id, version, saved_at, saved_by, slug, status, publish_at, format, texts) VALUES (X'019AA5B3C40070008000000000000052', 1, 1795248000000000, X'019AA5B3C40070008000000000000001', 'terms', 'published', 1795248000000000, 'markdown', '{"ar":{"title":"الشروط","body":"…"}}');
INSERT INTO realtime_event (position, event, rooms, payload, at) VALUES (1, 'order:created', '["admins"]', '{"status":"PENDING"}', 1795252200000000);
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES (X'019AA5B3C40070008000000000000053', 1795250100000000, X'019AA5B3C40070008000000000000004', 'shop_owner', 'sales_order.place', 'sales_order', X'019AA5B3C4007000800000000000002F', '{}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES (X'019AA5B3C40070008000000000000054', 1795250160000000, X'019AA5B3C40070008000000000000004', 'shop_owner', 'sales_order.place', 'sales_order', X'019AA5B3C40070008000000000000031', '{}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES (X'019AA5B3C40070008000000000000055', 1795250220000000, X'019AA5B3C40070008000000000000005', 'shop_owner', 'sales_order.place', 'sales_order', X'019AA5B3C40070008000000000000033', '{}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES (X'019AA5B3C40070008000000000000056', 1795252200000000, X'019AA5B3C40070008000000000000004', 'shop_owner', 'sales_order.place', 'sales_order', X'019AA5B3C40070008000000000000035', '{}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES (X'019AA5B3C40070008000000000000057', 1795252320000000, X'019AA5B3C40070008000000000000004', 'shop_owner', 'sales_order.place', 'sales_order', X'019AA5B3C40070008000000000000037', '{}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES (X'019AA5B3C40070008000000000000058', 1795252560000000, X'019AA5B3C40070008000000000000001', 'super_admin', 'company.reverse_order', 'company', X'019AA5B3C40070008000000000000020', '{"lines":[2],"order":"019aa5b3-c400-7000-8000-000000000033"}');
INSERT INTO audit_link (position, entry_id, hash) VALUES (1, X'019AA5B3C40070008000000000000053', X'3B94511ECAE1C93E320587F37CF90E3DCD311FF3BCA15FF8078632475CB5A157');
INSERT INTO audit_link (position, entry_id, hash) VALUES (2, X'019AA5B3C40070008000000000000054', X'F992BCC45546C57B7CB86CFBAA5A64377A9768386E781AA09C657AB87A0317D9');
INSERT INTO audit_link (position, entry_id, hash) VALUES (3, X'019AA5B3C40070008000000000000055', X'B7941CC03361E15C2F3DF4544E28F5829F63C05FBAC09DCED13E55BA9A42D093');
INSERT INTO audit_link (position, entry_id, hash) VALUES (4, X'019AA5B3C40070008000000000000056', X'48A238E69337DBF5242803518EF7D2C9233C9290233C94FCF3558EF81CBD7EDC');
INSERT INTO audit_link (position, entry_id, hash) VALUES (5, X'019AA5B3C40070008000000000000057', X'1C28D49ADE85913CC5E5F151768B6BE564D47204BE91A00876E01E59C852C6E1');
INSERT INTO history (id, subject_kind, subject_id, at, actor_id, actor_role, event, from_status, to_status, reason, fields) VALUES (X'019AA5B3C40070008000000000000059', 'sales_order', X'019AA5B3C4007000800000000000002F', 1795251600000000, X'019AA5B3C40070008000000000000003', 'vendor', 'deliver', 'SHIPPED', 'DELIVERED', NULL, '[]');
INSERT INTO history (id, subject_kind, subject_id, at, actor_id, actor_role, event, from_status, to_status, reason, fields) VALUES (X'019AA5B3C4007000800000000000005A', 'sales_order', X'019AA5B3C40070008000000000000031', 1795251660000000, X'019AA5B3C40070008000000000000003', 'vendor', 'deliver', 'SHIPPED', 'DELIVERED', NULL, '[]');
INSERT INTO history (id, subject_kind, subject_id, at, actor_id, actor_role, event, from_status, to_status, reason, fields) VALUES (X'019AA5B3C4007000800000000000005B', 'sales_order', X'019AA5B3C40070008000000000000033', 1795251720000000, X'019AA5B3C40070008000000000000003', 'vendor', 'deliver', 'SHIPPED', 'DELIVERED', NULL, '[]');
INSERT INTO job (id, kind, queue, args, state, run_at, attempt, max_attempts, lease_until, leased_by, unique_key, last_error, created_at, finished_at) VALUES (X'019AA5B3C4007000800000000000005C', 'audit.seal', 'maintenance', '{}', 'done', 1795251600000000, 1, 20, NULL, NULL, NULL, NULL, 1795251600000000, 1795251601000000);
INSERT INTO job (id, kind, queue, args, state, run_at, attempt, max_attempts, lease_until, leased_by, unique_key, last_error, created_at, finished_at) VALUES (X'019AA5B3C4007000800000000000005D', 'idempotency.forget', 'maintenance', '{}', 'ready', 1795255200000000, 0, 20, NULL, NULL, 'schedule:idempotency.forget', NULL, 1795251600000000, NULL);
INSERT INTO job_queue (name, is_full) VALUES ('maintenance', 0);
INSERT INTO schedule_slot (schedule, slot, slot_at, fired_at) VALUES ('audit.seal', '2026-11-21T09:00:00Z', 1795251600000000, 1795251600400000);
INSERT INTO idempotent_request (principal, key, operation, fingerprint, claim, claimed_at, status, headers, body, effected_at) VALUES ('019aa5b3-c400-7000-8000-000000000004', 'my-first', 'placeOrder', X'F8EDCB898AB243589FF19F3D3153EE1C2F0D50693B82A4C533F6DFC680E71961', X'019AA5B3C4007000800000000000005E', 1795250100000000, 201, '[["content-type","application/json"]]', X'7B226F7264657273223A5B5D7D', 1795250100000000);
