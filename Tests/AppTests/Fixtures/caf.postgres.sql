-- The first state of CAF that ran: commit 816fa39 (2026-11-21), whose seven migrations made these tables.
-- The migrations' texts were taken from that commit with `git show` and found to be those of today. They were run on an empty database, the rows
-- below were written by hand in the form that the commit's own code writes, and the whole was dumped by pg_dump --column-inserts, without the name of its schema.
-- Read by UpgradeTests. Never changed: what was released stays released. A later state worth keeping is one more pair of files.

CREATE FUNCTION audit_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;

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
    CONSTRAINT account_state_check CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text, 'deleted'::text])))
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

CREATE TABLE consent (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    purpose text NOT NULL,
    policy_version text NOT NULL,
    is_granted boolean NOT NULL,
    given_at timestamp with time zone NOT NULL,
    source text NOT NULL,
    CONSTRAINT consent_purpose_check CHECK ((purpose = ANY (ARRAY['privacy'::text, 'terms'::text, 'marketing'::text])))
);

CREATE TABLE family_member (
    id uuid NOT NULL,
    customer_id uuid NOT NULL,
    codice_fiscale text NOT NULL,
    details jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint NOT NULL
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
    CONSTRAINT idempotent_request_check CHECK ((((status IS NULL) = (headers IS NULL)) AND ((status IS NULL) = (body IS NULL))))
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

CREATE TABLE login_attempt (
    subject bytea NOT NULL,
    failures bigint NOT NULL,
    last_at timestamp with time zone NOT NULL,
    locked_until timestamp with time zone
);

CREATE TABLE profile (
    account_id uuid NOT NULL,
    first_name text NOT NULL,
    last_name text NOT NULL,
    codice_fiscale text,
    birth_date date,
    sex text,
    birthplace text,
    birthplace_code text,
    residence jsonb,
    domicile jsonb,
    updated_at timestamp with time zone NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT profile_sex_check CHECK ((sex = ANY (ARRAY['F'::text, 'M'::text])))
);

CREATE TABLE remark (
    id uuid NOT NULL,
    request_id uuid NOT NULL,
    audience text NOT NULL,
    author_id uuid,
    author_role text NOT NULL,
    body text NOT NULL,
    written_at timestamp with time zone NOT NULL,
    CONSTRAINT remark_audience_check CHECK ((audience = ANY (ARRAY['message'::text, 'note'::text])))
);

CREATE TABLE requested_document (
    id uuid NOT NULL,
    request_id uuid NOT NULL,
    category text NOT NULL,
    reason text NOT NULL,
    requested_by uuid,
    requested_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone
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

CREATE TABLE service_request (
    id uuid NOT NULL,
    customer_id uuid NOT NULL,
    service text NOT NULL,
    tax_year bigint NOT NULL,
    status text NOT NULL,
    status_reason text,
    operator_id uuid,
    duplicate_reason text,
    sections jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    submitted_at timestamp with time zone,
    version bigint NOT NULL,
    CONSTRAINT service_request_check CHECK (((status = 'draft'::text) OR (submitted_at IS NOT NULL))),
    CONSTRAINT service_request_service_check CHECK ((service = ANY (ARRAY['ISEE'::text, 'MODELLO_730'::text, 'MODELLO_PF'::text, 'IMU'::text]))),
    CONSTRAINT service_request_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'submitted'::text, 'in_review'::text, 'missing_documents'::text, 'completed'::text, 'closed'::text, 'rejected'::text]))),
    CONSTRAINT service_request_tax_year_check CHECK (((tax_year >= 2000) AND (tax_year <= 2100)))
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
    revoked_because text
);

