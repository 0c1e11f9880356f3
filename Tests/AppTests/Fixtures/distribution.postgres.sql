-- The first state of Distribution that can be upgraded: commit 7bada44 (2026-11-21), the first at which its migrations had the texts that they
-- have today (distribution/001-core was rewritten at dea0f8a, distribution/301-pricing at 7bada44; a database of before is refused).
-- The migrations' texts were taken from that commit with `git show` and found to be those of today. They were run on an empty database, the rows
-- below were written by hand in the form that the commit's own code writes, and the whole was dumped by pg_dump --column-inserts, without the name of its schema.
-- Read by UpgradeTests. Never changed: what was released stays released. A later state worth keeping is one more pair of files.

CREATE TYPE booking_party AS RANGE (
    subtype = uuid,
    multirange_type_name = booking_party_multirange
);

CREATE FUNCTION audit_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;

CREATE FUNCTION catalogue_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO catalogue_generation AS g (shard, value) VALUES (pg_backend_pid() % 64, 1)
    ON CONFLICT (shard) DO UPDATE SET value = g.value + 1;
    RETURN NULL;
END $$;

CREATE FUNCTION invoice_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF (to_jsonb(NEW) - 'file_id') IS DISTINCT FROM (to_jsonb(OLD) - 'file_id') OR OLD.file_id IS NOT NULL THEN
        RAISE EXCEPTION 'an invoice does not change' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION ledger_balances() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM ledger_entry
                WHERE transaction_id = NEW.transaction_id AND line_count <> NEW.line_count) THEN
        RAISE EXCEPTION 'the lines disagree about their number' USING ERRCODE = 'check_violation';
    END IF;
    IF (SELECT COUNT(*) FROM ledger_entry WHERE transaction_id = NEW.transaction_id) = NEW.line_count
        AND EXISTS (SELECT 1 FROM ledger_entry WHERE transaction_id = NEW.transaction_id
                     GROUP BY currency HAVING SUM(amount) <> 0) THEN
        RAISE EXCEPTION 'the lines do not sum to zero' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION ledger_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$;

CREATE FUNCTION ledger_is_complete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM ledger_entry WHERE transaction_id = NEW.id
                    GROUP BY line_count HAVING COUNT(*) = line_count) THEN
        RAISE EXCEPTION 'the transaction lacks lines' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION refund_stays_within() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE paid bigint;
BEGIN
    IF NEW.status = 'failed' THEN RETURN NEW; END IF;
    SELECT amount INTO paid FROM payment WHERE id = NEW.payment_id FOR NO KEY UPDATE;
    IF (SELECT COALESCE(SUM(amount), 0) FROM refund
         WHERE payment_id = NEW.payment_id AND status <> 'failed' AND id <> NEW.id) + NEW.amount > paid THEN
        RAISE EXCEPTION 'refunds exceed what was paid' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION settling_is_closed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN RAISE EXCEPTION 'what is booked or closed is never changed'; END $$;

CREATE TABLE account (
    id uuid NOT NULL,
    email text NOT NULL,
    phone text,
    password_hash text,
    role text NOT NULL,
    state text NOT NULL,
    locale text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    password_changed_at timestamp with time zone NOT NULL,
    version bigint NOT NULL,
    email_verified_at timestamp with time zone,
    phone_key text,
    phone_verified_at timestamp with time zone,
    CONSTRAINT account_state_check CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text, 'deleted'::text])))
);

CREATE TABLE address (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    label text,
    recipient text NOT NULL,
    phone text,
    city text NOT NULL,
    street text NOT NULL,
    landmark text,
    location jsonb,
    is_default boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint NOT NULL
);

CREATE TABLE admin_zone (
    account_id uuid NOT NULL,
    zone_id uuid NOT NULL
);

CREATE TABLE announcement (
    id uuid NOT NULL,
    audience text NOT NULL,
    zone_id uuid,
    sent_by uuid,
    title text NOT NULL,
    body text NOT NULL,
    last_told uuid,
    reached bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT announcement_audience_check CHECK ((audience = ANY (ARRAY['admins'::text, 'zone'::text]))),
    CONSTRAINT announcement_check CHECK (((audience = 'zone'::text) = (zone_id IS NOT NULL)))
);

CREATE TABLE audit_entry (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_id uuid,
    actor_role text NOT NULL,
    action text NOT NULL,
    subject_kind text NOT NULL,
    subject_id uuid,
    details jsonb NOT NULL
);

CREATE TABLE audit_link (
    "position" bigint NOT NULL,
    entry_id uuid NOT NULL,
    hash bytea NOT NULL
);

CREATE TABLE booking (
    id uuid NOT NULL,
    resource_id uuid NOT NULL,
    holder_id uuid,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    blocked_from timestamp with time zone NOT NULL,
    blocked_until timestamp with time zone NOT NULL,
    is_active boolean NOT NULL,
    sequence bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT booking_check CHECK ((starts_at < ends_at)),
    CONSTRAINT booking_check1 CHECK (((blocked_from <= starts_at) AND (ends_at <= blocked_until)))
);

CREATE TABLE booking_closure (
    id uuid NOT NULL,
    from_day date NOT NULL,
    until_day date NOT NULL,
    title text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT booking_closure_check CHECK ((from_day <= until_day))
);

CREATE TABLE booking_exception (
    id uuid NOT NULL,
    resource_id uuid NOT NULL,
    day date NOT NULL,
    kind text NOT NULL,
    from_second bigint NOT NULL,
    until_second bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT booking_exception_check CHECK ((from_second < until_second)),
    CONSTRAINT booking_exception_from_second_check CHECK ((from_second >= 0)),
    CONSTRAINT booking_exception_kind_check CHECK ((kind = ANY (ARRAY['extra'::text, 'closed'::text]))),
    CONSTRAINT booking_exception_until_second_check CHECK ((until_second <= 86400))
);

CREATE TABLE booking_hours (
    resource_id uuid NOT NULL,
    weekday bigint NOT NULL,
    from_second bigint NOT NULL,
    until_second bigint NOT NULL,
    CONSTRAINT booking_hours_check CHECK ((from_second < until_second)),
    CONSTRAINT booking_hours_from_second_check CHECK ((from_second >= 0)),
    CONSTRAINT booking_hours_until_second_check CHECK ((until_second <= 86400)),
    CONSTRAINT booking_hours_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7)))
);

CREATE TABLE booking_offer (
    id uuid NOT NULL,
    capacity bigint NOT NULL,
    taken bigint NOT NULL,
    drawn bigint NOT NULL,
    CONSTRAINT booking_offer_capacity CHECK (((taken >= 0) AND (taken <= capacity))),
    CONSTRAINT booking_offer_capacity_check CHECK ((capacity >= 0))
);

CREATE TABLE booking_office (
    id bigint NOT NULL,
    keeps_holidays boolean NOT NULL,
    CONSTRAINT booking_office_id_check CHECK ((id = 1))
);

CREATE TABLE booking_resource (
    id uuid NOT NULL,
    account_id uuid,
    zone text NOT NULL,
    keeps_office_days boolean NOT NULL,
    updated_at timestamp with time zone NOT NULL
);

CREATE TABLE booking_seat (
    id uuid NOT NULL,
    offer_id uuid NOT NULL,
    holder_id uuid NOT NULL,
    state text NOT NULL,
    number bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    held_at timestamp with time zone,
    CONSTRAINT booking_seat_check CHECK (((state = 'held'::text) = (held_at IS NOT NULL))),
    CONSTRAINT booking_seat_state_check CHECK ((state = ANY (ARRAY['held'::text, 'waiting'::text])))
);

CREATE TABLE calendar_feed (
    account_id uuid NOT NULL,
    serial uuid NOT NULL,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE cart_item (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    product_id uuid NOT NULL,
    quantity bigint NOT NULL,
    added_at timestamp with time zone NOT NULL,
    CONSTRAINT cart_item_quantity_check CHECK (((quantity >= 1) AND (quantity <= 100000)))
);

CREATE TABLE catalogue_generation (
    shard bigint NOT NULL,
    value bigint NOT NULL
);

CREATE TABLE catalogue_image (
    file_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE category (
    id uuid NOT NULL,
    parent_id uuid,
    name jsonb NOT NULL,
    "position" bigint NOT NULL,
    is_active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint NOT NULL
);

CREATE TABLE company (
    id uuid NOT NULL,
    name jsonb NOT NULL,
    description jsonb,
    phone text,
    email text,
    address text,
    commission bigint NOT NULL,
    is_active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT company_commission_check CHECK (((commission >= 0) AND (commission <= 10000)))
);

CREATE TABLE company_entry (
    id uuid NOT NULL,
    company_id uuid NOT NULL,
    kind text NOT NULL,
    order_id uuid,
    payout_id uuid,
    goods bigint NOT NULL,
    commission bigint NOT NULL,
    delivery_fee bigint NOT NULL,
    amount bigint NOT NULL,
    reason text,
    at timestamp with time zone NOT NULL,
    CONSTRAINT company_entry_check CHECK (((kind = ANY (ARRAY['order'::text, 'reversal'::text])) = (order_id IS NOT NULL))),
    CONSTRAINT company_entry_check1 CHECK (((kind = ANY (ARRAY['payout'::text, 'payout_return'::text])) = (payout_id IS NOT NULL))),
    CONSTRAINT company_entry_check2 CHECK (((order_id IS NULL) OR (amount = (goods - commission)))),
    CONSTRAINT company_entry_check3 CHECK (((kind <> 'order'::text) OR (amount >= 0))),
    CONSTRAINT company_entry_check4 CHECK (((kind <> 'reversal'::text) OR (amount <= 0))),
    CONSTRAINT company_entry_check5 CHECK (((kind <> 'payout'::text) OR (amount < 0))),
    CONSTRAINT company_entry_check6 CHECK (((kind <> 'payout_return'::text) OR (amount > 0))),
    CONSTRAINT company_entry_kind_check CHECK ((kind = ANY (ARRAY['order'::text, 'reversal'::text, 'payout'::text, 'payout_return'::text])))
);

CREATE TABLE company_zone (
    company_id uuid NOT NULL,
    zone_id uuid NOT NULL,
    delivery_fee bigint,
    free_delivery_from bigint,
    CONSTRAINT company_zone_delivery_fee_check CHECK ((delivery_fee >= 0)),
    CONSTRAINT company_zone_free_delivery_from_check CHECK ((free_delivery_from >= 0))
);

CREATE TABLE content_item (
    id uuid NOT NULL,
    kind text NOT NULL,
    slug text,
    category text,
    "position" bigint,
    on_date date,
    format text NOT NULL,
    texts jsonb NOT NULL,
    status text NOT NULL,
    publish_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT content_item_check CHECK (((kind = 'page'::text) = (slug IS NOT NULL))),
    CONSTRAINT content_item_check1 CHECK (((kind = 'faq'::text) = ((category IS NOT NULL) AND ("position" IS NOT NULL)))),
    CONSTRAINT content_item_check2 CHECK (((kind = 'news'::text) = (on_date IS NOT NULL))),
    CONSTRAINT content_item_check3 CHECK (((status <> 'published'::text) OR (publish_at IS NOT NULL))),
    CONSTRAINT content_item_format_check CHECK ((format = ANY (ARRAY['plain'::text, 'markdown'::text]))),
    CONSTRAINT content_item_kind_check CHECK ((kind = ANY (ARRAY['page'::text, 'faq'::text, 'news'::text]))),
    CONSTRAINT content_item_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'published'::text, 'archived'::text])))
);

CREATE TABLE content_revision (
    item_id uuid NOT NULL,
    version bigint NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    saved_by uuid,
    slug text,
    status text NOT NULL,
    publish_at timestamp with time zone,
    format text NOT NULL,
    texts jsonb NOT NULL
);

CREATE TABLE delivery_route (
    id uuid NOT NULL,
    date date NOT NULL,
    zone_id uuid NOT NULL,
    driver_name text NOT NULL,
    driver_phone text,
    capacity bigint NOT NULL,
    status text NOT NULL,
    status_reason text,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT delivery_route_capacity_check CHECK (((capacity >= 1) AND (capacity <= 500))),
    CONSTRAINT delivery_route_status_check CHECK ((status = ANY (ARRAY['planned'::text, 'started'::text, 'finished'::text, 'cancelled'::text])))
);

CREATE TABLE delivery_stop (
    route_id uuid NOT NULL,
    order_id uuid NOT NULL,
    "position" bigint NOT NULL,
    released_at timestamp with time zone,
    CONSTRAINT delivery_stop_position_check CHECK (("position" > 0))
);

CREATE TABLE delivery_zone (
    id uuid NOT NULL,
    name jsonb NOT NULL,
    delivery_fee bigint NOT NULL,
    free_delivery_from bigint,
    is_active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT delivery_zone_delivery_fee_check CHECK ((delivery_fee >= 0)),
    CONSTRAINT delivery_zone_free_delivery_from_check CHECK ((free_delivery_from >= 0))
);

CREATE TABLE erasure (
    account_id uuid NOT NULL,
    erased_at timestamp with time zone NOT NULL,
    erased_by uuid,
    cause text NOT NULL,
    plan jsonb NOT NULL
);

CREATE TABLE favourite (
    account_id uuid NOT NULL,
    product_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE file_link (
    id uuid NOT NULL,
    file_id uuid NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);

CREATE TABLE history (
    id uuid NOT NULL,
    subject_kind text NOT NULL,
    subject_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_id uuid,
    actor_role text NOT NULL,
    event text NOT NULL,
    from_status text NOT NULL,
    to_status text NOT NULL,
    reason text,
    fields jsonb NOT NULL
);

CREATE TABLE idempotent_request (
    principal text NOT NULL,
    key text NOT NULL,
    operation text NOT NULL,
    fingerprint bytea NOT NULL,
    claim uuid NOT NULL,
    claimed_at timestamp with time zone NOT NULL,
    status bigint,
    headers jsonb,
    body bytea,
    effected_at timestamp with time zone,
    CONSTRAINT idempotent_request_check CHECK ((((status IS NULL) = (headers IS NULL)) AND ((status IS NULL) = (body IS NULL))))
);

CREATE TABLE invitation (
    id uuid NOT NULL,
    email text NOT NULL,
    role text NOT NULL,
    first_name text NOT NULL,
    last_name text NOT NULL,
    locale text NOT NULL,
    hash bytea NOT NULL,
    invited_by uuid,
    created_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    account_id uuid,
    revoked_at timestamp with time zone,
    CONSTRAINT invitation_check CHECK (((accepted_at IS NULL) OR (revoked_at IS NULL)))
);

CREATE TABLE invoice (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    kind text NOT NULL,
    series text NOT NULL,
    year bigint NOT NULL,
    number bigint NOT NULL,
    issued_on date NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    currency text NOT NULL,
    language text NOT NULL,
    issuer jsonb NOT NULL,
    customer jsonb NOT NULL,
    lines jsonb NOT NULL,
    taxes jsonb NOT NULL,
    total bigint NOT NULL,
    corrects_id uuid,
    cause text NOT NULL,
    file_id uuid,
    CONSTRAINT invoice_check CHECK (((kind = 'credit_note'::text) = (corrects_id IS NOT NULL))),
    CONSTRAINT invoice_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'credit_note'::text]))),
    CONSTRAINT invoice_number_check CHECK ((number > 0)),
    CONSTRAINT invoice_total_check CHECK ((total >= 0))
);

CREATE TABLE invoice_counter (
    series text NOT NULL,
    year bigint NOT NULL,
    last bigint NOT NULL,
    last_on date NOT NULL,
    CONSTRAINT invoice_counter_last_check CHECK ((last > 0))
);

CREATE TABLE job (
    id uuid NOT NULL,
    kind text NOT NULL,
    queue text NOT NULL,
    args jsonb NOT NULL,
    state text NOT NULL,
    run_at timestamp with time zone NOT NULL,
    attempt bigint DEFAULT 0 NOT NULL,
    max_attempts bigint NOT NULL,
    lease_until timestamp with time zone,
    leased_by text,
    unique_key text,
    last_error text,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT job_check CHECK (((state = 'running'::text) = ((lease_until IS NOT NULL) AND (leased_by IS NOT NULL)))),
    CONSTRAINT job_check1 CHECK (((state = ANY (ARRAY['done'::text, 'dead'::text, 'cancelled'::text])) = (finished_at IS NOT NULL))),
    CONSTRAINT job_state_check CHECK ((state = ANY (ARRAY['ready'::text, 'running'::text, 'retry'::text, 'done'::text, 'dead'::text, 'cancelled'::text])))
);

CREATE TABLE job_queue (
    name text NOT NULL,
    is_full boolean NOT NULL
);

CREATE TABLE known_device (
    account_id uuid NOT NULL,
    fingerprint bytea NOT NULL,
    last_seen_at timestamp with time zone NOT NULL
);

CREATE TABLE ledger_account (
    code text NOT NULL,
    kind text NOT NULL,
    CONSTRAINT ledger_account_kind_check CHECK ((kind = ANY (ARRAY['asset'::text, 'liability'::text, 'income'::text, 'expense'::text])))
);

CREATE TABLE ledger_entry (
    transaction_id uuid NOT NULL,
    "position" bigint NOT NULL,
    line_count bigint NOT NULL,
    account text NOT NULL,
    amount bigint NOT NULL,
    currency text NOT NULL,
    CONSTRAINT ledger_entry_amount_check CHECK ((amount <> 0)),
    CONSTRAINT ledger_entry_check CHECK ((("position" >= 1) AND ("position" <= line_count))),
    CONSTRAINT ledger_entry_line_count_check CHECK ((line_count >= 2))
);

CREATE TABLE ledger_transaction (
    id uuid NOT NULL,
    kind text NOT NULL,
    subject_id uuid NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE legal_hold (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    reason text NOT NULL,
    placed_by uuid,
    placed_at timestamp with time zone NOT NULL,
    lifted_by uuid,
    lifted_at timestamp with time zone
);

CREATE TABLE login_attempt (
    subject bytea NOT NULL,
    failures bigint NOT NULL,
    last_at timestamp with time zone NOT NULL,
    locked_until timestamp with time zone
);

CREATE TABLE login_challenge (
    hash bytea NOT NULL,
    account_id uuid NOT NULL,
    password_changed_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE mail_allowance (
    subject bytea NOT NULL,
    count bigint NOT NULL,
    started_at timestamp with time zone NOT NULL
);

CREATE TABLE mailed_token (
    hash bytea NOT NULL,
    purpose text NOT NULL,
    account_id uuid NOT NULL,
    email text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT mailed_token_purpose_check CHECK ((purpose = ANY (ARRAY['reset_password'::text, 'verify_email'::text, 'change_email'::text])))
);

CREATE TABLE member (
    account_id uuid NOT NULL,
    name text NOT NULL,
    shop_name text,
    zone_id uuid,
    company_id uuid,
    customer_group text,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint NOT NULL,
    shop_address text
);

CREATE TABLE needed_item (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    name text NOT NULL,
    details text,
    quantity bigint,
    status text NOT NULL,
    answer text,
    product_id uuid,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT needed_item_quantity_check CHECK ((quantity > 0)),
    CONSTRAINT needed_item_status_check CHECK ((status = ANY (ARRAY['open'::text, 'in_review'::text, 'planned'::text, 'available'::text, 'declined'::text, 'withdrawn'::text])))
);

CREATE TABLE notice (
    id uuid NOT NULL,
    account_id uuid,
    address text,
    language text,
    template text NOT NULL,
    about_kind text,
    about_id uuid,
    placeholder_values jsonb NOT NULL,
    sealed bytea,
    dedupe_key text,
    created_at timestamp with time zone NOT NULL,
    dispatched_at timestamp with time zone,
    category text,
    title text,
    body text,
    shown_at timestamp with time zone,
    read_at timestamp with time zone,
    CONSTRAINT notice_check CHECK (((account_id IS NULL) = ((address IS NOT NULL) AND (language IS NOT NULL)))),
    CONSTRAINT notice_check1 CHECK (((about_kind IS NULL) = (about_id IS NULL))),
    CONSTRAINT notice_check2 CHECK (((shown_at IS NULL) OR ((account_id IS NOT NULL) AND (title IS NOT NULL) AND (body IS NOT NULL)))),
    CONSTRAINT notice_check3 CHECK (((read_at IS NULL) OR (shown_at IS NOT NULL)))
);

CREATE TABLE notice_attachment (
    notice_id uuid NOT NULL,
    "position" bigint NOT NULL,
    name text NOT NULL,
    media_type text NOT NULL,
    content bytea NOT NULL
);

CREATE TABLE notice_delivery (
    id uuid NOT NULL,
    notice_id uuid NOT NULL,
    channel text NOT NULL,
    state text NOT NULL,
    due_at timestamp with time zone NOT NULL,
    attempts bigint NOT NULL,
    claim uuid,
    claimed_at timestamp with time zone,
    provider_id text,
    last_error text,
    created_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    device_id uuid,
    CONSTRAINT notice_delivery_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'sms'::text, 'push'::text]))),
    CONSTRAINT notice_delivery_check CHECK (((state = 'sending'::text) = ((claim IS NOT NULL) AND (claimed_at IS NOT NULL)))),
    CONSTRAINT notice_delivery_check1 CHECK (((state = ANY (ARRAY['sent'::text, 'failed'::text, 'dropped'::text])) = (ended_at IS NOT NULL))),
    CONSTRAINT notice_delivery_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'dropped'::text])))
);

CREATE TABLE notice_preference (
    account_id uuid NOT NULL,
    category text NOT NULL,
    channel text NOT NULL,
    is_on boolean NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT notice_preference_channel_check CHECK ((channel = ANY (ARRAY['in_app'::text, 'email'::text, 'sms'::text, 'push'::text]))),
    CONSTRAINT notice_preference_check CHECK (((category = ANY (ARRAY['service'::text, 'marketing'::text])) OR ((category = 'security'::text) AND is_on)))
);

CREATE TABLE notice_quiet_hours (
    account_id uuid NOT NULL,
    from_time text NOT NULL,
    until_time text NOT NULL,
    CONSTRAINT notice_quiet_hours_check CHECK ((from_time <> until_time))
);

CREATE TABLE notify_me (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    product_id uuid NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    notified_at timestamp with time zone,
    wake_id uuid,
    CONSTRAINT notify_me_check CHECK (((wake_id IS NULL) OR (notified_at IS NOT NULL)))
);

CREATE TABLE password_request (
    id uuid NOT NULL,
    email text NOT NULL,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE payment (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    subscription_id uuid,
    provider text NOT NULL,
    provider_id text NOT NULL,
    charge_id text,
    invoice_ref text,
    purpose text NOT NULL,
    amount bigint NOT NULL,
    refunded bigint NOT NULL,
    fee bigint,
    currency text NOT NULL,
    status text NOT NULL,
    failure text,
    created_at timestamp with time zone NOT NULL,
    paid_at timestamp with time zone,
    read_at timestamp with time zone NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT payment_amount_check CHECK ((amount > 0)),
    CONSTRAINT payment_check CHECK (((status = 'succeeded'::text) = (paid_at IS NOT NULL))),
    CONSTRAINT payment_check1 CHECK (((status = 'succeeded'::text) OR (refunded = 0))),
    CONSTRAINT payment_refunded_within CHECK (((refunded >= 0) AND (refunded <= amount))),
    CONSTRAINT payment_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'succeeded'::text, 'failed'::text, 'canceled'::text])))
);

CREATE TABLE payment_customer (
    account_id uuid NOT NULL,
    provider text NOT NULL,
    provider_id text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    forgotten_at timestamp with time zone
);

CREATE TABLE payment_event (
    id uuid NOT NULL,
    provider text NOT NULL,
    event_id text NOT NULL,
    type text NOT NULL,
    object jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    state text NOT NULL,
    outcome text,
    finished_at timestamp with time zone,
    CONSTRAINT payment_event_check CHECK (((state = 'received'::text) = (finished_at IS NULL))),
    CONSTRAINT payment_event_state_check CHECK ((state = ANY (ARRAY['received'::text, 'applied'::text, 'ignored'::text])))
);

CREATE TABLE payment_operation (
    id uuid NOT NULL,
    kind text NOT NULL,
    account_id uuid,
    subject_id uuid,
    lane text,
    request jsonb NOT NULL,
    state text NOT NULL,
    result_id text,
    error text,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT payment_operation_check CHECK (((state = 'pending'::text) = (finished_at IS NULL))),
    CONSTRAINT payment_operation_check1 CHECK (((state = 'failed'::text) = (error IS NOT NULL))),
    CONSTRAINT payment_operation_kind_check CHECK ((kind = ANY (ARRAY['customer'::text, 'price'::text, 'checkout'::text, 'upgrade'::text, 'cancel'::text, 'resume'::text, 'refund'::text]))),
    CONSTRAINT payment_operation_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'done'::text, 'failed'::text])))
);

CREATE TABLE payment_price (
    id uuid NOT NULL,
    provider text NOT NULL,
    provider_id text,
    key text NOT NULL,
    amount bigint NOT NULL,
    currency text NOT NULL,
    period text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT payment_price_amount_check CHECK ((amount >= 0)),
    CONSTRAINT payment_price_period_check CHECK ((period = ANY (ARRAY['once'::text, 'month'::text, 'year'::text])))
);

CREATE TABLE payout (
    id uuid NOT NULL,
    number bigint NOT NULL,
    company_id uuid NOT NULL,
    from_date date NOT NULL,
    to_date date NOT NULL,
    orders bigint NOT NULL,
    amount bigint NOT NULL,
    status text NOT NULL,
    status_reason text,
    reference text,
    created_at timestamp with time zone NOT NULL,
    paid_at timestamp with time zone,
    updated_at timestamp with time zone NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT payout_amount_check CHECK ((amount > 0)),
    CONSTRAINT payout_check CHECK ((from_date <= to_date)),
    CONSTRAINT payout_orders_check CHECK ((orders >= 0)),
    CONSTRAINT payout_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'approved'::text, 'paid'::text, 'failed'::text, 'cancelled'::text, 'returned'::text])))
);

CREATE TABLE payout_entry (
    payout_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    released_at timestamp with time zone
);

CREATE TABLE phone_code (
    subject bytea NOT NULL,
    salt bytea NOT NULL,
    mac bytea NOT NULL,
    tries bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT phone_code_tries_check CHECK (((tries >= 0) AND (tries <= 5)))
);

CREATE TABLE phone_request (
    id uuid NOT NULL,
    phone text NOT NULL,
    language text NOT NULL,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE policy_consent (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    purpose text NOT NULL,
    policy_version text NOT NULL,
    is_granted boolean NOT NULL,
    given_at timestamp with time zone NOT NULL,
    source text NOT NULL,
    given_by uuid,
    CONSTRAINT policy_consent_purpose_check CHECK ((purpose <> ''::text))
);

CREATE TABLE price_list (
    id uuid NOT NULL,
    name jsonb NOT NULL,
    company_id uuid,
    zone_id uuid,
    customer_group text,
    priority bigint NOT NULL,
    is_active boolean NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone,
    deleted_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT price_list_check CHECK ((ends_at > starts_at))
);

CREATE TABLE price_list_step (
    price_list_id uuid NOT NULL,
    product_id uuid NOT NULL,
    from_quantity bigint NOT NULL,
    price bigint NOT NULL,
    CONSTRAINT price_list_step_from_quantity_check CHECK ((from_quantity > 0)),
    CONSTRAINT price_list_step_price_check CHECK ((price >= 0))
);

CREATE TABLE product (
    id uuid NOT NULL,
    sku text NOT NULL,
    company_id uuid NOT NULL,
    category_id uuid NOT NULL,
    name jsonb NOT NULL,
    description jsonb,
    search_text text NOT NULL,
    sort_name text NOT NULL COLLATE pg_catalog."C",
    price bigint NOT NULL,
    pack_size bigint,
    minimum_quantity bigint NOT NULL,
    stock bigint NOT NULL,
    low_stock_threshold bigint NOT NULL,
    is_active boolean NOT NULL,
    deleted_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT product_low_stock_threshold_check CHECK ((low_stock_threshold >= 0)),
    CONSTRAINT product_minimum_quantity_check CHECK ((minimum_quantity > 0)),
    CONSTRAINT product_pack_size_check CHECK ((pack_size > 0)),
    CONSTRAINT product_price_check CHECK ((price > 0)),
    CONSTRAINT product_stock_check CHECK ((stock >= 0))
)
WITH (fillfactor='70');

CREATE TABLE product_image (
    product_id uuid NOT NULL,
    "position" bigint NOT NULL,
    file_id uuid NOT NULL
);

CREATE TABLE product_zone (
    product_id uuid NOT NULL,
    zone_id uuid NOT NULL
);

CREATE TABLE promotion (
    id uuid NOT NULL,
    name jsonb NOT NULL,
    description jsonb,
    kind text NOT NULL,
    percentage bigint,
    amount bigint,
    buy_quantity bigint,
    get_quantity bigint,
    gifts jsonb NOT NULL,
    bundle jsonb NOT NULL,
    bundle_price bigint,
    products jsonb NOT NULL,
    categories jsonb NOT NULL,
    companies jsonb NOT NULL,
    zones jsonb NOT NULL,
    minimum_amount bigint,
    maximum_discount bigint,
    usage_limit bigint,
    usage_limit_per_customer bigint,
    priority bigint NOT NULL,
    is_stackable boolean NOT NULL,
    is_active boolean NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone,
    deleted_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT promotion_amount_check CHECK ((amount > 0)),
    CONSTRAINT promotion_bundle_price_check CHECK ((bundle_price >= 0)),
    CONSTRAINT promotion_buy_quantity_check CHECK ((buy_quantity > 0)),
    CONSTRAINT promotion_check CHECK ((ends_at > starts_at)),
    CONSTRAINT promotion_check1 CHECK (
CASE kind
    WHEN 'percentage'::text THEN (percentage IS NOT NULL)
    WHEN 'fixed'::text THEN (amount IS NOT NULL)
    WHEN 'buy_x_get_y'::text THEN ((buy_quantity IS NOT NULL) AND (get_quantity IS NOT NULL))
    ELSE (bundle_price IS NOT NULL)
END),
    CONSTRAINT promotion_get_quantity_check CHECK ((get_quantity > 0)),
    CONSTRAINT promotion_kind_check CHECK ((kind = ANY (ARRAY['percentage'::text, 'fixed'::text, 'buy_x_get_y'::text, 'bundle'::text]))),
    CONSTRAINT promotion_maximum_discount_check CHECK ((maximum_discount > 0)),
    CONSTRAINT promotion_minimum_amount_check CHECK ((minimum_amount > 0)),
    CONSTRAINT promotion_percentage_check CHECK (((percentage >= 1) AND (percentage <= 10000))),
    CONSTRAINT promotion_usage_limit_check CHECK ((usage_limit > 0)),
    CONSTRAINT promotion_usage_limit_per_customer_check CHECK ((usage_limit_per_customer > 0))
);

CREATE TABLE promotion_count (
    promotion_id uuid NOT NULL,
    used bigint NOT NULL,
    CONSTRAINT promotion_count_used_check CHECK ((used >= 0))
);

CREATE TABLE promotion_use (
    id uuid NOT NULL,
    checkout_id uuid NOT NULL,
    promotion_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    discount bigint NOT NULL,
    companies jsonb NOT NULL,
    used_at timestamp with time zone NOT NULL,
    released_at timestamp with time zone,
    CONSTRAINT promotion_use_discount_check CHECK ((discount >= 0))
);

CREATE TABLE provider_invoice (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    subscription_id uuid,
    payment_id uuid,
    provider text NOT NULL,
    provider_id text NOT NULL,
    plan_key text NOT NULL,
    status text NOT NULL,
    reason text NOT NULL,
    amount bigint NOT NULL,
    currency text NOT NULL,
    period_start timestamp with time zone NOT NULL,
    period_end timestamp with time zone NOT NULL,
    attempts bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    paid_at timestamp with time zone,
    read_at timestamp with time zone NOT NULL,
    CONSTRAINT provider_invoice_amount_check CHECK ((amount >= 0)),
    CONSTRAINT provider_invoice_check CHECK (((status = 'paid'::text) = (paid_at IS NOT NULL))),
    CONSTRAINT provider_invoice_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'open'::text, 'paid'::text, 'uncollectible'::text, 'void'::text])))
);

CREATE TABLE push_device (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    mac bytea NOT NULL,
    sealed bytea NOT NULL,
    platform text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    CONSTRAINT push_device_platform_check CHECK ((platform = ANY (ARRAY['android'::text, 'ios'::text, 'web'::text])))
);

CREATE TABLE realtime_event (
    "position" bigint NOT NULL,
    event text NOT NULL,
    rooms jsonb NOT NULL,
    payload jsonb NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE realtime_pending (
    id uuid NOT NULL,
    number bigint NOT NULL,
    event text NOT NULL,
    rooms jsonb NOT NULL,
    payload jsonb NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE realtime_pending ALTER COLUMN number ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME realtime_pending_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE recovery_code (
    account_id uuid NOT NULL,
    mac bytea NOT NULL,
    used_at timestamp with time zone
);

CREATE TABLE refund (
    id uuid NOT NULL,
    payment_id uuid NOT NULL,
    provider_id text,
    amount bigint NOT NULL,
    currency text NOT NULL,
    reason text NOT NULL,
    status text NOT NULL,
    failure text,
    requested_by uuid,
    created_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    CONSTRAINT refund_amount_check CHECK ((amount > 0)),
    CONSTRAINT refund_check CHECK (((status = 'pending'::text) = (settled_at IS NULL))),
    CONSTRAINT refund_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'succeeded'::text, 'failed'::text])))
);

CREATE TABLE registration (
    id uuid NOT NULL,
    email text NOT NULL,
    phone text,
    password_hash text NOT NULL,
    locale text NOT NULL,
    details jsonb NOT NULL,
    hash bytea,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE report_export (
    id uuid NOT NULL,
    owner_id uuid NOT NULL,
    report text NOT NULL,
    order_form jsonb NOT NULL,
    state text NOT NULL,
    failure text,
    row_count bigint,
    file_id uuid,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    expires_at timestamp with time zone,
    CONSTRAINT report_export_check CHECK (((state = 'ready'::text) = (file_id IS NOT NULL))),
    CONSTRAINT report_export_check1 CHECK (((state = 'failed'::text) = (failure IS NOT NULL))),
    CONSTRAINT report_export_check2 CHECK (((state = 'waiting'::text) = (finished_at IS NULL))),
    CONSTRAINT report_export_check3 CHECK (((state = ANY (ARRAY['ready'::text, 'expired'::text])) = (expires_at IS NOT NULL))),
    CONSTRAINT report_export_failure_check CHECK ((failure = ANY (ARRAY['forbidden'::text, 'too_many_rows'::text, 'no_such_report'::text, 'broken'::text]))),
    CONSTRAINT report_export_row_count_check CHECK ((row_count >= 0)),
    CONSTRAINT report_export_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'ready'::text, 'failed'::text, 'expired'::text])))
);

CREATE TABLE reversed_line (
    order_id uuid NOT NULL,
    "position" bigint NOT NULL,
    entry_id uuid NOT NULL
);

CREATE TABLE sales_order (
    id uuid NOT NULL,
    checkout_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    company_id uuid NOT NULL,
    zone_id uuid NOT NULL,
    status text NOT NULL,
    status_reason text,
    address jsonb NOT NULL,
    note text,
    subtotal bigint NOT NULL,
    discount bigint NOT NULL,
    delivery_fee bigint NOT NULL,
    total bigint NOT NULL,
    commission bigint NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    shipped_at timestamp with time zone,
    delivered_at timestamp with time zone,
    cancelled_at timestamp with time zone,
    updated_at timestamp with time zone NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT sales_order_check CHECK ((total = ((subtotal - discount) + delivery_fee))),
    CONSTRAINT sales_order_commission_check CHECK ((commission >= 0)),
    CONSTRAINT sales_order_delivery_fee_check CHECK ((delivery_fee >= 0)),
    CONSTRAINT sales_order_discount_check CHECK ((discount >= 0)),
    CONSTRAINT sales_order_status_check CHECK ((status = ANY (ARRAY['PENDING'::text, 'CONFIRMED'::text, 'PROCESSING'::text, 'SHIPPED'::text, 'DELIVERED'::text, 'CANCELLED'::text]))),
    CONSTRAINT sales_order_subtotal_check CHECK ((subtotal >= 0))
);

CREATE TABLE sales_order_line (
    order_id uuid NOT NULL,
    "position" bigint NOT NULL,
    product_id uuid NOT NULL,
    sku text NOT NULL,
    name jsonb NOT NULL,
    quantity bigint NOT NULL,
    unit_price bigint NOT NULL,
    subtotal bigint NOT NULL,
    discount bigint NOT NULL,
    total bigint NOT NULL,
    commission_rate bigint NOT NULL,
    commission bigint NOT NULL,
    pricing jsonb NOT NULL,
    CONSTRAINT sales_order_line_check CHECK ((subtotal = (unit_price * quantity))),
    CONSTRAINT sales_order_line_check1 CHECK (((discount >= 0) AND (discount <= subtotal))),
    CONSTRAINT sales_order_line_check2 CHECK ((total = (subtotal - discount))),
    CONSTRAINT sales_order_line_commission_check CHECK ((commission >= 0)),
    CONSTRAINT sales_order_line_commission_rate_check CHECK (((commission_rate >= 0) AND (commission_rate <= 10000))),
    CONSTRAINT sales_order_line_quantity_check CHECK ((quantity > 0)),
    CONSTRAINT sales_order_line_unit_price_check CHECK ((unit_price >= 0))
);

CREATE TABLE schedule_slot (
    schedule text NOT NULL,
    slot text NOT NULL,
    slot_at timestamp with time zone NOT NULL,
    fired_at timestamp with time zone NOT NULL
);

CREATE TABLE schema_migration (
    id text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone NOT NULL
);

CREATE TABLE second_factor (
    account_id uuid NOT NULL,
    secret bytea NOT NULL,
    last_step bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone
);

CREATE TABLE service_token (
    id uuid NOT NULL,
    name text NOT NULL,
    hash bytea NOT NULL,
    role text NOT NULL,
    created_by uuid,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone
);

CREATE TABLE session (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    counter bigint NOT NULL,
    rotated_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    address text NOT NULL,
    device text,
    revoked_at timestamp with time zone,
    revoked_because text,
    authenticated_at timestamp with time zone
);

CREATE TABLE settlement (
    id uuid NOT NULL,
    number bigint NOT NULL,
    company_id uuid NOT NULL,
    from_date date NOT NULL,
    to_date date NOT NULL,
    orders bigint NOT NULL,
    goods bigint NOT NULL,
    commission bigint NOT NULL,
    delivery_fees bigint NOT NULL,
    opening bigint NOT NULL,
    earned bigint NOT NULL,
    reversed bigint NOT NULL,
    paid bigint NOT NULL,
    returned bigint NOT NULL,
    closing bigint NOT NULL,
    status text NOT NULL,
    status_reason text,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT settlement_check CHECK ((closing = ((((opening + earned) + reversed) + paid) + returned))),
    CONSTRAINT settlement_check1 CHECK ((from_date <= to_date)),
    CONSTRAINT settlement_earned_check CHECK ((earned >= 0)),
    CONSTRAINT settlement_orders_check CHECK ((orders >= 0)),
    CONSTRAINT settlement_paid_check CHECK ((paid <= 0)),
    CONSTRAINT settlement_returned_check CHECK ((returned >= 0)),
    CONSTRAINT settlement_reversed_check CHECK ((reversed <= 0)),
    CONSTRAINT settlement_status_check CHECK ((status = ANY (ARRAY['closed'::text, 'accepted'::text, 'disputed'::text])))
);