INSERT INTO account (id, email, phone, password_hash, role, state, locale, created_at, password_changed_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000005', 'sara.admin@example.com', NULL, '$argon2id$v=19$m=19456,t=2,p=1$A9xOHguWTrz8oWfZ4ykzOQ$BDg0U4dxqeEI/1jq0iWfYmyiuqMKQLzjoLwzD3rBsg8', 'admin', 'active', 'it', '2026-11-21 08:01:00+00', '2026-11-21 08:01:00+00', 1);
INSERT INTO account (id, email, phone, password_hash, role, state, locale, created_at, password_changed_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000004', 'marco.operatore@example.com', NULL, '$argon2id$v=19$m=19456,t=2,p=1$iAM0BA6ICPrx5S+CdyViGA$zJuq/gIsHyZAztd2c/aK0LpPcu3Sn3DRBI9zXQlvYio', 'operator', 'active', 'it', '2026-11-21 08:02:00+00', '2026-11-21 08:02:00+00', 1);
INSERT INTO account (id, email, phone, password_hash, role, state, locale, created_at, password_changed_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000001', 'giulia.rossi@example.com', '+393331234567', '$argon2id$v=19$m=19456,t=2,p=1$iQ3nv2Zo36w8zAPOPG87kQ$R9iGIpaw6PPW8k0cqc7YtmhYpKDdkiLWaRR/7ptAUBg', 'customer', 'active', 'it', '2026-11-21 08:10:00+00', '2026-11-21 08:10:00+00', 1);
INSERT INTO account (id, email, phone, password_hash, role, state, locale, created_at, password_changed_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000002', 'luca.bianchi@example.com', NULL, '$argon2id$v=19$m=19456,t=2,p=1$5pVg5aI7m5WwvZSq6eseqw$BUEd2URjRafj3hFWmVz5+MrwiZleC7iR5dY102+q6B8', 'customer', 'active', 'it', '2026-11-21 08:11:00+00', '2026-11-21 08:11:00+00', 1);
INSERT INTO account (id, email, phone, password_hash, role, state, locale, created_at, password_changed_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000003', 'anna.neri@example.com', '+390612345678', '$argon2id$v=19$m=19456,t=2,p=1$RNjOO5RDTWwdZy3sLOGb2A$83DwPr1Spxpc/B64fSl30fzaxYdR/idUctD3N5FIHpg', 'customer', 'suspended', 'it', '2026-11-21 08:12:00+00', '2026-11-21 08:12:00+00', 1);

INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES ('019aa5b3-c400-7000-8000-000000000015', '2026-11-21 08:01:00+00', NULL, 'system', 'account.create', 'account', '019aa5b3-c400-7000-8000-000000000005', '{"role": "admin"}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES ('019aa5b3-c400-7000-8000-000000000016', '2026-11-21 08:10:00+00', '019aa5b3-c400-7000-8000-000000000001', 'customer', 'caf.consent.record', 'account', '019aa5b3-c400-7000-8000-000000000001', '{"granted": true, "purpose": "privacy", "policy_version": "2026-01"}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES ('019aa5b3-c400-7000-8000-000000000021', '2026-11-21 08:30:00+00', '019aa5b3-c400-7000-8000-000000000001', 'customer', 'service_request.create', 'service_request', '019aa5b3-c400-7000-8000-000000000017', '{}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES ('019aa5b3-c400-7000-8000-000000000023', '2026-11-21 08:31:00+00', '019aa5b3-c400-7000-8000-000000000001', 'customer', 'service_request.submit', 'service_request', '019aa5b3-c400-7000-8000-000000000017', '{}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES ('019aa5b3-c400-7000-8000-000000000027', '2026-11-21 08:38:00+00', '019aa5b3-c400-7000-8000-000000000002', 'customer', 'service_request.submit', 'service_request', '019aa5b3-c400-7000-8000-00000000001b', '{}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES ('019aa5b3-c400-7000-8000-000000000025', '2026-11-21 08:40:00+00', '019aa5b3-c400-7000-8000-000000000004', 'operator', 'service_request.start_review', 'service_request', '019aa5b3-c400-7000-8000-000000000017', '{}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES ('019aa5b3-c400-7000-8000-000000000029', '2026-11-21 08:41:00+00', '019aa5b3-c400-7000-8000-000000000004', 'operator', 'service_request.start_review', 'service_request', '019aa5b3-c400-7000-8000-00000000001b', '{}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES ('019aa5b3-c400-7000-8000-00000000002d', '2026-11-21 08:42:00+00', '019aa5b3-c400-7000-8000-000000000004', 'operator', 'service_request.reject', 'service_request', '019aa5b3-c400-7000-8000-00000000001c', '{"reason": "Anno già dichiarato altrove."}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES ('019aa5b3-c400-7000-8000-00000000002b', '2026-11-21 08:45:00+00', '019aa5b3-c400-7000-8000-000000000004', 'operator', 'service_request.complete', 'service_request', '019aa5b3-c400-7000-8000-00000000001b', '{}');

INSERT INTO audit_link ("position", entry_id, hash) VALUES (1, '019aa5b3-c400-7000-8000-000000000015', '\x1a918daf13ce6d6ed9d23563d600b48e9d8b3160d206e6c77df782223b433188');
INSERT INTO audit_link ("position", entry_id, hash) VALUES (2, '019aa5b3-c400-7000-8000-000000000016', '\x77c3d450be4470f5bf2c77ffda566de2fa16570a872365361378fd0cbd3dc27f');
INSERT INTO audit_link ("position", entry_id, hash) VALUES (3, '019aa5b3-c400-7000-8000-000000000021', '\xfd63d7be5245e81951feaa1e9c4a25f9c8e85686d664cc72ca93c4bf697479ac');
INSERT INTO audit_link ("position", entry_id, hash) VALUES (4, '019aa5b3-c400-7000-8000-000000000023', '\xb4a5fa22c11a7cf610172308bf8d1a12b3b38bee4fb235cbfac6941ea5f00a55');
INSERT INTO audit_link ("position", entry_id, hash) VALUES (5, '019aa5b3-c400-7000-8000-000000000027', '\x63e424bf6c31a0c1c581d6c9d0c9207b515942f514651ebc712e5b7970db75ff');
INSERT INTO audit_link ("position", entry_id, hash) VALUES (6, '019aa5b3-c400-7000-8000-000000000025', '\x5adbf37d96800445ae72603aae8bd60a1774161e1d3884da50007e43bf3a206b');
INSERT INTO audit_link ("position", entry_id, hash) VALUES (7, '019aa5b3-c400-7000-8000-000000000029', '\xc26dc0dcfb68ebf837fc615e433ca0e0e671f43903693e35130f418dabd2054c');

INSERT INTO consent (id, account_id, purpose, policy_version, is_granted, given_at, source) VALUES ('019aa5b3-c400-7000-8000-00000000000a', '019aa5b3-c400-7000-8000-000000000001', 'privacy', '2026-01', true, '2026-11-21 08:12:00+00', 'registration');
INSERT INTO consent (id, account_id, purpose, policy_version, is_granted, given_at, source) VALUES ('019aa5b3-c400-7000-8000-00000000000b', '019aa5b3-c400-7000-8000-000000000001', 'terms', '2026-01', true, '2026-11-21 08:12:00+00', 'registration');
INSERT INTO consent (id, account_id, purpose, policy_version, is_granted, given_at, source) VALUES ('019aa5b3-c400-7000-8000-00000000000c', '019aa5b3-c400-7000-8000-000000000001', 'marketing', '2026-01', false, '2026-11-21 08:12:00+00', 'registration');
INSERT INTO consent (id, account_id, purpose, policy_version, is_granted, given_at, source) VALUES ('019aa5b3-c400-7000-8000-00000000000d', '019aa5b3-c400-7000-8000-000000000002', 'privacy', '2026-01', true, '2026-11-21 08:12:00+00', 'registration');
INSERT INTO consent (id, account_id, purpose, policy_version, is_granted, given_at, source) VALUES ('019aa5b3-c400-7000-8000-00000000000e', '019aa5b3-c400-7000-8000-000000000002', 'terms', '2026-01', true, '2026-11-21 08:12:00+00', 'registration');
INSERT INTO consent (id, account_id, purpose, policy_version, is_granted, given_at, source) VALUES ('019aa5b3-c400-7000-8000-00000000000f', '019aa5b3-c400-7000-8000-000000000002', 'marketing', '2026-01', true, '2026-11-21 08:12:00+00', 'registration');
INSERT INTO consent (id, account_id, purpose, policy_version, is_granted, given_at, source) VALUES ('019aa5b3-c400-7000-8000-000000000010', '019aa5b3-c400-7000-8000-000000000003', 'privacy', '2026-01', true, '2026-11-21 08:12:00+00', 'registration');
INSERT INTO consent (id, account_id, purpose, policy_version, is_granted, given_at, source) VALUES ('019aa5b3-c400-7000-8000-000000000011', '019aa5b3-c400-7000-8000-000000000003', 'terms', '2026-01', true, '2026-11-21 08:12:00+00', 'registration');

INSERT INTO family_member (id, customer_id, codice_fiscale, details, created_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000012', '019aa5b3-c400-7000-8000-000000000001', 'VRDPLA83A15H501G', '{"sex": "M", "last_name": "Verdi", "birth_date": "1983-01-15", "first_name": "Paolo", "relationship": "spouse", "codice_fiscale": "VRDPLA83A15H501G", "birthplace_code": "H501"}', '2026-11-21 08:20:00+00', '2026-11-21 08:20:00+00', 1);
INSERT INTO family_member (id, customer_id, codice_fiscale, details, created_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000013', '019aa5b3-c400-7000-8000-000000000001', 'VRDSFO14L48H501A', '{"sex": "F", "last_name": "Verdi", "birth_date": "2014-07-08", "first_name": "Sofia", "is_dependent": true, "relationship": "child", "codice_fiscale": "VRDSFO14L48H501A", "birthplace_code": "H501"}', '2026-11-21 08:20:00+00', '2026-11-21 08:20:00+00', 1);
INSERT INTO family_member (id, customer_id, codice_fiscale, details, created_at, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000014', '019aa5b3-c400-7000-8000-000000000001', 'VRDMTT18T03H501Y', '{"sex": "M", "last_name": "Verdi", "birth_date": "2018-12-03", "first_name": "Matteo", "is_dependent": true, "relationship": "child", "codice_fiscale": "VRDMTT18T03H501Y", "has_disability": true, "birthplace_code": "H501"}', '2026-11-21 08:20:00+00', '2026-11-21 08:20:00+00', 1);

INSERT INTO history (id, subject_kind, subject_id, at, actor_id, actor_role, event, from_status, to_status, reason, fields) VALUES ('019aa5b3-c400-7000-8000-000000000020', 'service_request', '019aa5b3-c400-7000-8000-000000000017', '2026-11-21 08:30:00+00', '019aa5b3-c400-7000-8000-000000000001', 'customer', 'create', 'draft', 'draft', NULL, '["patrimonio_mobiliare"]');
INSERT INTO history (id, subject_kind, subject_id, at, actor_id, actor_role, event, from_status, to_status, reason, fields) VALUES ('019aa5b3-c400-7000-8000-000000000022', 'service_request', '019aa5b3-c400-7000-8000-000000000017', '2026-11-21 08:31:00+00', '019aa5b3-c400-7000-8000-000000000001', 'customer', 'submit', 'draft', 'submitted', NULL, '[]');
INSERT INTO history (id, subject_kind, subject_id, at, actor_id, actor_role, event, from_status, to_status, reason, fields) VALUES ('019aa5b3-c400-7000-8000-000000000024', 'service_request', '019aa5b3-c400-7000-8000-000000000017', '2026-11-21 08:40:00+00', '019aa5b3-c400-7000-8000-000000000004', 'operator', 'start_review', 'submitted', 'in_review', NULL, '[]');
INSERT INTO history (id, subject_kind, subject_id, at, actor_id, actor_role, event, from_status, to_status, reason, fields) VALUES ('019aa5b3-c400-7000-8000-000000000026', 'service_request', '019aa5b3-c400-7000-8000-00000000001b', '2026-11-21 08:38:00+00', '019aa5b3-c400-7000-8000-000000000002', 'customer', 'submit', 'draft', 'submitted', NULL, '[]');
INSERT INTO history (id, subject_kind, subject_id, at, actor_id, actor_role, event, from_status, to_status, reason, fields) VALUES ('019aa5b3-c400-7000-8000-000000000028', 'service_request', '019aa5b3-c400-7000-8000-00000000001b', '2026-11-21 08:41:00+00', '019aa5b3-c400-7000-8000-000000000004', 'operator', 'start_review', 'submitted', 'in_review', NULL, '[]');
INSERT INTO history (id, subject_kind, subject_id, at, actor_id, actor_role, event, from_status, to_status, reason, fields) VALUES ('019aa5b3-c400-7000-8000-00000000002a', 'service_request', '019aa5b3-c400-7000-8000-00000000001b', '2026-11-21 08:45:00+00', '019aa5b3-c400-7000-8000-000000000004', 'operator', 'complete', 'in_review', 'completed', NULL, '[]');
INSERT INTO history (id, subject_kind, subject_id, at, actor_id, actor_role, event, from_status, to_status, reason, fields) VALUES ('019aa5b3-c400-7000-8000-00000000002c', 'service_request', '019aa5b3-c400-7000-8000-00000000001c', '2026-11-21 08:42:00+00', '019aa5b3-c400-7000-8000-000000000004', 'operator', 'reject', 'submitted', 'rejected', 'Anno già dichiarato altrove.', '[]');

INSERT INTO idempotent_request (principal, key, operation, fingerprint, claim, claimed_at, status, headers, body) VALUES ('019aa5b3-c400-7000-8000-000000000001', 'apro-isee', 'createServiceRequest', '\xce953a0eb08246617b7f849486c4b26a7af37e9d2e8f0e13b3ae1bf0da8a70a2', '019aa5b3-c400-7000-8000-000000000030', '2026-11-21 08:30:00+00', 201, '[["content-type", "application/json"]]', '\x7b226964223a2230313961613562332d633430302d373030302d383030302d303030303030303030303137227d');

INSERT INTO job (id, kind, queue, args, state, run_at, attempt, max_attempts, lease_until, leased_by, unique_key, last_error, created_at, finished_at) VALUES ('019aa5b3-c400-7000-8000-00000000002e', 'audit.seal', 'maintenance', '{}', 'done', '2026-11-21 09:00:00+00', 1, 20, NULL, NULL, NULL, NULL, '2026-11-21 09:00:00+00', '2026-11-21 09:00:01+00');
INSERT INTO job (id, kind, queue, args, state, run_at, attempt, max_attempts, lease_until, leased_by, unique_key, last_error, created_at, finished_at) VALUES ('019aa5b3-c400-7000-8000-00000000002f', 'idempotency.forget', 'maintenance', '{}', 'ready', '2026-11-21 10:00:00+00', 0, 20, NULL, NULL, 'schedule:idempotency.forget', NULL, '2026-11-21 09:00:00+00', NULL);

INSERT INTO job_queue (name, is_full) VALUES ('maintenance', false);

INSERT INTO login_attempt (subject, failures, last_at, locked_until) VALUES ('\xe7f8546d4d310c6d85b7f1942d373e9147ce19a16be24730e02650a4c5b14ef1', 5, '2026-11-21 09:30:00+00', '2026-11-21 09:45:00+00');
INSERT INTO login_attempt (subject, failures, last_at, locked_until) VALUES ('\x68fc30f22092ee8679131b4dd7ff27fa2f386e84e1955479b0f3d3e56314ce1d', 1, '2026-11-21 09:31:00+00', NULL);

INSERT INTO profile (account_id, first_name, last_name, codice_fiscale, birth_date, sex, birthplace, birthplace_code, residence, domicile, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000005', 'Sara', 'Conti', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-21 08:01:00+00', 1);
INSERT INTO profile (account_id, first_name, last_name, codice_fiscale, birth_date, sex, birthplace, birthplace_code, residence, domicile, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000004', 'Marco', 'Ferri', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-21 08:02:00+00', 1);
INSERT INTO profile (account_id, first_name, last_name, codice_fiscale, birth_date, sex, birthplace, birthplace_code, residence, domicile, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000001', 'Giulia', 'Rossi', 'RSSGLI85D52H501N', '1985-04-12', 'F', 'Roma', 'H501', '{"city": "Roma", "street": "Via Tuscolana 120", "province": "RM", "postal_code": "00182", "municipality_code": "H501"}', NULL, '2026-11-21 08:10:00+00', 1);
INSERT INTO profile (account_id, first_name, last_name, codice_fiscale, birth_date, sex, birthplace, birthplace_code, residence, domicile, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000002', 'Luca', 'Bianchi', 'BNCLCU78P03F205I', '1978-09-03', 'M', 'Milano', 'F205', '{"city": "Milano", "street": "Corso Buenos Aires 8", "province": "MI", "postal_code": "20124", "municipality_code": "F205"}', NULL, '2026-11-21 08:11:00+00', 1);
INSERT INTO profile (account_id, first_name, last_name, codice_fiscale, birth_date, sex, birthplace, birthplace_code, residence, domicile, updated_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000003', 'Anna', 'D''Amico', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-21 08:12:00+00', 1);

INSERT INTO remark (id, request_id, audience, author_id, author_role, body, written_at) VALUES ('019aa5b3-c400-7000-8000-00000000001e', '019aa5b3-c400-7000-8000-00000000001a', 'message', '019aa5b3-c400-7000-8000-000000000004', 'operator', 'Buongiorno, può caricare lo scontrino mancante?', '2026-11-21 08:51:00+00');
INSERT INTO remark (id, request_id, audience, author_id, author_role, body, written_at) VALUES ('019aa5b3-c400-7000-8000-00000000001f', '019aa5b3-c400-7000-8000-00000000001a', 'note', '019aa5b3-c400-7000-8000-000000000004', 'operator', 'Cliente dal ''19; di solito è puntuale.', '2026-11-21 08:52:00+00');

INSERT INTO requested_document (id, request_id, category, reason, requested_by, requested_at, settled_at) VALUES ('019aa5b3-c400-7000-8000-00000000001d', '019aa5b3-c400-7000-8000-00000000001a', 'medical_receipts', 'Manca lo scontrino della farmacia di marzo.', '019aa5b3-c400-7000-8000-000000000004', '2026-11-21 08:50:00+00', NULL);

INSERT INTO schedule_slot (schedule, slot, slot_at, fired_at) VALUES ('audit.seal', '2026-11-21T09:00:00Z', '2026-11-21 09:00:00+00', '2026-11-21 09:00:00.4+00');

INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/accounts-001', 'c8e571131b6f72c7ce283b6f141eb5d9', '2026-11-21 08:00:00+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/audit-001', '66c73bdf76c2bc5dc3c58e1235a7d57a', '2026-11-21 08:00:00.000001+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/history-001', 'e124c9bcba8db1af70b10f4b9b6f5a3a', '2026-11-21 08:00:00.000002+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/jobs-001', '1ebf6b431a79148c7a280d2a0e3d70c', '2026-11-21 08:00:00.000003+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/idempotency-001', 'bf3c7645a2d9d979f40be69446782034', '2026-11-21 08:00:00.000004+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('caf/001-customers', '674637490e2743d31b48ca5e849fc60f', '2026-11-21 08:00:00.000005+00');
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('caf/002-service-requests', '67e19dac2c86195a45baa156aad8e3d1', '2026-11-21 08:00:00.000006+00');

INSERT INTO service_request (id, customer_id, service, tax_year, status, status_reason, operator_id, duplicate_reason, sections, created_at, queued_at, updated_at, submitted_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000017', '019aa5b3-c400-7000-8000-000000000001', 'ISEE', 2026, 'in_review', NULL, '019aa5b3-c400-7000-8000-000000000004', NULL, '{"patrimonio_mobiliare": [{"iban": "IT60X0542811101000000123456", "kind": "current_account", "intermediary": "Banca dell''Adriatico", "balance_cents": 1800000, "codice_fiscale": "RSSGLI85D52H501N", "average_balance_cents": 1500000}]}', '2026-11-21 08:30:00+00', '2026-11-21 08:31:00+00', '2026-11-21 08:31:00+00', '2026-11-21 08:31:00+00', 4);
INSERT INTO service_request (id, customer_id, service, tax_year, status, status_reason, operator_id, duplicate_reason, sections, created_at, queued_at, updated_at, submitted_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000018', '019aa5b3-c400-7000-8000-000000000001', 'IMU', 2026, 'submitted', NULL, NULL, NULL, '{"immobili": [{"kind": "building", "label": "seconda casa", "address": {"city": "Anzio", "street": "Via del Mare 4", "province": "RM", "postal_code": "00042"}, "category": "A/3", "months_held": 12, "rendita_cents": 72304, "share_basis_points": 5000, "cadastral_reference": {"sheet": "12", "parcel": "345", "subunit": "6", "municipality_code": "A323"}}], "dati_contribuente": {"last_name": "Rossi", "residence": {"city": "Anzio", "street": "Via Roma 1", "province": "RM", "postal_code": "00042"}, "first_name": "Giulia", "codice_fiscale": "RSSGLI85D52H501N"}, "utilizzo_immobile": {"uses": [{"kind": "available", "property": "seconda casa"}]}}', '2026-11-21 08:32:00+00', '2026-11-21 08:33:00+00', '2026-11-21 08:33:00+00', '2026-11-21 08:33:00+00', 2);
INSERT INTO service_request (id, customer_id, service, tax_year, status, status_reason, operator_id, duplicate_reason, sections, created_at, queued_at, updated_at, submitted_at, version) VALUES ('019aa5b3-c400-7000-8000-000000000019', '019aa5b3-c400-7000-8000-000000000001', 'MODELLO_730', 2025, 'draft', NULL, NULL, NULL, '{"redditi": {"cu": [{"kind": "employment", "year": 2025, "payer_name": "Comune di Roma", "gross_cents": 3050000, "working_days": 365, "payer_tax_code": "00743110157", "withheld_cents": 640000}]}}', '2026-11-21 08:34:00+00', '2026-11-21 08:34:00+00', '2026-11-21 08:34:00+00', NULL, 1);
INSERT INTO service_request (id, customer_id, service, tax_year, status, status_reason, operator_id, duplicate_reason, sections, created_at, queued_at, updated_at, submitted_at, version) VALUES ('019aa5b3-c400-7000-8000-00000000001a', '019aa5b3-c400-7000-8000-000000000002', 'MODELLO_730', 2025, 'missing_documents', NULL, '019aa5b3-c400-7000-8000-000000000004', NULL, '{"redditi": {"cu": [{"kind": "employment", "year": 2025, "payer_name": "Comune di Roma", "gross_cents": 3050000, "working_days": 365, "payer_tax_code": "00743110157", "withheld_cents": 640000}]}}', '2026-11-21 08:35:00+00', '2026-11-21 08:36:00+00', '2026-11-21 08:36:00+00', '2026-11-21 08:36:00+00', 5);
INSERT INTO service_request (id, customer_id, service, tax_year, status, status_reason, operator_id, duplicate_reason, sections, created_at, queued_at, updated_at, submitted_at, version) VALUES ('019aa5b3-c400-7000-8000-00000000001b', '019aa5b3-c400-7000-8000-000000000002', 'IMU', 2025, 'completed', NULL, '019aa5b3-c400-7000-8000-000000000004', NULL, '{"immobili": [{"kind": "building", "label": "seconda casa", "address": {"city": "Como", "street": "Via del Mare 4", "province": "CO", "postal_code": "00042"}, "category": "A/3", "months_held": 12, "rendita_cents": 72304, "share_basis_points": 5000, "cadastral_reference": {"sheet": "12", "parcel": "345", "subunit": "6", "municipality_code": "C933"}}], "dati_contribuente": {"last_name": "Bianchi", "residence": {"city": "Como", "street": "Via Roma 1", "province": "CO", "postal_code": "00042"}, "first_name": "Luca", "codice_fiscale": "BNCLCU78P03F205I"}, "utilizzo_immobile": {"uses": [{"kind": "available", "property": "seconda casa"}]}}', '2026-11-21 08:37:00+00', '2026-11-21 08:38:00+00', '2026-11-21 08:38:00+00', '2026-11-21 08:38:00+00', 5);
INSERT INTO service_request (id, customer_id, service, tax_year, status, status_reason, operator_id, duplicate_reason, sections, created_at, queued_at, updated_at, submitted_at, version) VALUES ('019aa5b3-c400-7000-8000-00000000001c', '019aa5b3-c400-7000-8000-000000000002', 'IMU', 2024, 'rejected', 'Anno già dichiarato altrove.', '019aa5b3-c400-7000-8000-000000000004', NULL, '{"immobili": [{"kind": "building", "label": "seconda casa", "address": {"city": "Como", "street": "Via del Mare 4", "province": "CO", "postal_code": "00042"}, "category": "A/3", "months_held": 12, "rendita_cents": 72304, "share_basis_points": 5000, "cadastral_reference": {"sheet": "12", "parcel": "345", "subunit": "6", "municipality_code": "C933"}}], "dati_contribuente": {"last_name": "Bianchi", "residence": {"city": "Como", "street": "Via Roma 1", "province": "CO", "postal_code": "00042"}, "first_name": "Luca", "codice_fiscale": "BNCLCU78P03F205I"}, "utilizzo_immobile": {"uses": [{"kind": "available", "property": "seconda casa"}]}}', '2026-11-21 08:29:00+00', '2026-11-21 08:29:30+00', '2026-11-21 08:29:30+00', '2026-11-21 08:29:30+00', 3);

INSERT INTO service_token (id, name, hash, role, created_by, created_at, expires_at, revoked_at) VALUES ('019aa5b3-c400-7000-8000-000000000008', 'agenda', '\x1f89f6d9c31587a3475d797b5f22abae2692f82b9d7f4b36bd90bcdae0742078', 'operator', '019aa5b3-c400-7000-8000-000000000005', '2026-11-21 08:30:00+00', NULL, NULL);
INSERT INTO service_token (id, name, hash, role, created_by, created_at, expires_at, revoked_at) VALUES ('019aa5b3-c400-7000-8000-000000000009', 'site', '\x20d0b5e3befacd1937fc4e91abb83000c32a110481136f28dc75dbb16661f7ef', 'operator', '019aa5b3-c400-7000-8000-000000000005', '2026-11-21 08:31:00+00', '2027-01-31 00:00:00+00', '2026-11-21 09:10:00+00');

INSERT INTO session (id, account_id, counter, rotated_at, created_at, last_used_at, expires_at, address, device, revoked_at, revoked_because) VALUES ('019aa5b3-c400-7000-8000-000000000006', '019aa5b3-c400-7000-8000-000000000001', 3, '2026-11-21 09:40:00.25+00', '2026-11-21 09:00:00+00', '2026-11-21 09:40:00.25+00', '2027-02-19 09:00:00+00', '127.0.0.1', 'Mozilla/5.0 (X11; Linux x86_64)', NULL, NULL);
INSERT INTO session (id, account_id, counter, rotated_at, created_at, last_used_at, expires_at, address, device, revoked_at, revoked_because) VALUES ('019aa5b3-c400-7000-8000-000000000007', '019aa5b3-c400-7000-8000-000000000004', 3, '2026-11-21 09:40:00.25+00', '2026-11-21 09:00:00+00', '2026-11-21 09:40:00.25+00', '2027-02-19 09:00:00+00', '127.0.0.1', 'Mozilla/5.0 (X11; Linux x86_64)', '2026-11-21 10:00:00+00', 'logout');

ALTER TABLE ONLY account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);

ALTER TABLE ONLY audit_entry
    ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY audit_link
    ADD CONSTRAINT audit_link_entry_id_key UNIQUE (entry_id);

ALTER TABLE ONLY audit_link
    ADD CONSTRAINT audit_link_pkey PRIMARY KEY ("position");

ALTER TABLE ONLY consent
    ADD CONSTRAINT consent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY family_member
    ADD CONSTRAINT family_member_pkey PRIMARY KEY (id);

ALTER TABLE ONLY history
    ADD CONSTRAINT history_pkey PRIMARY KEY (id);

ALTER TABLE ONLY idempotent_request
    ADD CONSTRAINT idempotent_request_claim_key UNIQUE (claim);

ALTER TABLE ONLY idempotent_request
    ADD CONSTRAINT idempotent_request_pkey PRIMARY KEY (principal, key);

ALTER TABLE ONLY job
    ADD CONSTRAINT job_pkey PRIMARY KEY (id);

ALTER TABLE ONLY job_queue
    ADD CONSTRAINT job_queue_pkey PRIMARY KEY (name);

ALTER TABLE ONLY login_attempt
    ADD CONSTRAINT login_attempt_pkey PRIMARY KEY (subject);

ALTER TABLE ONLY profile
    ADD CONSTRAINT profile_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY remark
    ADD CONSTRAINT remark_pkey PRIMARY KEY (id);

ALTER TABLE ONLY requested_document
    ADD CONSTRAINT requested_document_pkey PRIMARY KEY (id);

ALTER TABLE ONLY schedule_slot
    ADD CONSTRAINT schedule_slot_pkey PRIMARY KEY (schedule, slot);

ALTER TABLE ONLY schema_migration
    ADD CONSTRAINT schema_migration_pkey PRIMARY KEY (id);

ALTER TABLE ONLY service_request
    ADD CONSTRAINT service_request_pkey PRIMARY KEY (id);

ALTER TABLE ONLY service_token
    ADD CONSTRAINT service_token_hash_key UNIQUE (hash);

ALTER TABLE ONLY service_token
    ADD CONSTRAINT service_token_pkey PRIMARY KEY (id);

ALTER TABLE ONLY session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);

CREATE INDEX account_created_at ON account USING btree (created_at, id);

CREATE UNIQUE INDEX account_email ON account USING btree (lower(email));

CREATE INDEX audit_entry_actor ON audit_entry USING btree (actor_id, at);

CREATE INDEX audit_entry_at ON audit_entry USING btree (at, id);

CREATE INDEX audit_entry_subject ON audit_entry USING btree (subject_kind, subject_id, at);

CREATE INDEX consent_account ON consent USING btree (account_id, given_at);

CREATE UNIQUE INDEX family_member_codice_fiscale ON family_member USING btree (customer_id, codice_fiscale);

CREATE INDEX history_subject ON history USING btree (subject_kind, subject_id, at, id);

CREATE INDEX idempotent_request_age ON idempotent_request USING btree (claimed_at);

CREATE INDEX job_due ON job USING btree (queue, run_at, id) WHERE (state = ANY (ARRAY['ready'::text, 'retry'::text]));

CREATE INDEX job_finished ON job USING btree (finished_at) WHERE (finished_at IS NOT NULL);

CREATE INDEX job_leases ON job USING btree (lease_until) WHERE (state = 'running'::text);

CREATE UNIQUE INDEX job_unique ON job USING btree (unique_key) WHERE ((unique_key IS NOT NULL) AND (state = ANY (ARRAY['ready'::text, 'retry'::text, 'running'::text])));

CREATE INDEX login_attempt_last_at ON login_attempt USING btree (last_at);

CREATE UNIQUE INDEX profile_codice_fiscale ON profile USING btree (codice_fiscale);

CREATE INDEX remark_request ON remark USING btree (request_id, audience, written_at, id);

CREATE INDEX requested_document_request ON requested_document USING btree (request_id, requested_at);

CREATE INDEX schedule_slot_latest ON schedule_slot USING btree (schedule, slot_at);

CREATE INDEX service_request_customer ON service_request USING btree (customer_id, created_at, id);

CREATE INDEX service_request_newest ON service_request USING btree (created_at, id);

CREATE UNIQUE INDEX service_request_open ON service_request USING btree (customer_id, service, tax_year) WHERE ((duplicate_reason IS NULL) AND (status <> ALL (ARRAY['closed'::text, 'rejected'::text])));

CREATE INDEX service_request_operator ON service_request USING btree (operator_id, queued_at, id);

CREATE INDEX service_request_queue ON service_request USING btree (queued_at, id);

CREATE INDEX service_request_updated ON service_request USING btree (updated_at, id);

CREATE INDEX session_account ON session USING btree (account_id, last_used_at);

CREATE INDEX session_expires_at ON session USING btree (expires_at);

CREATE TRIGGER audit_entry_append_only BEFORE DELETE OR UPDATE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

CREATE TRIGGER audit_link_append_only BEFORE DELETE OR UPDATE ON audit_link FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

ALTER TABLE ONLY consent
    ADD CONSTRAINT consent_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE ONLY family_member
    ADD CONSTRAINT family_member_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES profile(account_id);

ALTER TABLE ONLY profile
    ADD CONSTRAINT profile_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE ONLY remark
    ADD CONSTRAINT remark_author_id_fkey FOREIGN KEY (author_id) REFERENCES account(id);

ALTER TABLE ONLY remark
    ADD CONSTRAINT remark_request_id_fkey FOREIGN KEY (request_id) REFERENCES service_request(id) ON DELETE CASCADE;

ALTER TABLE ONLY requested_document
    ADD CONSTRAINT requested_document_request_id_fkey FOREIGN KEY (request_id) REFERENCES service_request(id) ON DELETE CASCADE;

ALTER TABLE ONLY requested_document
    ADD CONSTRAINT requested_document_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES account(id);

ALTER TABLE ONLY service_request
    ADD CONSTRAINT service_request_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES profile(account_id);

ALTER TABLE ONLY service_request
    ADD CONSTRAINT service_request_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES account(id);

ALTER TABLE ONLY session
    ADD CONSTRAINT session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;