CREATE TABLE settlement_entry (
    entry_id uuid NOT NULL,
    settlement_id uuid NOT NULL
);

CREATE TABLE settling_counter (
    series text NOT NULL,
    last bigint NOT NULL,
    CONSTRAINT settling_counter_last_check CHECK ((last > 0))
);

CREATE TABLE stock_movement (
    id uuid NOT NULL,
    product_id uuid NOT NULL,
    kind text NOT NULL,
    quantity bigint NOT NULL,
    stock_after bigint NOT NULL,
    reason text,
    order_id uuid,
    by_account uuid,
    at timestamp with time zone NOT NULL,
    CONSTRAINT stock_movement_kind_check CHECK ((kind = ANY (ARRAY['sale'::text, 'cancel'::text, 'restock'::text, 'correction'::text, 'damage'::text]))),
    CONSTRAINT stock_movement_quantity_check CHECK ((quantity <> 0)),
    CONSTRAINT stock_movement_stock_after_check CHECK ((stock_after >= 0))
);

CREATE TABLE stored_file (
    id uuid NOT NULL,
    owner_id uuid,
    name text NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    sha256 bytea NOT NULL,
    state text NOT NULL,
    finding text,
    is_incoming boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    scanned_at timestamp with time zone,
    CONSTRAINT stored_file_check CHECK (((state = 'pending'::text) = (expires_at IS NOT NULL))),
    CONSTRAINT stored_file_check1 CHECK (((state = 'infected'::text) = (finding IS NOT NULL))),
    CONSTRAINT stored_file_sha256_check CHECK ((length(sha256) = 32)),
    CONSTRAINT stored_file_size_check CHECK ((size > 0)),
    CONSTRAINT stored_file_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'quarantined'::text, 'clean'::text, 'infected'::text])))
);

CREATE TABLE subscription (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    provider text NOT NULL,
    provider_id text NOT NULL,
    item_id text NOT NULL,
    plan_key text NOT NULL,
    price_id text NOT NULL,
    status text NOT NULL,
    period_start timestamp with time zone NOT NULL,
    period_end timestamp with time zone NOT NULL,
    trial_end timestamp with time zone,
    cancel_at_period_end boolean NOT NULL,
    past_due_since timestamp with time zone,
    canceled_at timestamp with time zone,
    ended_at timestamp with time zone,
    started_at timestamp with time zone NOT NULL,
    event_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT subscription_check CHECK ((period_end >= period_start)),
    CONSTRAINT subscription_status_check CHECK ((status = ANY (ARRAY['incomplete'::text, 'incomplete_expired'::text, 'trialing'::text, 'active'::text, 'past_due'::text, 'unpaid'::text, 'canceled'::text, 'paused'::text])))
);

CREATE TABLE webhook_attempt (
    id uuid NOT NULL,
    delivery_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    duration_ms bigint NOT NULL,
    status bigint,
    error text,
    answer text,
    CONSTRAINT webhook_attempt_check CHECK (((status IS NULL) <> (error IS NULL)))
);

CREATE TABLE webhook_delivery (
    id uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    event_id uuid NOT NULL,
    state text NOT NULL,
    attempt bigint NOT NULL,
    next_at timestamp with time zone,
    claim uuid,
    claimed_until timestamp with time zone,
    last_status bigint,
    last_error text,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT webhook_delivery_check CHECK (((claim IS NULL) = (claimed_until IS NULL))),
    CONSTRAINT webhook_delivery_check1 CHECK (((state = 'pending'::text) = (next_at IS NOT NULL))),
    CONSTRAINT webhook_delivery_check2 CHECK (((state = 'pending'::text) = (finished_at IS NULL))),
    CONSTRAINT webhook_delivery_check3 CHECK (((state = 'pending'::text) OR (claim IS NULL))),
    CONSTRAINT webhook_delivery_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'delivered'::text, 'failed'::text, 'held'::text])))
);

CREATE TABLE webhook_endpoint (
    id uuid NOT NULL,
    url text NOT NULL,
    description text NOT NULL,
    events jsonb NOT NULL,
    state text NOT NULL,
    disabled_reason text,
    disabled_at timestamp with time zone,
    secret bytea NOT NULL,
    previous_secret bytea,
    previous_until timestamp with time zone,
    failing_since timestamp with time zone,
    created_by uuid,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT webhook_endpoint_check CHECK (((state = 'disabled'::text) = ((disabled_reason IS NOT NULL) AND (disabled_at IS NOT NULL)))),
    CONSTRAINT webhook_endpoint_check1 CHECK (((previous_secret IS NULL) = (previous_until IS NULL))),
    CONSTRAINT webhook_endpoint_disabled_reason_check CHECK ((disabled_reason = ANY (ARRAY['by_administrator'::text, 'gone'::text, 'failing'::text]))),
    CONSTRAINT webhook_endpoint_state_check CHECK ((state = ANY (ARRAY['active'::text, 'disabled'::text])))
);

CREATE TABLE webhook_event (
    id uuid NOT NULL,
    type text NOT NULL,
    subject_id uuid,
    at timestamp with time zone NOT NULL,
    payload text NOT NULL
);

INSERT INTO account (id, email, phone, password_hash, role, state, locale, created_at, password_changed_at, version, email_verified_at, phone_key, phone_verified_at) VALUES ('019aa5b3-c400-7000-8000-000000000001', 'noor.admin@example.com', NULL, '$argon2id$v=19$m=19456,t=2,p=1$W/Cd/rhH7hZLXOsakDbbTg$p0pRkp9zuwpf97Mr4laVdxpWgMj8dR1ypf6c8RR3eiw', 'super_admin', 'active', 'ar', '2026-11-21 08:01:00+00', '2026-11-21 08:01:00+00', 1, '2026-11-21 08:20:00+00', NULL, NULL);
INSERT INTO account (id, email, phone, password_hash, role, state, locale, created_at, password_changed_at, version, email_verified_at, phone_key, phone_verified_at) VALUES ('019aa5b3-c400-7000-8000-000000000002', 'ali.karkh@example.com', NULL, '$argon2id$v=19$m=19456,t=2,p=1$/Zh6BOeZhQlLwWXRNYatlA$04MFsqvXaubih0OCRe/2kn03jELGqWhgju24/qKu2OY', 'location_admin', 'active', 'ar', '2026-11-21 08:02:00+00', '2026-11-21 08:02:00+00', 1, '2026-11-21 08:20:00+00', NULL, NULL);
INSERT INTO account (id, email, phone, password_hash, role, state, locale, created_at, password_changed_at, version, email_verified_at, phone_key, phone_verified_at) VALUES ('019aa5b3-c400-7000-8000-000000000003', 'hassan.furat@example.com', '+9647801112233', '$argon2id$v=19$m=19456,t=2,p=1$iHm9aenTvn2tgraRCpAbCA$rRtaECPC/MNGMk/wJbVPdRbHzgITfCRR4AQ5nHEeX84', 'vendor', 'active', 'ar', '2026-11-21 08:03:00+00', '2026-11-21 08:03:00+00', 1, '2026-11-21 08:20:00+00', '+9647801112233', NULL);
INSERT INTO account (id, email, phone, password_hash, role, state, locale, created_at, password_changed_at, version, email_verified_at, phone_key, phone_verified_at) VALUES ('019aa5b3-c400-7000-8000-000000000004', 'omar.shop@example.com', '+9647701234567', '$argon2id$v=19$m=19456,t=2,p=1$/addpWRm2fRDM890eHCWag$qMikgZq/Ilt1XXsS7g7fpgauhQaBUebwhpLCSSeazMI', 'shop_owner', 'active', 'ar', '2026-11-21 08:10:00+00', '2026-11-21 08:10:00+00', 1, '2026-11-21 08:20:00+00', '+9647701234567', '2026-11-21 08:25:00+00');
INSERT INTO account (id, email, phone, password_hash, role, state, locale, created_at, password_changed_at, version, email_verified_at, phone_key, phone_verified_at) VALUES ('019aa5b3-c400-7000-8000-000000000005', 'layla.shop@example.com', '+96407709876543', '$argon2id$v=19$m=19456,t=2,p=1$WzCyH5JH6qxKRRPZcr+XOw$3dwC0GvjwPYxp7ndJ/sVDKdoyc0/RHgkXmJqStr5y24', 'shop_owner', 'active', 'ar', '2026-11-21 08:11:00+00', '2026-11-21 08:11:00+00', 1, '2026-11-21 08:20:00+00', '+96407709876543', '2026-11-21 08:26:00+00');
INSERT INTO account (id, email, phone, password_hash, role, state, locale, created_at, password_changed_at, version, email_verified_at, phone_key, phone_verified_at) VALUES ('019aa5b3-c400-7000-8000-000000000006', 'zainab.staff@example.com', NULL, '$argon2id$v=19$m=19456,t=2,p=1$5j0MGjTKmZFInnIbAfEviw$UDTJiY+rMjduJemUtbrYeaeJXp0hYtVWNS13SSTy4fQ', 'location_admin', 'active', 'ar', '2026-11-21 08:12:00+00', '2026-11-21 08:12:00+00', 1, '2026-11-21 08:20:00+00', NULL, NULL);
INSERT INTO account (id, email, phone, password_hash, role, state, locale, created_at, password_changed_at, version, email_verified_at, phone_key, phone_verified_at) VALUES ('019aa5b3-c400-7000-8000-000000000007', 'deleted-1@example.com', NULL, '$argon2id$v=19$m=19456,t=2,p=1$wXSGh2vr1X6AoIZucooG/Q$j12SxjcsGfHycR7TOZ7/jc2CqVRAM2Yqnmj67pCCxE4', 'shop_owner', 'deleted', 'ar', '2026-11-21 08:13:00+00', '2026-11-21 08:13:00+00', 1, NULL, NULL, NULL);

INSERT INTO address (id, account_id, label, recipient, phone, city, street, landmark, location, is_default, created_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-00000000002d', '019aa5b3-c400-7000-8000-000000000004', 'المحل', 'Omar Hadi', '+96407701234567', 'Baghdad', 'شارع ١٤ رمضان ٧', NULL, '{"latitude": 33.3128, "longitude": 44.3615}', true, '2026-11-21 08:30:00+00', '2026-11-21 08:30:00+00', 1);

INSERT INTO admin_zone (account_id, zone_id) VALUES ('019aa5b3-c400-7000-8000-000000000002', '019aa5b3-c400-7000-8000-00000000001d');

INSERT INTO announcement (id, audience, zone_id, sent_by, title, body, last_told, reached, created_at) VALUES ('019aa5b3-c400-7000-8000-000000000021', 'zone', '019aa5b3-c400-7000-8000-00000000001d', '019aa5b3-c400-7000-8000-000000000002', 'Holiday', 'No deliveries on Friday.', '019aa5b3-c400-7000-8000-000000000004', 1, '2026-11-21 09:30:00+00');

INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES ('019aa5b3-c400-7000-8000-000000000053', '2026-11-21 08:35:00+00', '019aa5b3-c400-7000-8000-000000000004', 'shop_owner', 'sales_order.place', 'sales_order', '019aa5b3-c400-7000-8000-00000000002f', '{}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES ('019aa5b3-c400-7000-8000-000000000054', '2026-11-21 08:36:00+00', '019aa5b3-c400-7000-8000-000000000004', 'shop_owner', 'sales_order.place', 'sales_order', '019aa5b3-c400-7000-8000-000000000031', '{}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES ('019aa5b3-c400-7000-8000-000000000055', '2026-11-21 08:37:00+00', '019aa5b3-c400-7000-8000-000000000005', 'shop_owner', 'sales_order.place', 'sales_order', '019aa5b3-c400-7000-8000-000000000033', '{}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES ('019aa5b3-c400-7000-8000-000000000056', '2026-11-21 09:10:00+00', '019aa5b3-c400-7000-8000-000000000004', 'shop_owner', 'sales_order.place', 'sales_order', '019aa5b3-c400-7000-8000-000000000035', '{}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES ('019aa5b3-c400-7000-8000-000000000057', '2026-11-21 09:12:00+00', '019aa5b3-c400-7000-8000-000000000004', 'shop_owner', 'sales_order.place', 'sales_order', '019aa5b3-c400-7000-8000-000000000037', '{}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES ('019aa5b3-c400-7000-8000-000000000058', '2026-11-21 09:16:00+00', '019aa5b3-c400-7000-8000-000000000001', 'super_admin', 'company.reverse_order', 'company', '019aa5b3-c400-7000-8000-000000000020', '{"lines": [2], "order": "019aa5b3-c400-7000-8000-000000000033"}');

INSERT INTO audit_link ("position", entry_id, hash) VALUES (1, '019aa5b3-c400-7000-8000-000000000053', '\x3b94511ecae1c93e320587f37cf90e3dcd311ff3bca15ff8078632475cb5a157');
INSERT INTO audit_link ("position", entry_id, hash) VALUES (2, '019aa5b3-c400-7000-8000-000000000054', '\xf992bcc45546c57b7cb86cfbaa5a64377a9768386e781aa09c657ab87a0317d9');
INSERT INTO audit_link ("position", entry_id, hash) VALUES (3, '019aa5b3-c400-7000-8000-000000000055', '\xb7941cc03361e15c2f3df4544e28f5829f63c05fbac09dced13e55ba9a42d093');
INSERT INTO audit_link ("position", entry_id, hash) VALUES (4, '019aa5b3-c400-7000-8000-000000000056', '\x48a238e69337dbf5242803518ef7d2c9233c9290233c94fcf3558ef81cbd7edc');
INSERT INTO audit_link ("position", entry_id, hash) VALUES (5, '019aa5b3-c400-7000-8000-000000000057', '\x1c28d49ade85913cc5e5f151768b6be564d47204be91a00876e01e59c852c6e1');

INSERT INTO cart_item (id, account_id, product_id, quantity, added_at) VALUES ('019aa5b3-c400-7000-8000-00000000002e', '019aa5b3-c400-7000-8000-000000000004', '019aa5b3-c400-7000-8000-000000000025', 6, '2026-11-21 09:55:00+00');

INSERT INTO catalogue_generation (shard, value) VALUES (15, 18);

INSERT INTO catalogue_image (file_id, created_at) VALUES ('019aa5b3-c400-7000-8000-000000000015', '2026-11-21 08:50:00+00');

INSERT INTO category (id, parent_id, name, "position", is_active, created_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000022', NULL, '{"ar": "مواد غذائية", "en": "Food", "ku": "خۆراک"}', 1, true, '2026-11-21 08:00:30+00', '2026-11-21 08:00:30+00', 1);
INSERT INTO category (id, parent_id, name, "position", is_active, created_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000023', '019aa5b3-c400-7000-8000-000000000022', '{"ar": "رز وبقوليات", "en": "Rice and pulses", "ku": "برنج و پاقلەمەنی"}', 2, true, '2026-11-21 08:00:30+00', '2026-11-21 08:00:30+00', 1);

INSERT INTO company (id, name, description, phone, email, address, commission, is_active, created_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-00000000001f', '{"ar": "شركة الفرات للتجارة", "en": "Al-Furat Trading", "ku": "کۆمپانیای فورات"}', NULL, '+96407901234567', 'info@furat.example', 'بغداد', 500, true, '2026-11-21 08:00:30+00', '2026-11-21 08:00:30+00', 1);
INSERT INTO company (id, name, description, phone, email, address, commission, is_active, created_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000020', '{"ar": "زاگروس للأغذية", "en": "Zagros Foods", "ku": "زاگرۆس بۆ خۆراک"}', NULL, '+9647507654321', NULL, NULL, 750, true, '2026-11-21 08:00:30+00', '2026-11-21 08:00:30+00', 1);

INSERT INTO company_entry (id, company_id, kind, order_id, payout_id, goods, commission, delivery_fee, amount, reason, at) VALUES ('019aa5b3-c400-7000-8000-000000000044', '019aa5b3-c400-7000-8000-00000000001f', 'order', '019aa5b3-c400-7000-8000-00000000002f', NULL, 99000, 4950, 3000, 94050, NULL, '2026-11-21 09:00:00+00');
INSERT INTO company_entry (id, company_id, kind, order_id, payout_id, goods, commission, delivery_fee, amount, reason, at) VALUES ('019aa5b3-c400-7000-8000-000000000045', '019aa5b3-c400-7000-8000-00000000001f', 'order', '019aa5b3-c400-7000-8000-000000000031', NULL, 27000, 1350, 3000, 25650, NULL, '2026-11-21 09:01:00+00');
INSERT INTO company_entry (id, company_id, kind, order_id, payout_id, goods, commission, delivery_fee, amount, reason, at) VALUES ('019aa5b3-c400-7000-8000-000000000046', '019aa5b3-c400-7000-8000-000000000020', 'order', '019aa5b3-c400-7000-8000-000000000033', NULL, 33000, 2475, 4000, 30525, NULL, '2026-11-21 09:02:00+00');
INSERT INTO company_entry (id, company_id, kind, order_id, payout_id, goods, commission, delivery_fee, amount, reason, at) VALUES ('019aa5b3-c400-7000-8000-000000000047', '019aa5b3-c400-7000-8000-00000000001f', 'reversal', '019aa5b3-c400-7000-8000-000000000031', NULL, -27000, -1350, -3000, -25650, 'تالف', '2026-11-21 09:15:00+00');
INSERT INTO company_entry (id, company_id, kind, order_id, payout_id, goods, commission, delivery_fee, amount, reason, at) VALUES ('019aa5b3-c400-7000-8000-000000000048', '019aa5b3-c400-7000-8000-000000000020', 'reversal', '019aa5b3-c400-7000-8000-000000000033', NULL, -11000, -825, 0, -10175, 'One bag was torn', '2026-11-21 09:16:00+00');
INSERT INTO company_entry (id, company_id, kind, order_id, payout_id, goods, commission, delivery_fee, amount, reason, at) VALUES ('019aa5b3-c400-7000-8000-000000000049', '019aa5b3-c400-7000-8000-00000000001f', 'payout', NULL, '019aa5b3-c400-7000-8000-000000000043', 0, 0, 0, -94050, NULL, '2026-11-21 09:25:00+00');

INSERT INTO company_zone (company_id, zone_id, delivery_fee, free_delivery_from) VALUES ('019aa5b3-c400-7000-8000-00000000001f', '019aa5b3-c400-7000-8000-00000000001d', NULL, NULL);
INSERT INTO company_zone (company_id, zone_id, delivery_fee, free_delivery_from) VALUES ('019aa5b3-c400-7000-8000-00000000001f', '019aa5b3-c400-7000-8000-00000000001e', 3500, NULL);
INSERT INTO company_zone (company_id, zone_id, delivery_fee, free_delivery_from) VALUES ('019aa5b3-c400-7000-8000-000000000020', '019aa5b3-c400-7000-8000-00000000001e', NULL, NULL);

INSERT INTO content_item (id, kind, slug, category, "position", on_date, format, texts, status, publish_at, created_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000052', 'page', 'terms', NULL, NULL, NULL, 'markdown', '{"ar": {"body": "…", "title": "الشروط"}}', 'published', '2026-11-21 08:00:00+00', '2026-11-21 08:00:00+00', '2026-11-21 08:00:00+00', 1);

INSERT INTO content_revision (item_id, version, saved_at, saved_by, slug, status, publish_at, format, texts) VALUES ('019aa5b3-c400-7000-8000-000000000052', 1, '2026-11-21 08:00:00+00', '019aa5b3-c400-7000-8000-000000000001', 'terms', 'published', '2026-11-21 08:00:00+00', 'markdown', '{"ar": {"body": "…", "title": "الشروط"}}');

INSERT INTO delivery_route (id, date, zone_id, driver_name, driver_phone, capacity, status, status_reason, started_at, finished_at, created_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000051', '2026-11-22', '019aa5b3-c400-7000-8000-00000000001d', 'Karrar', '+96407712223344', 20, 'planned', NULL, NULL, NULL, '2026-11-21 09:40:00+00', '2026-11-21 09:40:00+00', 1);

INSERT INTO delivery_stop (route_id, order_id, "position", released_at) VALUES ('019aa5b3-c400-7000-8000-000000000051', '019aa5b3-c400-7000-8000-000000000035', 1, NULL);

INSERT INTO delivery_zone (id, name, delivery_fee, free_delivery_from, is_active, created_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-00000000001d', '{"ar": "الكرخ", "en": "Karkh", "ku": "کەرخ"}', 3000, 150000, true, '2026-11-21 08:00:30+00', '2026-11-21 08:00:30+00', 1);
INSERT INTO delivery_zone (id, name, delivery_fee, free_delivery_from, is_active, created_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-00000000001e', '{"ar": "الرصافة", "en": "Rusafa", "ku": "ڕەسافە"}', 4000, NULL, true, '2026-11-21 08:00:30+00', '2026-11-21 08:00:30+00', 1);

INSERT INTO favourite (account_id, product_id, created_at) VALUES ('019aa5b3-c400-7000-8000-000000000004', '019aa5b3-c400-7000-8000-000000000024', '2026-11-21 09:03:00+00');

INSERT INTO file_link (id, file_id, expires_at, used_at) VALUES ('019aa5b3-c400-7000-8000-000000000017', '019aa5b3-c400-7000-8000-000000000016', '2026-11-21 10:50:00+00', NULL);

INSERT INTO history (id, subject_kind, subject_id, at, actor_id, actor_role, event, from_status, to_status, reason, fields) VALUES ('019aa5b3-c400-7000-8000-000000000059', 'sales_order', '019aa5b3-c400-7000-8000-00000000002f', '2026-11-21 09:00:00+00', '019aa5b3-c400-7000-8000-000000000003', 'vendor', 'deliver', 'SHIPPED', 'DELIVERED', NULL, '[]');
INSERT INTO history (id, subject_kind, subject_id, at, actor_id, actor_role, event, from_status, to_status, reason, fields) VALUES ('019aa5b3-c400-7000-8000-00000000005a', 'sales_order', '019aa5b3-c400-7000-8000-000000000031', '2026-11-21 09:01:00+00', '019aa5b3-c400-7000-8000-000000000003', 'vendor', 'deliver', 'SHIPPED', 'DELIVERED', NULL, '[]');
INSERT INTO history (id, subject_kind, subject_id, at, actor_id, actor_role, event, from_status, to_status, reason, fields) VALUES ('019aa5b3-c400-7000-8000-00000000005b', 'sales_order', '019aa5b3-c400-7000-8000-000000000033', '2026-11-21 09:02:00+00', '019aa5b3-c400-7000-8000-000000000003', 'vendor', 'deliver', 'SHIPPED', 'DELIVERED', NULL, '[]');

INSERT INTO idempotent_request (principal, key, operation, fingerprint, claim, claimed_at, status, headers, body, effected_at) VALUES ('019aa5b3-c400-7000-8000-000000000004', 'my-first', 'placeOrder', '\xf8edcb898ab243589ff19f3d3153ee1c2f0d50693b82a4c533f6dfc680e71961', '019aa5b3-c400-7000-8000-00000000005e', '2026-11-21 08:35:00+00', 201, '[["content-type", "application/json"]]', '\x7b226f7264657273223a5b5d7d', '2026-11-21 08:35:00+00');

INSERT INTO invitation (id, email, role, first_name, last_name, locale, hash, invited_by, created_at, sent_at, expires_at, accepted_at, account_id, revoked_at) VALUES ('019aa5b3-c400-7000-8000-000000000009', 'zainab.staff@example.com', 'location_admin', 'Zainab', 'Karim', 'ar', '\x6c41b439237f10398d1d1170ab683e6756bab2dbcac089a35be678e6df9334f4', '019aa5b3-c400-7000-8000-000000000001', '2026-11-21 08:05:00+00', '2026-11-21 08:05:00+00', '2026-11-28 08:05:00+00', '2026-11-21 08:12:00+00', '019aa5b3-c400-7000-8000-000000000006', NULL);
INSERT INTO invitation (id, email, role, first_name, last_name, locale, hash, invited_by, created_at, sent_at, expires_at, accepted_at, account_id, revoked_at) VALUES ('019aa5b3-c400-7000-8000-00000000000a', 'mustafa@example.com', 'location_admin', 'Mustafa', 'Salim', 'ar', '\x98cce6859e73a3442e489278893817280f3ff2c41eb97c44c1d350b861e0b290', '019aa5b3-c400-7000-8000-000000000001', '2026-11-21 08:06:00+00', '2026-11-21 08:06:00+00', '2026-11-28 08:06:00+00', NULL, NULL, NULL);

INSERT INTO job (id, kind, queue, args, state, run_at, attempt, max_attempts, lease_until, leased_by, unique_key, last_error, created_at, finished_at) VALUES ('019aa5b3-c400-7000-8000-00000000005c', 'audit.seal', 'maintenance', '{}', 'done', '2026-11-21 09:00:00+00', 1, 20, NULL, NULL, NULL, NULL, '2026-11-21 09:00:00+00', '2026-11-21 09:00:01+00');
INSERT INTO job (id, kind, queue, args, state, run_at, attempt, max_attempts, lease_until, leased_by, unique_key, last_error, created_at, finished_at) VALUES ('019aa5b3-c400-7000-8000-00000000005d', 'idempotency.forget', 'maintenance', '{}', 'ready', '2026-11-21 10:00:00+00', 0, 20, NULL, NULL, 'schedule:idempotency.forget', NULL, '2026-11-21 09:00:00+00', NULL);

INSERT INTO job_queue (name, is_full) VALUES ('maintenance', false);

INSERT INTO known_device (account_id, fingerprint, last_seen_at) VALUES ('019aa5b3-c400-7000-8000-000000000004', '\x263a4dbe41488fb87214b0032339dbb9f0c8da14c16dfcf13084bf3c2552eca5', '2026-11-21 09:40:00+00');

INSERT INTO ledger_account (code, kind) VALUES ('cash_on_delivery', 'asset');
INSERT INTO ledger_account (code, kind) VALUES ('bank', 'asset');
INSERT INTO ledger_account (code, kind) VALUES ('commission', 'income');
INSERT INTO ledger_account (code, kind) VALUES ('delivery_fees', 'income');
INSERT INTO ledger_account (code, kind) VALUES ('company:019aa5b3-c400-7000-8000-00000000001f', 'liability');
INSERT INTO ledger_account (code, kind) VALUES ('company:019aa5b3-c400-7000-8000-000000000020', 'liability');

INSERT INTO ledger_entry (transaction_id, "position", line_count, account, amount, currency) VALUES ('019aa5b3-c400-7000-8000-00000000004b', 1, 4, 'cash_on_delivery', 102000, 'IQD');
INSERT INTO ledger_entry (transaction_id, "position", line_count, account, amount, currency) VALUES ('019aa5b3-c400-7000-8000-00000000004b', 2, 4, 'company:019aa5b3-c400-7000-8000-00000000001f', -94050, 'IQD');
INSERT INTO ledger_entry (transaction_id, "position", line_count, account, amount, currency) VALUES ('019aa5b3-c400-7000-8000-00000000004b', 3, 4, 'commission', -4950, 'IQD');
INSERT INTO ledger_entry (transaction_id, "position", line_count, account, amount, currency) VALUES ('019aa5b3-c400-7000-8000-00000000004b', 4, 4, 'delivery_fees', -3000, 'IQD');
INSERT INTO ledger_entry (transaction_id, "position", line_count, account, amount, currency) VALUES ('019aa5b3-c400-7000-8000-00000000004c', 1, 4, 'cash_on_delivery', 30000, 'IQD');
INSERT INTO ledger_entry (transaction_id, "position", line_count, account, amount, currency) VALUES ('019aa5b3-c400-7000-8000-00000000004c', 2, 4, 'company:019aa5b3-c400-7000-8000-00000000001f', -25650, 'IQD');
INSERT INTO ledger_entry (transaction_id, "position", line_count, account, amount, currency) VALUES ('019aa5b3-c400-7000-8000-00000000004c', 3, 4, 'commission', -1350, 'IQD');
INSERT INTO ledger_entry (transaction_id, "position", line_count, account, amount, currency) VALUES ('019aa5b3-c400-7000-8000-00000000004c', 4, 4, 'delivery_fees', -3000, 'IQD');
INSERT INTO ledger_entry (transaction_id, "position", line_count, account, amount, currency) VALUES ('019aa5b3-c400-7000-8000-00000000004d', 1, 4, 'cash_on_delivery', 37000, 'IQD');
INSERT INTO ledger_entry (transaction_id, "position", line_count, account, amount, currency) VALUES ('019aa5b3-c400-7000-8000-00000000004d', 2, 4, 'company:019aa5b3-c400-7000-8000-000000000020', -30525, 'IQD');
INSERT INTO ledger_entry (transaction_id, "position", line_count, account, amount, currency) VALUES ('019aa5b3-c400-7000-8000-00000000004d', 3, 4, 'commission', -2475, 'IQD');
INSERT INTO ledger_entry (transaction_id, "position", line_count, account, amount, currency) VALUES ('019aa5b3-c400-7000-8000-00000000004d', 4, 4, 'delivery_fees', -4000, 'IQD');
INSERT INTO ledger_entry (transaction_id, "position", line_count, account, amount, currency) VALUES ('019aa5b3-c400-7000-8000-00000000004e', 1, 4, 'cash_on_delivery', -30000, 'IQD');
INSERT INTO ledger_entry (transaction_id, "position", line_count, account, amount, currency) VALUES ('019aa5b3-c400-7000-8000-00000000004e', 2, 4, 'company:019aa5b3-c400-7000-8000-00000000001f', 25650, 'IQD');
INSERT INTO ledger_entry (transaction_id, "position", line_count, account, amount, currency) VALUES ('019aa5b3-c400-7000-8000-00000000004e', 3, 4, 'commission', 1350, 'IQD');
INSERT INTO ledger_entry (transaction_id, "position", line_count, account, amount, currency) VALUES ('019aa5b3-c400-7000-8000-00000000004e', 4, 4, 'delivery_fees', 3000, 'IQD');
INSERT INTO ledger_entry (transaction_id, "position", line_count, account, amount, currency) VALUES ('019aa5b3-c400-7000-8000-00000000004f', 1, 3, 'cash_on_delivery', -11000, 'IQD');
INSERT INTO ledger_entry (transaction_id, "position", line_count, account, amount, currency) VALUES ('019aa5b3-c400-7000-8000-00000000004f', 2, 3, 'company:019aa5b3-c400-7000-8000-000000000020', 10175, 'IQD');
INSERT INTO ledger_entry (transaction_id, "position", line_count, account, amount, currency) VALUES ('019aa5b3-c400-7000-8000-00000000004f', 3, 3, 'commission', 825, 'IQD');
INSERT INTO ledger_entry (transaction_id, "position", line_count, account, amount, currency) VALUES ('019aa5b3-c400-7000-8000-000000000050', 1, 2, 'company:019aa5b3-c400-7000-8000-00000000001f', 94050, 'IQD');
INSERT INTO ledger_entry (transaction_id, "position", line_count, account, amount, currency) VALUES ('019aa5b3-c400-7000-8000-000000000050', 2, 2, 'bank', -94050, 'IQD');

INSERT INTO ledger_transaction (id, kind, subject_id, at) VALUES ('019aa5b3-c400-7000-8000-00000000004b', 'order_delivered', '019aa5b3-c400-7000-8000-00000000002f', '2026-11-21 09:00:00+00');
INSERT INTO ledger_transaction (id, kind, subject_id, at) VALUES ('019aa5b3-c400-7000-8000-00000000004c', 'order_delivered', '019aa5b3-c400-7000-8000-000000000031', '2026-11-21 09:01:00+00');
INSERT INTO ledger_transaction (id, kind, subject_id, at) VALUES ('019aa5b3-c400-7000-8000-00000000004d', 'order_delivered', '019aa5b3-c400-7000-8000-000000000033', '2026-11-21 09:02:00+00');
INSERT INTO ledger_transaction (id, kind, subject_id, at) VALUES ('019aa5b3-c400-7000-8000-00000000004e', 'order_reversed', '019aa5b3-c400-7000-8000-000000000031', '2026-11-21 09:15:00+00');
INSERT INTO ledger_transaction (id, kind, subject_id, at) VALUES ('019aa5b3-c400-7000-8000-00000000004f', 'order_reversed', '019aa5b3-c400-7000-8000-000000000033', '2026-11-21 09:16:00+00');
INSERT INTO ledger_transaction (id, kind, subject_id, at) VALUES ('019aa5b3-c400-7000-8000-000000000050', 'payout', '019aa5b3-c400-7000-8000-000000000043', '2026-11-21 09:25:00+00');

INSERT INTO legal_hold (id, account_id, reason, placed_by, placed_at, lifted_by, lifted_at) VALUES ('019aa5b3-c400-7000-8000-00000000000f', '019aa5b3-c400-7000-8000-000000000005', 'Chargeback', '019aa5b3-c400-7000-8000-000000000001', '2026-11-21 09:00:00+00', NULL, NULL);

INSERT INTO login_attempt (subject, failures, last_at, locked_until) VALUES ('\x53971dcb21fc077e64afcc76078f00950d8e0271ec7feab77e33121f7d7374af', 7, '2026-11-21 09:30:00+00', '2026-11-21 09:59:00+00');

INSERT INTO mail_allowance (subject, count, started_at) VALUES ('\x32f09fa1e0d7bc30389024258d4f02ad7d67bf49575be54c00e7ceb333a8079f', 2, '2026-11-21 09:20:00+00');

INSERT INTO mailed_token (hash, purpose, account_id, email, created_at, expires_at, used_at) VALUES ('\xd740d97cdf3bd50395bbc3989d0ced0b008cc15010c905108489580642560d2f', 'reset_password', '019aa5b3-c400-7000-8000-000000000005', 'layla.shop@example.com', '2026-11-21 09:20:00+00', '2026-11-21 10:20:00+00', NULL);

INSERT INTO member (account_id, name, shop_name, zone_id, company_id, customer_group, created_at, updated_at, version, shop_address) VALUES ('019aa5b3-c400-7000-8000-000000000001', 'Noor', NULL, NULL, NULL, NULL, '2026-11-21 08:10:00+00', '2026-11-21 08:10:00+00', 1, NULL);
INSERT INTO member (account_id, name, shop_name, zone_id, company_id, customer_group, created_at, updated_at, version, shop_address) VALUES ('019aa5b3-c400-7000-8000-000000000002', 'Ali', NULL, NULL, NULL, NULL, '2026-11-21 08:10:00+00', '2026-11-21 08:10:00+00', 1, NULL);
INSERT INTO member (account_id, name, shop_name, zone_id, company_id, customer_group, created_at, updated_at, version, shop_address) VALUES ('019aa5b3-c400-7000-8000-000000000003', 'Hassan', NULL, NULL, '019aa5b3-c400-7000-8000-00000000001f', NULL, '2026-11-21 08:10:00+00', '2026-11-21 08:10:00+00', 1, NULL);
INSERT INTO member (account_id, name, shop_name, zone_id, company_id, customer_group, created_at, updated_at, version, shop_address) VALUES ('019aa5b3-c400-7000-8000-000000000004', 'Omar Hadi', 'Omar''s Corner', '019aa5b3-c400-7000-8000-00000000001d', NULL, 'gold', '2026-11-21 08:10:00+00', '2026-11-21 08:10:00+00', 1, 'شارع ١٤ رمضان');
INSERT INTO member (account_id, name, shop_name, zone_id, company_id, customer_group, created_at, updated_at, version, shop_address) VALUES ('019aa5b3-c400-7000-8000-000000000005', 'Layla Aziz', 'Layla Foods', '019aa5b3-c400-7000-8000-00000000001e', NULL, NULL, '2026-11-21 08:10:00+00', '2026-11-21 08:10:00+00', 1, NULL);

INSERT INTO needed_item (id, account_id, name, details, quantity, status, answer, product_id, created_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-00000000002a', '019aa5b3-c400-7000-8000-000000000005', 'Saffron', '1 g', 20, 'open', NULL, NULL, '2026-11-21 09:06:00+00', '2026-11-21 09:06:00+00', 1);

INSERT INTO notice (id, account_id, address, language, template, about_kind, about_id, placeholder_values, sealed, dedupe_key, created_at, dispatched_at, category, title, body, shown_at, read_at) VALUES ('019aa5b3-c400-7000-8000-000000000010', '019aa5b3-c400-7000-8000-000000000004', NULL, NULL, 'accounts.new_device', NULL, NULL, '{}', NULL, NULL, '2026-11-21 09:01:00+00', '2026-11-21 09:01:00+00', 'security', 'جهاز جديد', 'دخل جهاز جديد إلى حسابك.', '2026-11-21 09:01:00+00', '2026-11-21 09:02:00+00');
INSERT INTO notice (id, account_id, address, language, template, about_kind, about_id, placeholder_values, sealed, dedupe_key, created_at, dispatched_at, category, title, body, shown_at, read_at) VALUES ('019aa5b3-c400-7000-8000-000000000011', '019aa5b3-c400-7000-8000-000000000003', NULL, NULL, 'distribution.order_placed', NULL, NULL, '{}', NULL, NULL, '2026-11-21 09:11:00+00', '2026-11-21 09:11:00+00', 'service', 'طلب جديد', 'طلب جديد بانتظارك.', '2026-11-21 09:11:00+00', NULL);

INSERT INTO notice_attachment (notice_id, "position", name, media_type, content) VALUES ('019aa5b3-c400-7000-8000-000000000010', 1, 'devices.txt', 'text/plain', '\x4c696c69756d2f312e302028416e64726f6964203134290a');

INSERT INTO notice_delivery (id, notice_id, channel, state, due_at, attempts, claim, claimed_at, provider_id, last_error, created_at, ended_at, device_id) VALUES ('019aa5b3-c400-7000-8000-000000000012', '019aa5b3-c400-7000-8000-000000000010', 'email', 'sent', '2026-11-21 09:01:00+00', 1, NULL, NULL, '<1@lilium>', NULL, '2026-11-21 09:01:00+00', '2026-11-21 09:01:05+00', NULL);
INSERT INTO notice_delivery (id, notice_id, channel, state, due_at, attempts, claim, claimed_at, provider_id, last_error, created_at, ended_at, device_id) VALUES ('019aa5b3-c400-7000-8000-000000000014', '019aa5b3-c400-7000-8000-000000000011', 'sms', 'waiting', '2026-11-21 09:11:00+00', 2, NULL, NULL, NULL, '429', '2026-11-21 09:11:00+00', NULL, NULL);

INSERT INTO notice_preference (account_id, category, channel, is_on, changed_at) VALUES ('019aa5b3-c400-7000-8000-000000000004', 'service', 'push', false, '2026-11-21 09:05:00+00');

INSERT INTO notice_quiet_hours (account_id, from_time, until_time) VALUES ('019aa5b3-c400-7000-8000-000000000004', '22:00', '07:00');

INSERT INTO notify_me (id, account_id, product_id, requested_at, notified_at, wake_id) VALUES ('019aa5b3-c400-7000-8000-000000000029', '019aa5b3-c400-7000-8000-000000000004', '019aa5b3-c400-7000-8000-000000000026', '2026-11-21 09:04:00+00', NULL, NULL);

INSERT INTO payout (id, number, company_id, from_date, to_date, orders, amount, status, status_reason, reference, created_at, paid_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000043', 1, '019aa5b3-c400-7000-8000-00000000001f', '2026-11-21', '2026-11-21', 1, 94050, 'paid', NULL, 'TRX-1', '2026-11-21 09:20:00+00', '2026-11-21 09:25:00+00', '2026-11-21 09:25:00+00', 3);

INSERT INTO payout_entry (payout_id, entry_id, released_at) VALUES ('019aa5b3-c400-7000-8000-000000000043', '019aa5b3-c400-7000-8000-000000000044', NULL);

INSERT INTO phone_code (subject, salt, mac, tries, created_at, expires_at) VALUES ('\x45569da57f4b7bf472d7a864ef4781451cae6383fee9fb0ae40c59aa1ce475b7', '\x63479ad69a090b258277ec8fba6f9941', '\x348a629f5ceed032c3e8706ec47d9bfafb00fb4250b018dd965435ca50cb836e', 1, '2026-11-21 09:52:00+00', '2026-11-21 09:57:00+00');

INSERT INTO policy_consent (id, account_id, purpose, policy_version, is_granted, given_at, source, given_by) VALUES ('019aa5b3-c400-7000-8000-00000000000e', '019aa5b3-c400-7000-8000-000000000004', 'terms', '2026-01', true, '2026-11-21 08:10:00+00', 'registration', '019aa5b3-c400-7000-8000-000000000004');

INSERT INTO price_list (id, name, company_id, zone_id, customer_group, priority, is_active, starts_at, ends_at, deleted_at, created_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-00000000002c', '{"ar": "ذهبي", "en": "Gold"}', '019aa5b3-c400-7000-8000-00000000001f', NULL, 'gold', 1, true, '2026-11-21 08:00:00+00', NULL, NULL, '2026-11-21 08:00:30+00', '2026-11-21 08:00:30+00', 1);

INSERT INTO price_list_step (price_list_id, product_id, from_quantity, price) VALUES ('019aa5b3-c400-7000-8000-00000000002c', '019aa5b3-c400-7000-8000-000000000024', 1, 9250);
INSERT INTO price_list_step (price_list_id, product_id, from_quantity, price) VALUES ('019aa5b3-c400-7000-8000-00000000002c', '019aa5b3-c400-7000-8000-000000000024', 20, 9000);

INSERT INTO product (id, sku, company_id, category_id, name, description, search_text, sort_name, price, pack_size, minimum_quantity, stock, low_stock_threshold, is_active, deleted_at, created_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000024', 'FUR-RICE-5', '019aa5b3-c400-7000-8000-00000000001f', '019aa5b3-c400-7000-8000-000000000023', '{"ar": "رز عنبر ٥ كغم", "en": "Anbar rice 5 kg", "ku": "برنجی عەنبەر ٥ کگم"}', NULL, 'رز عنبر 5 كغم anbar rice kg fur-rice-5', 'رز', 9500, NULL, 1, 120, 10, true, NULL, '2026-11-21 08:00:30+00', '2026-11-21 08:00:30+00', 1);
INSERT INTO product (id, sku, company_id, category_id, name, description, search_text, sort_name, price, pack_size, minimum_quantity, stock, low_stock_threshold, is_active, deleted_at, created_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000025', 'FUR-LENT-1', '019aa5b3-c400-7000-8000-00000000001f', '019aa5b3-c400-7000-8000-000000000023', '{"ar": "عدس أحمر ١ كغم", "en": "Red lentils 1 kg"}', NULL, 'عدس احمر 1 كغم red lentils kg fur-lent-1', 'عدس', 2250, NULL, 6, 6, 10, true, NULL, '2026-11-21 08:00:30+00', '2026-11-21 08:00:30+00', 1);
INSERT INTO product (id, sku, company_id, category_id, name, description, search_text, sort_name, price, pack_size, minimum_quantity, stock, low_stock_threshold, is_active, deleted_at, created_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000026', 'FUR-SOAP-4', '019aa5b3-c400-7000-8000-00000000001f', '019aa5b3-c400-7000-8000-000000000023', '{"ar": "صابون ٤ قطع", "en": "Soap, 4 bars"}', NULL, 'صابون 4 قطع soap bars fur-soap-4', 'صابون', 2500, NULL, 1, 0, 10, true, NULL, '2026-11-21 08:00:30+00', '2026-11-21 08:00:30+00', 1);
INSERT INTO product (id, sku, company_id, category_id, name, description, search_text, sort_name, price, pack_size, minimum_quantity, stock, low_stock_threshold, is_active, deleted_at, created_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000027', 'FUR-OLD-1', '019aa5b3-c400-7000-8000-00000000001f', '019aa5b3-c400-7000-8000-000000000023', '{"ar": "شاي قديم", "en": "Old tea"}', NULL, 'شاي قديم old tea fur-old-1', 'شاي', 5000, NULL, 1, 3, 10, true, '2026-11-21 09:00:00+00', '2026-11-21 08:00:30+00', '2026-11-21 08:00:30+00', 1);
INSERT INTO product (id, sku, company_id, category_id, name, description, search_text, sort_name, price, pack_size, minimum_quantity, stock, low_stock_threshold, is_active, deleted_at, created_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000028', 'ZAG-CHICK-1', '019aa5b3-c400-7000-8000-000000000020', '019aa5b3-c400-7000-8000-000000000023', '{"ar": "حمص ١ كغم", "en": "Chickpeas 1 kg", "ku": "نۆک ١ کگم"}', NULL, 'حمص 1 كغم chickpeas kg zag-chick-1', 'حمص', 2750, NULL, 4, 200, 10, true, NULL, '2026-11-21 08:00:30+00', '2026-11-21 08:00:30+00', 1);

INSERT INTO product_image (product_id, "position", file_id) VALUES ('019aa5b3-c400-7000-8000-000000000024', 1, '019aa5b3-c400-7000-8000-000000000015');

INSERT INTO product_zone (product_id, zone_id) VALUES ('019aa5b3-c400-7000-8000-000000000024', '019aa5b3-c400-7000-8000-00000000001d');
INSERT INTO product_zone (product_id, zone_id) VALUES ('019aa5b3-c400-7000-8000-000000000025', '019aa5b3-c400-7000-8000-00000000001d');
INSERT INTO product_zone (product_id, zone_id) VALUES ('019aa5b3-c400-7000-8000-000000000026', '019aa5b3-c400-7000-8000-00000000001d');
INSERT INTO product_zone (product_id, zone_id) VALUES ('019aa5b3-c400-7000-8000-000000000027', '019aa5b3-c400-7000-8000-00000000001d');
INSERT INTO product_zone (product_id, zone_id) VALUES ('019aa5b3-c400-7000-8000-000000000028', '019aa5b3-c400-7000-8000-00000000001e');

INSERT INTO promotion (id, name, description, kind, percentage, amount, buy_quantity, get_quantity, gifts, bundle, bundle_price, products, categories, companies, zones, minimum_amount, maximum_discount, usage_limit, usage_limit_per_customer, priority, is_stackable, is_active, starts_at, ends_at, deleted_at, created_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-00000000002b', '{"ar": "خصم الرز", "en": "Rice week"}', NULL, 'percentage', 1000, NULL, NULL, NULL, '[]', '[]', NULL, '["019aa5b3-c400-7000-8000-000000000024"]', '[]', '[]', '[]', NULL, NULL, 100, NULL, 1, false, true, '2026-11-21 08:00:00+00', '2026-12-31 21:00:00+00', NULL, '2026-11-21 08:00:30+00', '2026-11-21 08:00:30+00', 1);

INSERT INTO promotion_count (promotion_id, used) VALUES ('019aa5b3-c400-7000-8000-00000000002b', 1);

INSERT INTO promotion_use (id, checkout_id, promotion_id, customer_id, discount, companies, used_at, released_at) VALUES ('019aa5b3-c400-7000-8000-00000000003b', '019aa5b3-c400-7000-8000-000000000030', '019aa5b3-c400-7000-8000-00000000002b', '019aa5b3-c400-7000-8000-000000000004', 9500, '["019aa5b3-c400-7000-8000-00000000001f"]', '2026-11-21 08:35:00+00', NULL);

INSERT INTO push_device (id, account_id, mac, sealed, platform, created_at, seen_at) VALUES ('019aa5b3-c400-7000-8000-000000000013', '019aa5b3-c400-7000-8000-000000000004', '\xd107ea3629c326718876f07356a48dea26f123742f8bf44ce75f8f805cf9a37d', '\xc9d0036bed6744bcdf692fc980d8717d7e5f5a4f4e8266b4a84982602fb1cd093c469e9d6c5875d37a43f353d4f88e61fcf812c66eee3457465a40b0da4153e0', 'android', '2026-11-21 09:00:30+00', '2026-11-21 09:40:00+00');

INSERT INTO realtime_event ("position", event, rooms, payload, at) VALUES (1, 'order:created', '["admins"]', '{"status": "PENDING"}', '2026-11-21 09:10:00+00');

INSERT INTO recovery_code (account_id, mac, used_at) VALUES ('019aa5b3-c400-7000-8000-000000000002', '\x02cbe2e4fb735e774db035398dee1682e2308e64a5cba04383387dcdc20be9bc', '2026-11-21 09:15:00+00');
INSERT INTO recovery_code (account_id, mac, used_at) VALUES ('019aa5b3-c400-7000-8000-000000000002', '\xe89067ada7d2a94df96d5f22c5c9b10e97cf0be836ee37fa22f60a7bb5a34b7f', NULL);

INSERT INTO registration (id, email, phone, password_hash, locale, details, hash, created_at, expires_at) VALUES ('019aa5b3-c400-7000-8000-00000000000b', 'sami@example.com', '+96407705550000', '$argon2id$v=19$m=19456,t=2,p=1$JJZKJ2S+iXXAlYpPoF5AQA$M3BRgpOzAYcD3MVH3pjcG4GuGFjUQBIG8BvDJCbXC68', 'ar', '{"name": "Sami", "shop_name": "Sami Market"}', '\xe9a8f05ba113e99c507e4a9d85fbc77c6b2e6cbb4673f46c51ebd5075a7621f5', '2026-11-21 09:50:00+00', '2026-11-22 09:50:00+00');
INSERT INTO registration (id, email, phone, password_hash, locale, details, hash, created_at, expires_at) VALUES ('019aa5b3-c400-7000-8000-00000000000c', 'rana@example.com', NULL, '$argon2id$v=19$m=19456,t=2,p=1$kMW8FssG40znTvXCZPbgtA$pKMZnRYSZGkLZlpLHP5Dz6qHiH+A8pbRPn8NGbPJkW0', 'ku', '{"name": "Rana"}', '\x341120ac7cea7cb14a41884fd90f3eb906553fd94d086f924eefa6a3db0df0fc', '2026-11-21 09:51:00+00', '2026-11-22 09:51:00+00');

INSERT INTO report_export (id, owner_id, report, order_form, state, failure, row_count, file_id, created_at, finished_at, expires_at) VALUES ('019aa5b3-c400-7000-8000-000000000018', '019aa5b3-c400-7000-8000-000000000001', 'sales', '{"format": "pdf"}', 'ready', NULL, 4, '019aa5b3-c400-7000-8000-000000000016', '2026-11-21 09:45:00+00', '2026-11-21 09:45:02+00', '2026-11-28 09:45:00+00');

INSERT INTO reversed_line (order_id, "position", entry_id) VALUES ('019aa5b3-c400-7000-8000-000000000033', 2, '019aa5b3-c400-7000-8000-000000000048');

INSERT INTO sales_order (id, checkout_id, customer_id, company_id, zone_id, status, status_reason, address, note, subtotal, discount, delivery_fee, total, commission, placed_at, confirmed_at, shipped_at, delivered_at, cancelled_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-00000000002f', '019aa5b3-c400-7000-8000-000000000030', '019aa5b3-c400-7000-8000-000000000004', '019aa5b3-c400-7000-8000-00000000001f', '019aa5b3-c400-7000-8000-00000000001d', 'DELIVERED', NULL, '{"city": "Baghdad", "phone": "+9647701234567", "street": "شارع ١٤ رمضان ٧", "location": {"latitude": 33.3128, "longitude": 44.3615}, "recipient": "Omar Hadi"}', NULL, 108500, 9500, 3000, 102000, 4950, '2026-11-21 08:35:00+00', '2026-11-21 08:35:30+00', '2026-11-21 08:35:40+00', '2026-11-21 09:00:00+00', NULL, '2026-11-21 09:00:00+00', 4);
INSERT INTO sales_order (id, checkout_id, customer_id, company_id, zone_id, status, status_reason, address, note, subtotal, discount, delivery_fee, total, commission, placed_at, confirmed_at, shipped_at, delivered_at, cancelled_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000031', '019aa5b3-c400-7000-8000-000000000032', '019aa5b3-c400-7000-8000-000000000004', '019aa5b3-c400-7000-8000-00000000001f', '019aa5b3-c400-7000-8000-00000000001d', 'DELIVERED', NULL, '{"city": "Baghdad", "phone": "+9647701234567", "street": "شارع ١٤ رمضان ٧", "location": {"latitude": 33.3128, "longitude": 44.3615}, "recipient": "Omar Hadi"}', NULL, 27000, 0, 3000, 30000, 1350, '2026-11-21 08:36:00+00', '2026-11-21 08:36:30+00', '2026-11-21 08:36:40+00', '2026-11-21 09:01:00+00', NULL, '2026-11-21 09:01:00+00', 4);
INSERT INTO sales_order (id, checkout_id, customer_id, company_id, zone_id, status, status_reason, address, note, subtotal, discount, delivery_fee, total, commission, placed_at, confirmed_at, shipped_at, delivered_at, cancelled_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000033', '019aa5b3-c400-7000-8000-000000000034', '019aa5b3-c400-7000-8000-000000000005', '019aa5b3-c400-7000-8000-000000000020', '019aa5b3-c400-7000-8000-00000000001e', 'DELIVERED', NULL, '{"city": "Baghdad", "phone": "+9647701234567", "street": "شارع ١٤ رمضان ٧", "location": {"latitude": 33.3128, "longitude": 44.3615}, "recipient": "Omar Hadi"}', NULL, 33000, 0, 4000, 37000, 2475, '2026-11-21 08:37:00+00', '2026-11-21 08:37:30+00', '2026-11-21 08:37:40+00', '2026-11-21 09:02:00+00', NULL, '2026-11-21 09:02:00+00', 4);
INSERT INTO sales_order (id, checkout_id, customer_id, company_id, zone_id, status, status_reason, address, note, subtotal, discount, delivery_fee, total, commission, placed_at, confirmed_at, shipped_at, delivered_at, cancelled_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000035', '019aa5b3-c400-7000-8000-000000000036', '019aa5b3-c400-7000-8000-000000000004', '019aa5b3-c400-7000-8000-00000000001f', '019aa5b3-c400-7000-8000-00000000001d', 'PENDING', NULL, '{"city": "Baghdad", "phone": "+9647701234567", "street": "شارع ١٤ رمضان ٧", "location": {"latitude": 33.3128, "longitude": 44.3615}, "recipient": "Omar Hadi"}', NULL, 19000, 0, 3000, 22000, 950, '2026-11-21 09:10:00+00', NULL, NULL, NULL, NULL, '2026-11-21 09:10:00+00', 1);
INSERT INTO sales_order (id, checkout_id, customer_id, company_id, zone_id, status, status_reason, address, note, subtotal, discount, delivery_fee, total, commission, placed_at, confirmed_at, shipped_at, delivered_at, cancelled_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000037', '019aa5b3-c400-7000-8000-000000000038', '019aa5b3-c400-7000-8000-000000000004', '019aa5b3-c400-7000-8000-00000000001f', '019aa5b3-c400-7000-8000-00000000001d', 'PENDING', NULL, '{"city": "Baghdad", "phone": "+9647701234567", "street": "شارع ١٤ رمضان ٧", "location": {"latitude": 33.3128, "longitude": 44.3615}, "recipient": "Omar Hadi"}', NULL, 13500, 0, 3000, 16500, 675, '2026-11-21 09:12:00+00', NULL, NULL, NULL, NULL, '2026-11-21 09:12:00+00', 1);
INSERT INTO sales_order (id, checkout_id, customer_id, company_id, zone_id, status, status_reason, address, note, subtotal, discount, delivery_fee, total, commission, placed_at, confirmed_at, shipped_at, delivered_at, cancelled_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000039', '019aa5b3-c400-7000-8000-00000000003a', '019aa5b3-c400-7000-8000-000000000005', '019aa5b3-c400-7000-8000-000000000020', '019aa5b3-c400-7000-8000-00000000001e', 'CANCELLED', 'Out of town', '{"city": "Baghdad", "phone": "+9647701234567", "street": "شارع ١٤ رمضان ٧", "location": {"latitude": 33.3128, "longitude": 44.3615}, "recipient": "Omar Hadi"}', NULL, 11000, 0, 4000, 15000, 825, '2026-11-21 09:11:00+00', NULL, NULL, NULL, '2026-11-21 09:11:50+00', '2026-11-21 09:11:00+00', 1);

INSERT INTO sales_order_line (order_id, "position", product_id, sku, name, quantity, unit_price, subtotal, discount, total, commission_rate, commission, pricing) VALUES ('019aa5b3-c400-7000-8000-00000000002f', 1, '019aa5b3-c400-7000-8000-000000000024', 'FUR-RICE-5', '{"ar": "رز عنبر ٥ كغم", "en": "Anbar rice 5 kg", "ku": "برنجی عەنبەر ٥ کگم"}', 10, 9500, 95000, 9500, 85500, 500, 4275, '{"shares": [{"type": "percentage", "amount": 9500, "promotion_id": "019aa5b3-c400-7000-8000-00000000002b"}], "list_price": 9500, "unit_price": 9500}');
INSERT INTO sales_order_line (order_id, "position", product_id, sku, name, quantity, unit_price, subtotal, discount, total, commission_rate, commission, pricing) VALUES ('019aa5b3-c400-7000-8000-00000000002f', 2, '019aa5b3-c400-7000-8000-000000000025', 'FUR-LENT-1', '{"ar": "عدس أحمر ١ كغم", "en": "Red lentils 1 kg"}', 6, 2250, 13500, 0, 13500, 500, 675, '{"shares": [], "list_price": 2250, "unit_price": 2250}');
INSERT INTO sales_order_line (order_id, "position", product_id, sku, name, quantity, unit_price, subtotal, discount, total, commission_rate, commission, pricing) VALUES ('019aa5b3-c400-7000-8000-000000000031', 1, '019aa5b3-c400-7000-8000-000000000025', 'FUR-LENT-1', '{"ar": "عدس أحمر ١ كغم", "en": "Red lentils 1 kg"}', 12, 2250, 27000, 0, 27000, 500, 1350, '{"shares": [], "list_price": 2250, "unit_price": 2250}');
INSERT INTO sales_order_line (order_id, "position", product_id, sku, name, quantity, unit_price, subtotal, discount, total, commission_rate, commission, pricing) VALUES ('019aa5b3-c400-7000-8000-000000000033', 1, '019aa5b3-c400-7000-8000-000000000028', 'ZAG-CHICK-1', '{"ar": "حمص ١ كغم", "en": "Chickpeas 1 kg", "ku": "نۆک ١ کگم"}', 8, 2750, 22000, 0, 22000, 750, 1650, '{"shares": [], "list_price": 2750, "unit_price": 2750}');
INSERT INTO sales_order_line (order_id, "position", product_id, sku, name, quantity, unit_price, subtotal, discount, total, commission_rate, commission, pricing) VALUES ('019aa5b3-c400-7000-8000-000000000033', 2, '019aa5b3-c400-7000-8000-000000000028', 'ZAG-CHICK-1', '{"ar": "حمص ١ كغم", "en": "Chickpeas 1 kg", "ku": "نۆک ١ کگم"}', 4, 2750, 11000, 0, 11000, 750, 825, '{"shares": [], "list_price": 2750, "unit_price": 2750}');
INSERT INTO sales_order_line (order_id, "position", product_id, sku, name, quantity, unit_price, subtotal, discount, total, commission_rate, commission, pricing) VALUES ('019aa5b3-c400-7000-8000-000000000035', 1, '019aa5b3-c400-7000-8000-000000000024', 'FUR-RICE-5', '{"ar": "رز عنبر ٥ كغم", "en": "Anbar rice 5 kg", "ku": "برنجی عەنبەر ٥ کگم"}', 2, 9500, 19000, 0, 19000, 500, 950, '{"shares": [], "list_price": 9500, "unit_price": 9500}');
INSERT INTO sales_order_line (order_id, "position", product_id, sku, name, quantity, unit_price, subtotal, discount, total, commission_rate, commission, pricing) VALUES ('019aa5b3-c400-7000-8000-000000000037', 1, '019aa5b3-c400-7000-8000-000000000025', 'FUR-LENT-1', '{"ar": "عدس أحمر ١ كغم", "en": "Red lentils 1 kg"}', 6, 2250, 13500, 0, 13500, 500, 675, '{"shares": [], "list_price": 2250, "unit_price": 2250}');
INSERT INTO sales_order_line (order_id, "position", product_id, sku, name, quantity, unit_price, subtotal, discount, total, commission_rate, commission, pricing) VALUES ('019aa5b3-c400-7000-8000-000000000039', 1, '019aa5b3-c400-7000-8000-000000000028', 'ZAG-CHICK-1', '{"ar": "حمص ١ كغم", "en": "Chickpeas 1 kg", "ku": "نۆک ١ کگم"}', 4, 2750, 11000, 0, 11000, 750, 825, '{"shares": [], "list_price": 2750, "unit_price": 2750}');

INSERT INTO schedule_slot (schedule, slot, slot_at, fired_at) VALUES ('audit.seal', '2026-11-21T09:00:00Z', '2026-11-21 09:00:00+00', '2026-11-21 09:00:00.4+00');

INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/accounts-001', 'c8e571131b6f72c7ce283b6f141eb5d9', '2026-11-21 08:00:00+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/accounts-002', '681f0b84143e841f9591b5c4ab0ad2a3', '2026-11-21 08:00:00.000001+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/accounts-003', '435cf4cb1d1850ce831e68076d9d0b72', '2026-11-21 08:00:00.000002+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/accounts-004', 'c4f9ba7f7174a9125c48fe3d96393d16', '2026-11-21 08:00:00.000003+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/accounts-005', 'b74d92b285c2e1c07adcb0e238dec3b8', '2026-11-21 08:00:00.000004+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/audit-001', '66c73bdf76c2bc5dc3c58e1235a7d57a', '2026-11-21 08:00:00.000005+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/audit-002', '29ebd8ba72d8b66bca0f37c62687139b', '2026-11-21 08:00:00.000006+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/history-001', 'e124c9bcba8db1af70b10f4b9b6f5a3a', '2026-11-21 08:00:00.000007+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/jobs-001', '1ebf6b431a79148c7a280d2a0e3d70c', '2026-11-21 08:00:00.000008+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/jobs-002', '3f863221b9bf74ac0dd08b76ec927ef3', '2026-11-21 08:00:00.000009+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/idempotency-001', 'bf3c7645a2d9d979f40be69446782034', '2026-11-21 08:00:00.00001+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/idempotency-002', '489f1cb3a84d2d17eacc27d996a5d963', '2026-11-21 08:00:00.000011+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/notifications-001', 'da1f87d7c743a6468e938559939d9fc9', '2026-11-21 08:00:00.000012+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/notifications-002', 'e887a59dd770548fa6700629eeb8b5b', '2026-11-21 08:00:00.000013+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/notifications-003', '5aee67a51cef58f90267670a69937336', '2026-11-21 08:00:00.000014+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/notifications-004', '71852bf21f6c26214dd1f22f386379c3', '2026-11-21 08:00:00.000015+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/notifications-005', '818be67a6623f1eb38366d11356e83ac', '2026-11-21 08:00:00.000016+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/webhooks-001', 'ed68394a5f2e5d4fc29eca835de00409', '2026-11-21 08:00:00.000017+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/files-001', 'c9ed27c6e3a2c3bb7ceaf19cc8220607', '2026-11-21 08:00:00.000018+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/content-001', 'f1c251e6724b7845d5af123211bf7d90', '2026-11-21 08:00:00.000019+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/payments-001', '994d5a92cc898ebb583137d62aabc6db', '2026-11-21 08:00:00.00002+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/payments-002', '5335863b7e807114a17fb3336e0cb167', '2026-11-21 08:00:00.000021+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/payments-003', 'fd1ffd2f9f9d737e669f028012b5e79d', '2026-11-21 08:00:00.000022+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/invoices-001', '15a5d48e8845109951d97622c8d63693', '2026-11-21 08:00:00.000023+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/privacy-001', '7ff92daf812d20018eca5f8b54291938', '2026-11-21 08:00:00.000024+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/booking-001', 'd84143aae3b97cc9b63bc08a136eec80', '2026-11-21 08:00:00.000025+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/booking-002', '20e96546e5ccf8506c4a53018999a808', '2026-11-21 08:00:00.000026+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/booking-003', '7e0809a2731d56a63b79c7accabfa25c', '2026-11-21 08:00:00.000027+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/reporting-001', 'f572a4ebed868949d50c13b51cb7dbc6', '2026-11-21 08:00:00.000028+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/realtime-001', '334f69f454028c09961849aa6d3333ee', '2026-11-21 08:00:00.000029+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/001-core', 'a72798dec7f27da488a15dd14733414a', '2026-11-21 08:00:00.00003+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/101-shop-address', '961e1879ee4857afd8aec44590abe8af', '2026-11-21 08:00:00.000031+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/102-announcement', 'd4bb7419b79ec4b2dcd9bc04d2875578', '2026-11-21 08:00:00.000032+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/200-catalogue', '5d5c33da6ea45e55c6a1efff07329c57', '2026-11-21 08:00:00.000033+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/201-search', '3a4fa06323be6bbd48078dd46f1e4df9', '2026-11-21 08:00:00.000034+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/202-generation', '71138419858f803f476ead4a7e1391c4', '2026-11-21 08:00:00.000035+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/210-wishes', 'be7e40250a972fa249c24c6dc867e6b1', '2026-11-21 08:00:00.000036+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/301-pricing', 'f62560d39daeb84dad1ab2166818dab5', '2026-11-21 08:00:00.000037+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/400-ordering', 'f05b55a5a63288fc45ac64b0b4480709', '2026-11-21 08:00:00.000038+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/401-room-for-stock', '5a2c726c6bf2388fc31cdcd92d45c50a', '2026-11-21 08:00:00.000039+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/501-settling', '689670050a34faede7de619a25068bf0', '2026-11-21 08:00:00.00004+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/503-reversals', 'b2ec148dca6ce2f1c9b14cac734edd44', '2026-11-21 08:00:00.000041+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/504-reversed-lines', 'ed43c65288c0da922e0fa949f38f47b3', '2026-11-21 08:00:00.000042+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('distribution/502-delivery', '3a9617bafe6c9283a66b9156f4c28069', '2026-11-21 08:00:00.000043+00');

INSERT INTO second_factor (account_id, secret, last_step, created_at, confirmed_at) VALUES ('019aa5b3-c400-7000-8000-000000000002', '\x41a093100bbbb59e31dcc91a581495871ac485e07deda57bf878353cc5aae6dbf0f668bf610e5cf9f11d2aa50f924ada10797100e8f05de085842ddb6370a867', 58654321, '2026-11-21 08:40:00+00', '2026-11-21 08:41:00+00');

INSERT INTO service_token (id, name, hash, role, created_by, created_at, expires_at, revoked_at) VALUES ('019aa5b3-c400-7000-8000-00000000000d', 'erp', '\x1dbdec65e777824506fa31ba8836dca9c814eb4e40388b2a6e678743a50f0a79', 'vendor', '019aa5b3-c400-7000-8000-000000000001', '2026-11-21 08:30:00+00', NULL, NULL);

INSERT INTO session (id, account_id, counter, rotated_at, created_at, last_used_at, expires_at, address, device, revoked_at, revoked_because, authenticated_at) VALUES ('019aa5b3-c400-7000-8000-000000000008', '019aa5b3-c400-7000-8000-000000000004', 2, '2026-11-21 09:40:00+00', '2026-11-21 09:00:00+00', '2026-11-21 09:40:00+00', '2027-02-19 09:00:00+00', '10.1.2.3', 'Lilium/1.0 (Android 14)', NULL, NULL, '2026-11-21 09:00:00+00');

INSERT INTO settlement (id, number, company_id, from_date, to_date, orders, goods, commission, delivery_fees, opening, earned, reversed, paid, returned, closing, status, status_reason, created_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-00000000004a', 1, '019aa5b3-c400-7000-8000-000000000020', '2026-11-21', '2026-11-21', 1, 22000, 1650, 4000, 0, 30525, -10175, 0, 0, 20350, 'closed', NULL, '2026-11-21 09:50:00+00', '2026-11-21 09:50:00+00', 1);

INSERT INTO settlement_entry (entry_id, settlement_id) VALUES ('019aa5b3-c400-7000-8000-000000000046', '019aa5b3-c400-7000-8000-00000000004a');
INSERT INTO settlement_entry (entry_id, settlement_id) VALUES ('019aa5b3-c400-7000-8000-000000000048', '019aa5b3-c400-7000-8000-00000000004a');

INSERT INTO settling_counter (series, last) VALUES ('payout', 1);
INSERT INTO settling_counter (series, last) VALUES ('settlement', 1);

INSERT INTO stock_movement (id, product_id, kind, quantity, stock_after, reason, order_id, by_account, at) VALUES ('019aa5b3-c400-7000-8000-00000000003c', '019aa5b3-c400-7000-8000-000000000024', 'restock', 132, 132, 'Opening', NULL, '019aa5b3-c400-7000-8000-000000000003', '2026-11-21 08:05:00+00');
INSERT INTO stock_movement (id, product_id, kind, quantity, stock_after, reason, order_id, by_account, at) VALUES ('019aa5b3-c400-7000-8000-00000000003d', '019aa5b3-c400-7000-8000-000000000024', 'sale', -10, 122, NULL, '019aa5b3-c400-7000-8000-00000000002f', '019aa5b3-c400-7000-8000-000000000004', '2026-11-21 08:35:00+00');
INSERT INTO stock_movement (id, product_id, kind, quantity, stock_after, reason, order_id, by_account, at) VALUES ('019aa5b3-c400-7000-8000-00000000003e', '019aa5b3-c400-7000-8000-000000000025', 'sale', -6, 24, NULL, '019aa5b3-c400-7000-8000-00000000002f', '019aa5b3-c400-7000-8000-000000000004', '2026-11-21 08:35:00+00');
INSERT INTO stock_movement (id, product_id, kind, quantity, stock_after, reason, order_id, by_account, at) VALUES ('019aa5b3-c400-7000-8000-00000000003f', '019aa5b3-c400-7000-8000-000000000025', 'sale', -12, 12, NULL, '019aa5b3-c400-7000-8000-000000000031', '019aa5b3-c400-7000-8000-000000000004', '2026-11-21 08:36:00+00');
INSERT INTO stock_movement (id, product_id, kind, quantity, stock_after, reason, order_id, by_account, at) VALUES ('019aa5b3-c400-7000-8000-000000000040', '019aa5b3-c400-7000-8000-000000000024', 'sale', -2, 120, NULL, '019aa5b3-c400-7000-8000-000000000035', '019aa5b3-c400-7000-8000-000000000004', '2026-11-21 09:10:00+00');
INSERT INTO stock_movement (id, product_id, kind, quantity, stock_after, reason, order_id, by_account, at) VALUES ('019aa5b3-c400-7000-8000-000000000041', '019aa5b3-c400-7000-8000-000000000025', 'sale', -6, 6, NULL, '019aa5b3-c400-7000-8000-000000000037', '019aa5b3-c400-7000-8000-000000000004', '2026-11-21 09:12:00+00');
INSERT INTO stock_movement (id, product_id, kind, quantity, stock_after, reason, order_id, by_account, at) VALUES ('019aa5b3-c400-7000-8000-000000000042', '019aa5b3-c400-7000-8000-000000000028', 'cancel', 4, 200, NULL, '019aa5b3-c400-7000-8000-000000000039', '019aa5b3-c400-7000-8000-000000000004', '2026-11-21 09:11:50+00');

INSERT INTO stored_file (id, owner_id, name, media_type, size, sha256, state, finding, is_incoming, created_at, expires_at, scanned_at) VALUES ('019aa5b3-c400-7000-8000-000000000015', '019aa5b3-c400-7000-8000-000000000001', 'rice.png', 'image/png', 2048, '\xddeb7190ce6cd26e3d288ce0212c5b6eea50368e94603561fc499b4e4f5ca3b6', 'clean', NULL, false, '2026-11-21 08:50:00+00', NULL, '2026-11-21 08:50:01+00');
INSERT INTO stored_file (id, owner_id, name, media_type, size, sha256, state, finding, is_incoming, created_at, expires_at, scanned_at) VALUES ('019aa5b3-c400-7000-8000-000000000016', '019aa5b3-c400-7000-8000-000000000001', 'report.pdf', 'application/pdf', 4096, '\x6466e450a16b77b865c5829d6b6c56d9f892956475642dbeb9ccc4340fe01b15', 'clean', NULL, false, '2026-11-21 08:50:00+00', NULL, '2026-11-21 08:50:01+00');

INSERT INTO webhook_attempt (id, delivery_id, at, duration_ms, status, error, answer) VALUES ('019aa5b3-c400-7000-8000-00000000001c', '019aa5b3-c400-7000-8000-00000000001b', '2026-11-21 09:10:01+00', 118, 200, NULL, 'ok');

INSERT INTO webhook_delivery (id, endpoint_id, event_id, state, attempt, next_at, claim, claimed_until, last_status, last_error, created_at, finished_at) VALUES ('019aa5b3-c400-7000-8000-00000000001b', '019aa5b3-c400-7000-8000-000000000019', '019aa5b3-c400-7000-8000-00000000001a', 'delivered', 1, NULL, NULL, NULL, 200, NULL, '2026-11-21 09:10:00+00', '2026-11-21 09:10:01+00');

INSERT INTO webhook_endpoint (id, url, description, events, state, disabled_reason, disabled_at, secret, previous_secret, previous_until, failing_since, created_by, created_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000019', 'https://erp.example/hooks', 'ERP', '["order.*"]', 'active', NULL, NULL, '\x0648298b48be031996277ae472115a46e7964d2ac3882e61b84351f3c3f8a547', NULL, NULL, NULL, '019aa5b3-c400-7000-8000-000000000001', '2026-11-21 08:30:00+00', '2026-11-21 08:30:00+00', 1);

INSERT INTO webhook_event (id, type, subject_id, at, payload) VALUES ('019aa5b3-c400-7000-8000-00000000001a', 'order.placed', NULL, '2026-11-21 09:10:00+00', '{"id":"1"}');

ALTER TABLE ONLY account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);

ALTER TABLE ONLY address
    ADD CONSTRAINT address_pkey PRIMARY KEY (id);

ALTER TABLE ONLY admin_zone
    ADD CONSTRAINT admin_zone_pkey PRIMARY KEY (account_id, zone_id);

ALTER TABLE ONLY announcement
    ADD CONSTRAINT announcement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY audit_entry
    ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY audit_link
    ADD CONSTRAINT audit_link_entry_id_key UNIQUE (entry_id);

ALTER TABLE ONLY audit_link
    ADD CONSTRAINT audit_link_pkey PRIMARY KEY ("position");

ALTER TABLE ONLY booking_closure
    ADD CONSTRAINT booking_closure_pkey PRIMARY KEY (id);

ALTER TABLE ONLY booking_exception
    ADD CONSTRAINT booking_exception_pkey PRIMARY KEY (id);

ALTER TABLE ONLY booking
    ADD CONSTRAINT booking_holder_no_overlap EXCLUDE USING gist (tstzrange(starts_at, ends_at) WITH &&, booking_party(holder_id, holder_id, '[]'::text) WITH &&) WHERE ((is_active AND (holder_id IS NOT NULL)));

ALTER TABLE ONLY booking_hours
    ADD CONSTRAINT booking_hours_pkey PRIMARY KEY (resource_id, weekday, from_second);

ALTER TABLE ONLY booking
    ADD CONSTRAINT booking_no_overlap EXCLUDE USING gist (tstzrange(blocked_from, blocked_until) WITH &&, booking_party(resource_id, resource_id, '[]'::text) WITH &&) WHERE (is_active);

ALTER TABLE ONLY booking_offer
    ADD CONSTRAINT booking_offer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY booking_office
    ADD CONSTRAINT booking_office_pkey PRIMARY KEY (id);

ALTER TABLE ONLY booking
    ADD CONSTRAINT booking_pkey PRIMARY KEY (id);

ALTER TABLE ONLY booking_resource
    ADD CONSTRAINT booking_resource_account_id_key UNIQUE (account_id);

ALTER TABLE ONLY booking_resource
    ADD CONSTRAINT booking_resource_pkey PRIMARY KEY (id);

ALTER TABLE ONLY booking_seat
    ADD CONSTRAINT booking_seat_pkey PRIMARY KEY (id);

ALTER TABLE ONLY calendar_feed
    ADD CONSTRAINT calendar_feed_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY cart_item
    ADD CONSTRAINT cart_item_account_id_product_id_key UNIQUE (account_id, product_id);

ALTER TABLE ONLY cart_item
    ADD CONSTRAINT cart_item_pkey PRIMARY KEY (id);

ALTER TABLE ONLY catalogue_generation
    ADD CONSTRAINT catalogue_generation_pkey PRIMARY KEY (shard);

ALTER TABLE ONLY catalogue_image
    ADD CONSTRAINT catalogue_image_pkey PRIMARY KEY (file_id);

ALTER TABLE ONLY category
    ADD CONSTRAINT category_pkey PRIMARY KEY (id);

ALTER TABLE ONLY company_entry
    ADD CONSTRAINT company_entry_order_id_kind_key UNIQUE (order_id, kind);

ALTER TABLE ONLY company_entry
    ADD CONSTRAINT company_entry_payout_id_kind_key UNIQUE (payout_id, kind);

ALTER TABLE ONLY company_entry
    ADD CONSTRAINT company_entry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY company
    ADD CONSTRAINT company_pkey PRIMARY KEY (id);

ALTER TABLE ONLY company_zone
    ADD CONSTRAINT company_zone_pkey PRIMARY KEY (company_id, zone_id);

ALTER TABLE ONLY content_item
    ADD CONSTRAINT content_item_pkey PRIMARY KEY (id);

ALTER TABLE ONLY content_revision
    ADD CONSTRAINT content_revision_pkey PRIMARY KEY (item_id, version);

ALTER TABLE ONLY delivery_route
    ADD CONSTRAINT delivery_route_pkey PRIMARY KEY (id);

ALTER TABLE ONLY delivery_stop
    ADD CONSTRAINT delivery_stop_pkey PRIMARY KEY (route_id, order_id);

ALTER TABLE ONLY delivery_zone
    ADD CONSTRAINT delivery_zone_pkey PRIMARY KEY (id);

ALTER TABLE ONLY erasure
    ADD CONSTRAINT erasure_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY favourite
    ADD CONSTRAINT favourite_pkey PRIMARY KEY (account_id, product_id);

ALTER TABLE ONLY file_link
    ADD CONSTRAINT file_link_pkey PRIMARY KEY (id);

ALTER TABLE ONLY history
    ADD CONSTRAINT history_pkey PRIMARY KEY (id);

ALTER TABLE ONLY idempotent_request
    ADD CONSTRAINT idempotent_request_claim_key UNIQUE (claim);

ALTER TABLE ONLY idempotent_request
    ADD CONSTRAINT idempotent_request_pkey PRIMARY KEY (principal, key);

ALTER TABLE ONLY invitation
    ADD CONSTRAINT invitation_hash_key UNIQUE (hash);

ALTER TABLE ONLY invitation
    ADD CONSTRAINT invitation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY invoice
    ADD CONSTRAINT invoice_cause_key UNIQUE (cause);

ALTER TABLE ONLY invoice_counter
    ADD CONSTRAINT invoice_counter_pkey PRIMARY KEY (series, year);

ALTER TABLE ONLY invoice
    ADD CONSTRAINT invoice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY invoice
    ADD CONSTRAINT invoice_series_year_number_key UNIQUE (series, year, number);

ALTER TABLE ONLY job
    ADD CONSTRAINT job_pkey PRIMARY KEY (id);

ALTER TABLE ONLY job_queue
    ADD CONSTRAINT job_queue_pkey PRIMARY KEY (name);

ALTER TABLE ONLY known_device
    ADD CONSTRAINT known_device_pkey PRIMARY KEY (account_id, fingerprint);

ALTER TABLE ONLY ledger_account
    ADD CONSTRAINT ledger_account_pkey PRIMARY KEY (code);

ALTER TABLE ONLY ledger_entry
    ADD CONSTRAINT ledger_entry_pkey PRIMARY KEY (transaction_id, "position");

ALTER TABLE ONLY ledger_transaction
    ADD CONSTRAINT ledger_transaction_kind_subject_id_key UNIQUE (kind, subject_id);

ALTER TABLE ONLY ledger_transaction
    ADD CONSTRAINT ledger_transaction_pkey PRIMARY KEY (id);

ALTER TABLE ONLY legal_hold
    ADD CONSTRAINT legal_hold_pkey PRIMARY KEY (id);

ALTER TABLE ONLY login_attempt
    ADD CONSTRAINT login_attempt_pkey PRIMARY KEY (subject);

ALTER TABLE ONLY login_challenge
    ADD CONSTRAINT login_challenge_pkey PRIMARY KEY (hash);

ALTER TABLE ONLY mail_allowance
    ADD CONSTRAINT mail_allowance_pkey PRIMARY KEY (subject);

ALTER TABLE ONLY mailed_token
    ADD CONSTRAINT mailed_token_pkey PRIMARY KEY (hash);

ALTER TABLE ONLY member
    ADD CONSTRAINT member_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY needed_item
    ADD CONSTRAINT needed_item_pkey PRIMARY KEY (id);

ALTER TABLE ONLY notice_attachment
    ADD CONSTRAINT notice_attachment_pkey PRIMARY KEY (notice_id, "position");

ALTER TABLE ONLY notice_delivery
    ADD CONSTRAINT notice_delivery_pkey PRIMARY KEY (id);

ALTER TABLE ONLY notice
    ADD CONSTRAINT notice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY notice_preference
    ADD CONSTRAINT notice_preference_pkey PRIMARY KEY (account_id, category, channel);

ALTER TABLE ONLY notice_quiet_hours
    ADD CONSTRAINT notice_quiet_hours_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY notify_me
    ADD CONSTRAINT notify_me_account_id_product_id_key UNIQUE (account_id, product_id);

ALTER TABLE ONLY notify_me
    ADD CONSTRAINT notify_me_pkey PRIMARY KEY (id);

ALTER TABLE ONLY password_request
    ADD CONSTRAINT password_request_pkey PRIMARY KEY (id);

ALTER TABLE ONLY payment_customer
    ADD CONSTRAINT payment_customer_pkey PRIMARY KEY (account_id, provider);

ALTER TABLE ONLY payment_customer
    ADD CONSTRAINT payment_customer_provider_provider_id_key UNIQUE (provider, provider_id);

ALTER TABLE ONLY payment_event
    ADD CONSTRAINT payment_event_pkey PRIMARY KEY (id);

ALTER TABLE ONLY payment_event
    ADD CONSTRAINT payment_event_provider_event_id_key UNIQUE (provider, event_id);

ALTER TABLE ONLY payment_operation
    ADD CONSTRAINT payment_operation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY payment
    ADD CONSTRAINT payment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY payment_price
    ADD CONSTRAINT payment_price_pkey PRIMARY KEY (id);

ALTER TABLE ONLY payment_price
    ADD CONSTRAINT payment_price_provider_provider_id_key UNIQUE (provider, provider_id);

ALTER TABLE ONLY payment
    ADD CONSTRAINT payment_provider_provider_id_key UNIQUE (provider, provider_id);

ALTER TABLE ONLY payout_entry
    ADD CONSTRAINT payout_entry_pkey PRIMARY KEY (payout_id, entry_id);

ALTER TABLE ONLY payout
    ADD CONSTRAINT payout_number_key UNIQUE (number);

ALTER TABLE ONLY payout
    ADD CONSTRAINT payout_pkey PRIMARY KEY (id);

ALTER TABLE ONLY phone_code
    ADD CONSTRAINT phone_code_pkey PRIMARY KEY (subject);

ALTER TABLE ONLY phone_request
    ADD CONSTRAINT phone_request_pkey PRIMARY KEY (id);

ALTER TABLE ONLY policy_consent
    ADD CONSTRAINT policy_consent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY price_list
    ADD CONSTRAINT price_list_pkey PRIMARY KEY (id);

ALTER TABLE ONLY price_list_step
    ADD CONSTRAINT price_list_step_pkey PRIMARY KEY (price_list_id, product_id, from_quantity);

ALTER TABLE ONLY product_image
    ADD CONSTRAINT product_image_pkey PRIMARY KEY (product_id, "position");

ALTER TABLE ONLY product
    ADD CONSTRAINT product_pkey PRIMARY KEY (id);

ALTER TABLE ONLY product
    ADD CONSTRAINT product_sku_key UNIQUE (sku);

ALTER TABLE ONLY product_zone
    ADD CONSTRAINT product_zone_pkey PRIMARY KEY (product_id, zone_id);

ALTER TABLE ONLY promotion_count
    ADD CONSTRAINT promotion_count_pkey PRIMARY KEY (promotion_id);

ALTER TABLE ONLY promotion
    ADD CONSTRAINT promotion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY promotion_use
    ADD CONSTRAINT promotion_use_id_key UNIQUE (id);

ALTER TABLE ONLY promotion_use
    ADD CONSTRAINT promotion_use_pkey PRIMARY KEY (checkout_id, promotion_id);

ALTER TABLE ONLY provider_invoice
    ADD CONSTRAINT provider_invoice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY provider_invoice
    ADD CONSTRAINT provider_invoice_provider_provider_id_key UNIQUE (provider, provider_id);

ALTER TABLE ONLY push_device
    ADD CONSTRAINT push_device_mac_key UNIQUE (mac);

ALTER TABLE ONLY push_device
    ADD CONSTRAINT push_device_pkey PRIMARY KEY (id);

ALTER TABLE ONLY realtime_event
    ADD CONSTRAINT realtime_event_pkey PRIMARY KEY ("position");

ALTER TABLE ONLY realtime_pending
    ADD CONSTRAINT realtime_pending_pkey PRIMARY KEY (id);

ALTER TABLE ONLY recovery_code
    ADD CONSTRAINT recovery_code_pkey PRIMARY KEY (account_id, mac);

ALTER TABLE ONLY refund
    ADD CONSTRAINT refund_pkey PRIMARY KEY (id);

ALTER TABLE ONLY refund
    ADD CONSTRAINT refund_provider_id_key UNIQUE (provider_id);

ALTER TABLE ONLY registration
    ADD CONSTRAINT registration_hash_key UNIQUE (hash);

ALTER TABLE ONLY registration
    ADD CONSTRAINT registration_pkey PRIMARY KEY (id);

ALTER TABLE ONLY report_export
    ADD CONSTRAINT report_export_file_id_key UNIQUE (file_id);

ALTER TABLE ONLY report_export
    ADD CONSTRAINT report_export_pkey PRIMARY KEY (id);

ALTER TABLE ONLY reversed_line
    ADD CONSTRAINT reversed_line_pkey PRIMARY KEY (order_id, "position");

ALTER TABLE ONLY sales_order_line
    ADD CONSTRAINT sales_order_line_pkey PRIMARY KEY (order_id, "position");

ALTER TABLE ONLY sales_order
    ADD CONSTRAINT sales_order_pkey PRIMARY KEY (id);

ALTER TABLE ONLY schedule_slot
    ADD CONSTRAINT schedule_slot_pkey PRIMARY KEY (schedule, slot);

ALTER TABLE ONLY schema_migration
    ADD CONSTRAINT schema_migration_pkey PRIMARY KEY (id);

ALTER TABLE ONLY second_factor
    ADD CONSTRAINT second_factor_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY service_token
    ADD CONSTRAINT service_token_hash_key UNIQUE (hash);

ALTER TABLE ONLY service_token
    ADD CONSTRAINT service_token_pkey PRIMARY KEY (id);

ALTER TABLE ONLY session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);

ALTER TABLE ONLY settlement_entry
    ADD CONSTRAINT settlement_entry_pkey PRIMARY KEY (entry_id);

ALTER TABLE ONLY settlement
    ADD CONSTRAINT settlement_number_key UNIQUE (number);

ALTER TABLE ONLY settlement
    ADD CONSTRAINT settlement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY settling_counter
    ADD CONSTRAINT settling_counter_pkey PRIMARY KEY (series);

ALTER TABLE ONLY stock_movement
    ADD CONSTRAINT stock_movement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY stored_file
    ADD CONSTRAINT stored_file_pkey PRIMARY KEY (id);

ALTER TABLE ONLY subscription
    ADD CONSTRAINT subscription_pkey PRIMARY KEY (id);

ALTER TABLE ONLY subscription
    ADD CONSTRAINT subscription_provider_provider_id_key UNIQUE (provider, provider_id);

ALTER TABLE ONLY webhook_attempt
    ADD CONSTRAINT webhook_attempt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY webhook_delivery
    ADD CONSTRAINT webhook_delivery_event_id_endpoint_id_key UNIQUE (event_id, endpoint_id);

ALTER TABLE ONLY webhook_delivery
    ADD CONSTRAINT webhook_delivery_pkey PRIMARY KEY (id);

ALTER TABLE ONLY webhook_endpoint
    ADD CONSTRAINT webhook_endpoint_pkey PRIMARY KEY (id);

ALTER TABLE ONLY webhook_event
    ADD CONSTRAINT webhook_event_pkey PRIMARY KEY (id);

CREATE INDEX account_created_at ON account USING btree (created_at, id);

CREATE UNIQUE INDEX account_email ON account USING btree (lower(email));

CREATE UNIQUE INDEX account_phone_key ON account USING btree (phone_key) WHERE (phone_key IS NOT NULL);

CREATE INDEX address_account ON address USING btree (account_id, created_at, id);

CREATE UNIQUE INDEX address_default ON address USING btree (account_id) WHERE is_default;

CREATE INDEX admin_zone_zone ON admin_zone USING btree (zone_id);

CREATE INDEX announcement_created_at ON announcement USING btree (created_at, id);

CREATE INDEX audit_entry_actor ON audit_entry USING btree (actor_id, at);

CREATE INDEX audit_entry_at ON audit_entry USING btree (at, id);

CREATE INDEX audit_entry_subject ON audit_entry USING btree (subject_kind, subject_id, at);

CREATE INDEX booking_blocked ON booking USING btree (resource_id, blocked_until) WHERE is_active;

CREATE INDEX booking_closure_day ON booking_closure USING btree (until_day, from_day);

CREATE INDEX booking_exception_day ON booking_exception USING btree (resource_id, day);

CREATE INDEX booking_holder ON booking USING btree (holder_id, ends_at);

CREATE INDEX booking_seat_account ON booking_seat USING btree (holder_id);

CREATE UNIQUE INDEX booking_seat_holder ON booking_seat USING btree (offer_id, holder_id);

CREATE UNIQUE INDEX booking_seat_number ON booking_seat USING btree (offer_id, number);

CREATE INDEX booking_start ON booking USING btree (starts_at, id);

CREATE INDEX cart_item_product ON cart_item USING btree (product_id);

CREATE INDEX category_parent ON category USING btree (parent_id, "position", id);

CREATE INDEX company_created ON company USING btree (created_at, id);

CREATE INDEX company_entry_company ON company_entry USING btree (company_id, at, id);

CREATE INDEX company_entry_reversal ON company_entry USING btree (company_id) WHERE (kind = 'reversal'::text);

CREATE INDEX company_zone_zone ON company_zone USING btree (zone_id);

CREATE INDEX content_item_faq ON content_item USING btree (category, "position", id) WHERE (kind = 'faq'::text);

CREATE INDEX content_item_news ON content_item USING btree (on_date, id) WHERE (kind = 'news'::text);

CREATE UNIQUE INDEX content_item_slug ON content_item USING btree (slug);

CREATE INDEX delivery_route_date ON delivery_route USING btree (date, id);

CREATE INDEX delivery_route_zone ON delivery_route USING btree (zone_id, date, id);

CREATE UNIQUE INDEX delivery_stop_open ON delivery_stop USING btree (order_id) WHERE (released_at IS NULL);

CREATE INDEX erasure_erased_at ON erasure USING btree (erased_at);

CREATE INDEX favourite_newest ON favourite USING btree (account_id, created_at, product_id);

CREATE INDEX favourite_product ON favourite USING btree (product_id);

CREATE INDEX file_link_expires_at ON file_link USING btree (expires_at);

CREATE INDEX file_link_file ON file_link USING btree (file_id);

CREATE INDEX history_subject ON history USING btree (subject_kind, subject_id, at, id);

CREATE INDEX idempotent_request_age ON idempotent_request USING btree (claimed_at);

CREATE UNIQUE INDEX invitation_open ON invitation USING btree (email) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));

CREATE INDEX invoice_account ON invoice USING btree (account_id, issued_at, id);

CREATE INDEX invoice_corrects ON invoice USING btree (corrects_id) WHERE (corrects_id IS NOT NULL);

CREATE INDEX invoice_newest ON invoice USING btree (issued_at, id);

CREATE INDEX job_dead ON job USING btree (queue) WHERE (state = 'dead'::text);

CREATE INDEX job_due ON job USING btree (queue, run_at, id) WHERE (state = ANY (ARRAY['ready'::text, 'retry'::text]));

CREATE INDEX job_finished ON job USING btree (finished_at) WHERE (finished_at IS NOT NULL);

CREATE INDEX job_leases ON job USING btree (lease_until) WHERE (state = 'running'::text);

CREATE UNIQUE INDEX job_unique ON job USING btree (unique_key) WHERE ((unique_key IS NOT NULL) AND (state = ANY (ARRAY['ready'::text, 'retry'::text, 'running'::text])));

CREATE INDEX known_device_last_seen_at ON known_device USING btree (last_seen_at);

CREATE INDEX ledger_entry_account ON ledger_entry USING btree (account, currency);

CREATE INDEX legal_hold_account ON legal_hold USING btree (account_id) WHERE (lifted_at IS NULL);

CREATE INDEX legal_hold_placed_at ON legal_hold USING btree (placed_at, id);

CREATE INDEX login_attempt_last_at ON login_attempt USING btree (last_at);

CREATE INDEX login_challenge_expires_at ON login_challenge USING btree (expires_at);

CREATE INDEX mail_allowance_started_at ON mail_allowance USING btree (started_at);

CREATE INDEX mailed_token_account ON mailed_token USING btree (account_id);

CREATE INDEX mailed_token_expires_at ON mailed_token USING btree (expires_at);

CREATE INDEX member_company ON member USING btree (company_id, created_at, account_id);

CREATE INDEX member_zone ON member USING btree (zone_id, created_at, account_id);

CREATE INDEX needed_item_mine ON needed_item USING btree (account_id, created_at, id);

CREATE INDEX needed_item_newest ON needed_item USING btree (created_at, id);

CREATE INDEX notice_created_at ON notice USING btree (created_at);

CREATE UNIQUE INDEX notice_delivery_device ON notice_delivery USING btree (notice_id, device_id) WHERE (device_id IS NOT NULL);

CREATE INDEX notice_delivery_state ON notice_delivery USING btree (state, id);

CREATE UNIQUE INDEX notice_delivery_way ON notice_delivery USING btree (notice_id, channel) WHERE (device_id IS NULL);

CREATE UNIQUE INDEX notice_mailed ON notice USING btree (address, template, dedupe_key) WHERE ((address IS NOT NULL) AND (dedupe_key IS NOT NULL));

CREATE INDEX notice_shown ON notice USING btree (account_id, id) WHERE (shown_at IS NOT NULL);

CREATE UNIQUE INDEX notice_told ON notice USING btree (account_id, template, dedupe_key) WHERE ((account_id IS NOT NULL) AND (dedupe_key IS NOT NULL));

CREATE INDEX notice_unread ON notice USING btree (account_id) WHERE ((shown_at IS NOT NULL) AND (read_at IS NULL));

CREATE INDEX notify_me_mine ON notify_me USING btree (account_id, requested_at, id);

CREATE INDEX notify_me_product ON notify_me USING btree (product_id, requested_at, id);

CREATE INDEX notify_me_waiting ON notify_me USING btree (product_id, requested_at, id) WHERE (notified_at IS NULL);

CREATE INDEX notify_me_wake ON notify_me USING btree (wake_id) WHERE (wake_id IS NOT NULL);

CREATE INDEX payment_account ON payment USING btree (account_id, created_at);

CREATE INDEX payment_event_finished ON payment_event USING btree (finished_at) WHERE (finished_at IS NOT NULL);

CREATE INDEX payment_event_waiting ON payment_event USING btree (received_at) WHERE (state = 'received'::text);

CREATE INDEX payment_operation_account ON payment_operation USING btree (account_id, created_at);

CREATE UNIQUE INDEX payment_operation_lane ON payment_operation USING btree (lane) WHERE ((lane IS NOT NULL) AND (state = 'pending'::text));

CREATE INDEX payment_operation_pending ON payment_operation USING btree (created_at) WHERE (state = 'pending'::text);

CREATE INDEX payment_paid ON payment USING btree (paid_at) WHERE (paid_at IS NOT NULL);

CREATE UNIQUE INDEX payment_price_offer ON payment_price USING btree (provider, key, amount, currency, period);

CREATE INDEX payout_company ON payout USING btree (company_id, number);

CREATE UNIQUE INDEX payout_entry_once ON payout_entry USING btree (entry_id) WHERE (released_at IS NULL);

CREATE INDEX phone_code_expires_at ON phone_code USING btree (expires_at);

CREATE INDEX policy_consent_account ON policy_consent USING btree (account_id, purpose, given_at, id);

CREATE INDEX price_list_order ON price_list USING btree (priority, id);

CREATE INDEX price_list_step_product ON price_list_step USING btree (product_id, price_list_id);

CREATE INDEX product_category ON product USING btree (category_id, created_at, id);

CREATE INDEX product_company ON product USING btree (company_id, created_at, id);

CREATE INDEX product_image_file ON product_image USING btree (file_id);

CREATE INDEX product_low ON product USING btree (company_id, id) WHERE ((stock > 0) AND (stock <= low_stock_threshold));

CREATE INDEX product_newest ON product USING btree (created_at, id);

CREATE INDEX product_out ON product USING btree (company_id, id) WHERE (stock = 0);

CREATE INDEX product_price ON product USING btree (price, id);

CREATE INDEX product_search ON product USING gin (array_to_tsvector(array_remove(string_to_array(search_text, ' '::text), ''::text)));

CREATE INDEX product_sort_name ON product USING btree (sort_name, id);

CREATE INDEX product_zone_zone ON product_zone USING btree (zone_id);

CREATE INDEX promotion_order ON promotion USING btree (priority, id);

CREATE INDEX promotion_use_customer ON promotion_use USING btree (customer_id, promotion_id);

CREATE INDEX promotion_use_promotion ON promotion_use USING btree (promotion_id, used_at);

CREATE INDEX provider_invoice_account ON provider_invoice USING btree (account_id, created_at);

CREATE INDEX push_device_account ON push_device USING btree (account_id, seen_at, id);

CREATE INDEX realtime_event_at ON realtime_event USING btree (at);

CREATE INDEX refund_payment ON refund USING btree (payment_id, created_at);

CREATE INDEX registration_email ON registration USING btree (email);

CREATE INDEX registration_expires_at ON registration USING btree (expires_at);

CREATE INDEX registration_phone ON registration USING btree (phone) WHERE (phone IS NOT NULL);

CREATE INDEX report_export_expires_at ON report_export USING btree (expires_at) WHERE (state = 'ready'::text);

CREATE INDEX report_export_owner ON report_export USING btree (owner_id, id);

CREATE INDEX report_export_waiting ON report_export USING btree (created_at) WHERE (state = 'waiting'::text);

CREATE INDEX sales_order_checkout ON sales_order USING btree (checkout_id);

CREATE INDEX sales_order_company ON sales_order USING btree (company_id, placed_at, id);

CREATE INDEX sales_order_customer ON sales_order USING btree (customer_id, placed_at, id);

CREATE INDEX sales_order_delivered ON sales_order USING btree (company_id, delivered_at, id) WHERE (delivered_at IS NOT NULL);

CREATE INDEX sales_order_line_product ON sales_order_line USING btree (product_id, order_id);

CREATE INDEX sales_order_newest ON sales_order USING btree (placed_at, id);

CREATE INDEX sales_order_zone ON sales_order USING btree (zone_id, placed_at, id);

CREATE INDEX schedule_slot_latest ON schedule_slot USING btree (schedule, slot_at);

CREATE INDEX session_account ON session USING btree (account_id, last_used_at);

CREATE INDEX session_expires_at ON session USING btree (expires_at);

CREATE INDEX settlement_company ON settlement USING btree (company_id, number);

CREATE INDEX settlement_entry_settlement ON settlement_entry USING btree (settlement_id);

CREATE INDEX stock_movement_newest ON stock_movement USING btree (at, id);

CREATE INDEX stock_movement_product ON stock_movement USING btree (product_id, at, id);

CREATE INDEX stored_file_owner ON stored_file USING btree (owner_id, id);

CREATE INDEX stored_file_pending ON stored_file USING btree (expires_at) WHERE (expires_at IS NOT NULL);

CREATE INDEX subscription_account ON subscription USING btree (account_id, started_at);

CREATE INDEX subscription_status ON subscription USING btree (status, period_end);

CREATE INDEX webhook_attempt_delivery ON webhook_attempt USING btree (delivery_id, id);

CREATE INDEX webhook_delivery_claims ON webhook_delivery USING btree (endpoint_id, claimed_until) WHERE (claim IS NOT NULL);

CREATE INDEX webhook_delivery_due ON webhook_delivery USING btree (endpoint_id, next_at, id) WHERE (state = 'pending'::text);

CREATE INDEX webhook_delivery_list ON webhook_delivery USING btree (endpoint_id, id);

CREATE INDEX webhook_event_at ON webhook_event USING btree (at);

CREATE TRIGGER audit_entry_append_only BEFORE DELETE OR UPDATE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

CREATE TRIGGER audit_link_append_only BEFORE DELETE OR UPDATE ON audit_link FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

CREATE TRIGGER audit_link_no_truncate BEFORE TRUNCATE ON audit_link FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

CREATE TRIGGER category_changed AFTER INSERT OR DELETE OR UPDATE ON category FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();

CREATE TRIGGER company_changed AFTER INSERT OR DELETE OR UPDATE OF is_active ON company FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();

CREATE TRIGGER company_entry_append_only BEFORE DELETE OR UPDATE ON company_entry FOR EACH ROW EXECUTE FUNCTION settling_is_closed();

CREATE TRIGGER company_zone_changed AFTER INSERT OR DELETE OR UPDATE ON company_zone FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();

CREATE TRIGGER invoice_stays BEFORE UPDATE ON invoice FOR EACH ROW EXECUTE FUNCTION invoice_stays();

CREATE TRIGGER ledger_entry_append_only BEFORE DELETE OR UPDATE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();

CREATE TRIGGER ledger_entry_balances AFTER INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_balances();

CREATE TRIGGER ledger_entry_no_truncate BEFORE TRUNCATE ON ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();

CREATE TRIGGER ledger_transaction_append_only BEFORE DELETE OR UPDATE ON ledger_transaction FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();

CREATE CONSTRAINT TRIGGER ledger_transaction_complete AFTER INSERT ON ledger_transaction DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_is_complete();

CREATE TRIGGER ledger_transaction_no_truncate BEFORE TRUNCATE ON ledger_transaction FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();

CREATE TRIGGER payout_closed BEFORE DELETE OR UPDATE OF number, company_id, from_date, to_date, orders, amount ON payout FOR EACH ROW EXECUTE FUNCTION settling_is_closed();

CREATE TRIGGER payout_entry_closed BEFORE DELETE OR UPDATE OF payout_id, entry_id ON payout_entry FOR EACH ROW EXECUTE FUNCTION settling_is_closed();

CREATE TRIGGER product_changed AFTER INSERT OR DELETE OR UPDATE OF sku, company_id, category_id, name, description, search_text, sort_name, price, pack_size, minimum_quantity, low_stock_threshold, is_active, deleted_at, version ON product FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();

CREATE TRIGGER product_image_changed AFTER INSERT OR DELETE OR UPDATE ON product_image FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();

CREATE TRIGGER product_ran_out AFTER UPDATE OF stock ON product FOR EACH ROW WHEN (((old.stock = 0) <> (new.stock = 0))) EXECUTE FUNCTION catalogue_changed();

CREATE TRIGGER product_zone_changed AFTER INSERT OR DELETE OR UPDATE ON product_zone FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();

CREATE TRIGGER refund_within BEFORE INSERT OR UPDATE ON refund FOR EACH ROW EXECUTE FUNCTION refund_stays_within();

CREATE TRIGGER settlement_closed BEFORE DELETE OR UPDATE OF number, company_id, from_date, to_date, orders, goods, commission, delivery_fees, opening, earned, reversed, paid, returned, closing ON settlement FOR EACH ROW EXECUTE FUNCTION settling_is_closed();

CREATE TRIGGER settlement_entry_closed BEFORE DELETE OR UPDATE ON settlement_entry FOR EACH ROW EXECUTE FUNCTION settling_is_closed();

ALTER TABLE ONLY address
    ADD CONSTRAINT address_account_id_fkey FOREIGN KEY (account_id) REFERENCES member(account_id);

ALTER TABLE ONLY admin_zone
    ADD CONSTRAINT admin_zone_account_id_fkey FOREIGN KEY (account_id) REFERENCES member(account_id) ON DELETE CASCADE;

ALTER TABLE ONLY admin_zone
    ADD CONSTRAINT admin_zone_zone_id_fkey FOREIGN KEY (zone_id) REFERENCES delivery_zone(id);

ALTER TABLE ONLY announcement
    ADD CONSTRAINT announcement_zone_id_fkey FOREIGN KEY (zone_id) REFERENCES delivery_zone(id);

ALTER TABLE ONLY booking_exception
    ADD CONSTRAINT booking_exception_resource_id_fkey FOREIGN KEY (resource_id) REFERENCES booking_resource(id) ON DELETE CASCADE;

ALTER TABLE ONLY booking
    ADD CONSTRAINT booking_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES account(id);

ALTER TABLE ONLY booking_hours
    ADD CONSTRAINT booking_hours_resource_id_fkey FOREIGN KEY (resource_id) REFERENCES booking_resource(id) ON DELETE CASCADE;

ALTER TABLE ONLY booking_resource
    ADD CONSTRAINT booking_resource_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE ONLY booking
    ADD CONSTRAINT booking_resource_id_fkey FOREIGN KEY (resource_id) REFERENCES booking_resource(id);

ALTER TABLE ONLY booking_seat
    ADD CONSTRAINT booking_seat_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES account(id);

ALTER TABLE ONLY booking_seat
    ADD CONSTRAINT booking_seat_offer_id_fkey FOREIGN KEY (offer_id) REFERENCES booking_offer(id) ON DELETE CASCADE;

ALTER TABLE ONLY calendar_feed
    ADD CONSTRAINT calendar_feed_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;

ALTER TABLE ONLY cart_item
    ADD CONSTRAINT cart_item_account_id_fkey FOREIGN KEY (account_id) REFERENCES member(account_id);

ALTER TABLE ONLY cart_item
    ADD CONSTRAINT cart_item_product_id_fkey FOREIGN KEY (product_id) REFERENCES product(id);

ALTER TABLE ONLY catalogue_image
    ADD CONSTRAINT catalogue_image_file_id_fkey FOREIGN KEY (file_id) REFERENCES stored_file(id);

ALTER TABLE ONLY category
    ADD CONSTRAINT category_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES category(id);

ALTER TABLE ONLY company_entry
    ADD CONSTRAINT company_entry_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id);

ALTER TABLE ONLY company_entry
    ADD CONSTRAINT company_entry_order_id_fkey FOREIGN KEY (order_id) REFERENCES sales_order(id);

ALTER TABLE ONLY company_entry
    ADD CONSTRAINT company_entry_payout_id_fkey FOREIGN KEY (payout_id) REFERENCES payout(id);

ALTER TABLE ONLY company_zone
    ADD CONSTRAINT company_zone_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id);

ALTER TABLE ONLY company_zone
    ADD CONSTRAINT company_zone_zone_id_fkey FOREIGN KEY (zone_id) REFERENCES delivery_zone(id);

ALTER TABLE ONLY content_revision
    ADD CONSTRAINT content_revision_item_id_fkey FOREIGN KEY (item_id) REFERENCES content_item(id) ON DELETE CASCADE;

ALTER TABLE ONLY delivery_route
    ADD CONSTRAINT delivery_route_zone_id_fkey FOREIGN KEY (zone_id) REFERENCES delivery_zone(id);

ALTER TABLE ONLY delivery_stop
    ADD CONSTRAINT delivery_stop_order_id_fkey FOREIGN KEY (order_id) REFERENCES sales_order(id);

ALTER TABLE ONLY delivery_stop
    ADD CONSTRAINT delivery_stop_route_id_fkey FOREIGN KEY (route_id) REFERENCES delivery_route(id) ON DELETE CASCADE;

ALTER TABLE ONLY erasure
    ADD CONSTRAINT erasure_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE ONLY favourite
    ADD CONSTRAINT favourite_account_id_fkey FOREIGN KEY (account_id) REFERENCES member(account_id);

ALTER TABLE ONLY favourite
    ADD CONSTRAINT favourite_product_id_fkey FOREIGN KEY (product_id) REFERENCES product(id);

ALTER TABLE ONLY file_link
    ADD CONSTRAINT file_link_file_id_fkey FOREIGN KEY (file_id) REFERENCES stored_file(id) ON DELETE CASCADE;

ALTER TABLE ONLY invitation
    ADD CONSTRAINT invitation_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE SET NULL;

ALTER TABLE ONLY invoice
    ADD CONSTRAINT invoice_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE ONLY invoice
    ADD CONSTRAINT invoice_corrects_id_fkey FOREIGN KEY (corrects_id) REFERENCES invoice(id);

ALTER TABLE ONLY invoice
    ADD CONSTRAINT invoice_file_id_fkey FOREIGN KEY (file_id) REFERENCES stored_file(id);

ALTER TABLE ONLY known_device
    ADD CONSTRAINT known_device_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;

ALTER TABLE ONLY ledger_entry
    ADD CONSTRAINT ledger_entry_account_fkey FOREIGN KEY (account) REFERENCES ledger_account(code);

ALTER TABLE ONLY ledger_entry
    ADD CONSTRAINT ledger_entry_transaction_id_fkey FOREIGN KEY (transaction_id) REFERENCES ledger_transaction(id);

ALTER TABLE ONLY legal_hold
    ADD CONSTRAINT legal_hold_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE ONLY login_challenge
    ADD CONSTRAINT login_challenge_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;

ALTER TABLE ONLY mailed_token
    ADD CONSTRAINT mailed_token_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;

ALTER TABLE ONLY member
    ADD CONSTRAINT member_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE ONLY member
    ADD CONSTRAINT member_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id);

ALTER TABLE ONLY member
    ADD CONSTRAINT member_zone_id_fkey FOREIGN KEY (zone_id) REFERENCES delivery_zone(id);

ALTER TABLE ONLY needed_item
    ADD CONSTRAINT needed_item_account_id_fkey FOREIGN KEY (account_id) REFERENCES member(account_id);

ALTER TABLE ONLY needed_item
    ADD CONSTRAINT needed_item_product_id_fkey FOREIGN KEY (product_id) REFERENCES product(id);

ALTER TABLE ONLY notice
    ADD CONSTRAINT notice_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;

ALTER TABLE ONLY notice_attachment
    ADD CONSTRAINT notice_attachment_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notice(id) ON DELETE CASCADE;

ALTER TABLE ONLY notice_delivery
    ADD CONSTRAINT notice_delivery_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notice(id) ON DELETE CASCADE;

ALTER TABLE ONLY notice_preference
    ADD CONSTRAINT notice_preference_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;

ALTER TABLE ONLY notice_quiet_hours
    ADD CONSTRAINT notice_quiet_hours_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;

ALTER TABLE ONLY notify_me
    ADD CONSTRAINT notify_me_account_id_fkey FOREIGN KEY (account_id) REFERENCES member(account_id);

ALTER TABLE ONLY notify_me
    ADD CONSTRAINT notify_me_product_id_fkey FOREIGN KEY (product_id) REFERENCES product(id);

ALTER TABLE ONLY payment
    ADD CONSTRAINT payment_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE ONLY payment_customer
    ADD CONSTRAINT payment_customer_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE ONLY payment_operation
    ADD CONSTRAINT payment_operation_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE ONLY payment
    ADD CONSTRAINT payment_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES subscription(id);

ALTER TABLE ONLY payout
    ADD CONSTRAINT payout_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id);

ALTER TABLE ONLY payout_entry
    ADD CONSTRAINT payout_entry_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES company_entry(id);

ALTER TABLE ONLY payout_entry
    ADD CONSTRAINT payout_entry_payout_id_fkey FOREIGN KEY (payout_id) REFERENCES payout(id);

ALTER TABLE ONLY policy_consent
    ADD CONSTRAINT policy_consent_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE ONLY price_list
    ADD CONSTRAINT price_list_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id);

ALTER TABLE ONLY price_list_step
    ADD CONSTRAINT price_list_step_price_list_id_fkey FOREIGN KEY (price_list_id) REFERENCES price_list(id) ON DELETE CASCADE;

ALTER TABLE ONLY price_list_step
    ADD CONSTRAINT price_list_step_product_id_fkey FOREIGN KEY (product_id) REFERENCES product(id);

ALTER TABLE ONLY price_list
    ADD CONSTRAINT price_list_zone_id_fkey FOREIGN KEY (zone_id) REFERENCES delivery_zone(id);

ALTER TABLE ONLY product
    ADD CONSTRAINT product_category_id_fkey FOREIGN KEY (category_id) REFERENCES category(id);

ALTER TABLE ONLY product
    ADD CONSTRAINT product_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id);

ALTER TABLE ONLY product_image
    ADD CONSTRAINT product_image_file_id_fkey FOREIGN KEY (file_id) REFERENCES catalogue_image(file_id);

ALTER TABLE ONLY product_image
    ADD CONSTRAINT product_image_product_id_fkey FOREIGN KEY (product_id) REFERENCES product(id) ON DELETE CASCADE;

ALTER TABLE ONLY product_zone
    ADD CONSTRAINT product_zone_product_id_fkey FOREIGN KEY (product_id) REFERENCES product(id) ON DELETE CASCADE;

ALTER TABLE ONLY product_zone
    ADD CONSTRAINT product_zone_zone_id_fkey FOREIGN KEY (zone_id) REFERENCES delivery_zone(id);

ALTER TABLE ONLY promotion_count
    ADD CONSTRAINT promotion_count_promotion_id_fkey FOREIGN KEY (promotion_id) REFERENCES promotion(id) ON DELETE CASCADE;

ALTER TABLE ONLY promotion_use
    ADD CONSTRAINT promotion_use_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES member(account_id);

ALTER TABLE ONLY promotion_use
    ADD CONSTRAINT promotion_use_promotion_id_fkey FOREIGN KEY (promotion_id) REFERENCES promotion(id);

ALTER TABLE ONLY provider_invoice
    ADD CONSTRAINT provider_invoice_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE ONLY provider_invoice
    ADD CONSTRAINT provider_invoice_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payment(id);

ALTER TABLE ONLY provider_invoice
    ADD CONSTRAINT provider_invoice_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES subscription(id);

ALTER TABLE ONLY push_device
    ADD CONSTRAINT push_device_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;

ALTER TABLE ONLY recovery_code
    ADD CONSTRAINT recovery_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;

ALTER TABLE ONLY refund
    ADD CONSTRAINT refund_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payment(id);

ALTER TABLE ONLY report_export
    ADD CONSTRAINT report_export_file_id_fkey FOREIGN KEY (file_id) REFERENCES stored_file(id);

ALTER TABLE ONLY report_export
    ADD CONSTRAINT report_export_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account(id);

ALTER TABLE ONLY reversed_line
    ADD CONSTRAINT reversed_line_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES company_entry(id);

ALTER TABLE ONLY reversed_line
    ADD CONSTRAINT reversed_line_order_id_position_fkey FOREIGN KEY (order_id, "position") REFERENCES sales_order_line(order_id, "position");

ALTER TABLE ONLY sales_order
    ADD CONSTRAINT sales_order_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id);

ALTER TABLE ONLY sales_order
    ADD CONSTRAINT sales_order_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES member(account_id);

ALTER TABLE ONLY sales_order_line
    ADD CONSTRAINT sales_order_line_order_id_fkey FOREIGN KEY (order_id) REFERENCES sales_order(id) ON DELETE CASCADE;

ALTER TABLE ONLY sales_order_line
    ADD CONSTRAINT sales_order_line_product_id_fkey FOREIGN KEY (product_id) REFERENCES product(id);

ALTER TABLE ONLY sales_order
    ADD CONSTRAINT sales_order_zone_id_fkey FOREIGN KEY (zone_id) REFERENCES delivery_zone(id);

ALTER TABLE ONLY second_factor
    ADD CONSTRAINT second_factor_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;

ALTER TABLE ONLY session
    ADD CONSTRAINT session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;

ALTER TABLE ONLY settlement
    ADD CONSTRAINT settlement_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id);

ALTER TABLE ONLY settlement_entry
    ADD CONSTRAINT settlement_entry_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES company_entry(id);

ALTER TABLE ONLY settlement_entry
    ADD CONSTRAINT settlement_entry_settlement_id_fkey FOREIGN KEY (settlement_id) REFERENCES settlement(id);

ALTER TABLE ONLY stock_movement
    ADD CONSTRAINT stock_movement_order_id_fkey FOREIGN KEY (order_id) REFERENCES sales_order(id);

ALTER TABLE ONLY stock_movement
    ADD CONSTRAINT stock_movement_product_id_fkey FOREIGN KEY (product_id) REFERENCES product(id);

ALTER TABLE ONLY stored_file
    ADD CONSTRAINT stored_file_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account(id);

ALTER TABLE ONLY subscription
    ADD CONSTRAINT subscription_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE ONLY webhook_attempt
    ADD CONSTRAINT webhook_attempt_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES webhook_delivery(id) ON DELETE CASCADE;

ALTER TABLE ONLY webhook_delivery
    ADD CONSTRAINT webhook_delivery_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES webhook_endpoint(id) ON DELETE CASCADE;

ALTER TABLE ONLY webhook_delivery
    ADD CONSTRAINT webhook_delivery_event_id_fkey FOREIGN KEY (event_id) REFERENCES webhook_event(id) ON DELETE CASCADE;
