-- The first state of CAF that ran: commit 816fa39 (2026-11-21), whose seven migrations made these tables.
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
) STRICT;
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
) STRICT;
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
CREATE TABLE idempotent_request (
    principal TEXT NOT NULL,
    key TEXT NOT NULL,
    operation TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    claim BLOB NOT NULL UNIQUE,
    claimed_at INTEGER NOT NULL,
    status INTEGER,
    headers TEXT,
    body BLOB,
    PRIMARY KEY (principal, key),
    CHECK ((status IS NULL) = (headers IS NULL) AND (status IS NULL) = (body IS NULL))
) STRICT;
CREATE INDEX idempotent_request_age ON idempotent_request (claimed_at);
CREATE TABLE profile (
    account_id BLOB PRIMARY KEY REFERENCES account (id),
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    codice_fiscale TEXT,
    birth_date INTEGER,
    sex TEXT CHECK (sex IN ('F', 'M')),
    birthplace TEXT,
    birthplace_code TEXT,
    residence TEXT,
    domicile TEXT,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX profile_codice_fiscale ON profile (codice_fiscale);
CREATE TABLE consent (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('privacy', 'terms', 'marketing')),
    policy_version TEXT NOT NULL,
    is_granted INTEGER NOT NULL,
    given_at INTEGER NOT NULL,
    source TEXT NOT NULL
) STRICT;
CREATE INDEX consent_account ON consent (account_id, given_at);
CREATE TABLE family_member (
    id BLOB PRIMARY KEY,
    customer_id BLOB NOT NULL REFERENCES profile (account_id),
    codice_fiscale TEXT NOT NULL,
    details TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX family_member_codice_fiscale ON family_member (customer_id, codice_fiscale);
CREATE TABLE service_request (
    id BLOB PRIMARY KEY,
    customer_id BLOB NOT NULL REFERENCES profile (account_id),
    service TEXT NOT NULL CHECK (service IN ('ISEE', 'MODELLO_730', 'MODELLO_PF', 'IMU')),
    tax_year INTEGER NOT NULL CHECK (tax_year BETWEEN 2000 AND 2100),
    status TEXT NOT NULL CHECK (status IN ('draft', 'submitted', 'in_review', 'missing_documents', 'completed',
                                             'closed', 'rejected')),
    status_reason TEXT,
    operator_id BLOB REFERENCES account (id),
    duplicate_reason TEXT,
    sections TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    queued_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    submitted_at INTEGER,
    version INTEGER NOT NULL,
    CHECK (status = 'draft' OR submitted_at IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX service_request_open ON service_request (customer_id, service, tax_year)
    WHERE duplicate_reason IS NULL AND status NOT IN ('closed', 'rejected');
CREATE INDEX service_request_customer ON service_request (customer_id, created_at, id);
CREATE INDEX service_request_operator ON service_request (operator_id, queued_at, id);
CREATE INDEX service_request_newest ON service_request (created_at, id);
CREATE INDEX service_request_queue ON service_request (queued_at, id);
CREATE INDEX service_request_updated ON service_request (updated_at, id);
CREATE TABLE requested_document (
    id BLOB PRIMARY KEY,
    request_id BLOB NOT NULL REFERENCES service_request (id) ON DELETE CASCADE,
    category TEXT NOT NULL,
    reason TEXT NOT NULL,
    requested_by BLOB REFERENCES account (id),
    requested_at INTEGER NOT NULL,
    settled_at INTEGER
) STRICT;
CREATE INDEX requested_document_request ON requested_document (request_id, requested_at);
CREATE TABLE remark (
    id BLOB PRIMARY KEY,
    request_id BLOB NOT NULL REFERENCES service_request (id) ON DELETE CASCADE,
    audience TEXT NOT NULL CHECK (audience IN ('message', 'note')),
    author_id BLOB REFERENCES account (id),
    author_role TEXT NOT NULL,
    body TEXT NOT NULL,
    written_at INTEGER NOT NULL
) STRICT;
CREATE INDEX remark_request ON remark (request_id, audience, written_at, id);

INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/accounts-001', 'c8e571131b6f72c7ce283b6f141eb5d9', 1795248000000000);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/audit-001', '66c73bdf76c2bc5dc3c58e1235a7d57a', 1795248000000001);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/history-001', 'e124c9bcba8db1af70b10f4b9b6f5a3a', 1795248000000002);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/jobs-001', '1ebf6b431a79148c7a280d2a0e3d70c', 1795248000000003);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('platform/idempotency-001', 'bf3c7645a2d9d979f40be69446782034', 1795248000000004);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('caf/001-customers', '674637490e2743d31b48ca5e849fc60f', 1795248000000005);
INSERT INTO schema_migration (id, checksum, applied_at) VALUES ('caf/002-service-requests', '67e19dac2c86195a45baa156aad8e3d1', 1795248000000006);
INSERT INTO account (id, email, phone, password_hash, role, state, locale, created_at, password_changed_at, version) VALUES (X'019AA5B3C40070008000000000000005', 'sara.admin@example.com', NULL, '$argon2id$v=19$m=19456,t=2,p=1$A9xOHguWTrz8oWfZ4ykzOQ$BDg0U4dxqeEI/1jq0iWfYmyiuqMKQLzjoLwzD3rBsg8', 'admin', 'active', 'it', 1795248060000000, 1795248060000000, 1);
INSERT INTO account (id, email, phone, password_hash, role, state, locale, created_at, password_changed_at, version) VALUES (X'019AA5B3C40070008000000000000004', 'marco.operatore@example.com', NULL, '$argon2id$v=19$m=19456,t=2,p=1$iAM0BA6ICPrx5S+CdyViGA$zJuq/gIsHyZAztd2c/aK0LpPcu3Sn3DRBI9zXQlvYio', 'operator', 'active', 'it', 1795248120000000, 1795248120000000, 1);
INSERT INTO account (id, email, phone, password_hash, role, state, locale, created_at, password_changed_at, version) VALUES (X'019AA5B3C40070008000000000000001', 'giulia.rossi@example.com', '+393331234567', '$argon2id$v=19$m=19456,t=2,p=1$iQ3nv2Zo36w8zAPOPG87kQ$R9iGIpaw6PPW8k0cqc7YtmhYpKDdkiLWaRR/7ptAUBg', 'customer', 'active', 'it', 1795248600000000, 1795248600000000, 1);
INSERT INTO account (id, email, phone, password_hash, role, state, locale, created_at, password_changed_at, version) VALUES (X'019AA5B3C40070008000000000000002', 'luca.bianchi@example.com', NULL, '$argon2id$v=19$m=19456,t=2,p=1$5pVg5aI7m5WwvZSq6eseqw$BUEd2URjRafj3hFWmVz5+MrwiZleC7iR5dY102+q6B8', 'customer', 'active', 'it', 1795248660000000, 1795248660000000, 1);
INSERT INTO account (id, email, phone, password_hash, role, state, locale, created_at, password_changed_at, version) VALUES (X'019AA5B3C40070008000000000000003', 'anna.neri@example.com', '+390612345678', '$argon2id$v=19$m=19456,t=2,p=1$RNjOO5RDTWwdZy3sLOGb2A$83DwPr1Spxpc/B64fSl30fzaxYdR/idUctD3N5FIHpg', 'customer', 'suspended', 'it', 1795248720000000, 1795248720000000, 1);
INSERT INTO session (id, account_id, counter, rotated_at, created_at, last_used_at, expires_at, address, device, revoked_at, revoked_because) VALUES (X'019AA5B3C40070008000000000000006', X'019AA5B3C40070008000000000000001', 3, 1795254000250000, 1795251600000000, 1795254000250000, 1803027600000000, '127.0.0.1', 'Mozilla/5.0 (X11; Linux x86_64)', NULL, NULL);
INSERT INTO session (id, account_id, counter, rotated_at, created_at, last_used_at, expires_at, address, device, revoked_at, revoked_because) VALUES (X'019AA5B3C40070008000000000000007', X'019AA5B3C40070008000000000000004', 3, 1795254000250000, 1795251600000000, 1795254000250000, 1803027600000000, '127.0.0.1', 'Mozilla/5.0 (X11; Linux x86_64)', 1795255200000000, 'logout');
INSERT INTO login_attempt (subject, failures, last_at, locked_until) VALUES (X'E7F8546D4D310C6D85B7F1942D373E9147CE19A16BE24730E02650A4C5B14EF1', 5, 1795253400000000, 1795254300000000);
INSERT INTO login_attempt (subject, failures, last_at, locked_until) VALUES (X'68FC30F22092EE8679131B4DD7FF27FA2F386E84E1955479B0F3D3E56314CE1D', 1, 1795253460000000, NULL);
INSERT INTO service_token (id, name, hash, role, created_by, created_at, expires_at, revoked_at) VALUES (X'019AA5B3C40070008000000000000008', 'agenda', X'1F89F6D9C31587A3475D797B5F22ABAE2692F82B9D7F4B36BD90BCDAE0742078', 'operator', X'019AA5B3C40070008000000000000005', 1795249800000000, NULL, NULL);
INSERT INTO service_token (id, name, hash, role, created_by, created_at, expires_at, revoked_at) VALUES (X'019AA5B3C40070008000000000000009', 'site', X'20D0B5E3BEFACD1937FC4E91ABB83000C32A110481136F28DC75DBB16661F7EF', 'operator', X'019AA5B3C40070008000000000000005', 1795249860000000, 1801353600000000, 1795252200000000);
INSERT INTO profile (account_id, first_name, last_name, codice_fiscale, birth_date, sex, birthplace, birthplace_code, residence, domicile, updated_at, version) VALUES (X'019AA5B3C40070008000000000000005', 'Sara', 'Conti', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1795248060000000, 1);
INSERT INTO profile (account_id, first_name, last_name, codice_fiscale, birth_date, sex, birthplace, birthplace_code, residence, domicile, updated_at, version) VALUES (X'019AA5B3C40070008000000000000004', 'Marco', 'Ferri', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1795248120000000, 1);
INSERT INTO profile (account_id, first_name, last_name, codice_fiscale, birth_date, sex, birthplace, birthplace_code, residence, domicile, updated_at, version) VALUES (X'019AA5B3C40070008000000000000001', 'Giulia', 'Rossi', 'RSSGLI85D52H501N', 5580, 'F', 'Roma', 'H501', '{"street":"Via Tuscolana 120","city":"Roma","postal_code":"00182","province":"RM","municipality_code":"H501"}', NULL, 1795248600000000, 1);
INSERT INTO profile (account_id, first_name, last_name, codice_fiscale, birth_date, sex, birthplace, birthplace_code, residence, domicile, updated_at, version) VALUES (X'019AA5B3C40070008000000000000002', 'Luca', 'Bianchi', 'BNCLCU78P03F205I', 3167, 'M', 'Milano', 'F205', '{"street":"Corso Buenos Aires 8","city":"Milano","postal_code":"20124","province":"MI","municipality_code":"F205"}', NULL, 1795248660000000, 1);
INSERT INTO profile (account_id, first_name, last_name, codice_fiscale, birth_date, sex, birthplace, birthplace_code, residence, domicile, updated_at, version) VALUES (X'019AA5B3C40070008000000000000003', 'Anna', 'D''Amico', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1795248720000000, 1);
INSERT INTO consent (id, account_id, purpose, policy_version, is_granted, given_at, source) VALUES (X'019AA5B3C4007000800000000000000A', X'019AA5B3C40070008000000000000001', 'privacy', '2026-01', 1, 1795248720000000, 'registration');
INSERT INTO consent (id, account_id, purpose, policy_version, is_granted, given_at, source) VALUES (X'019AA5B3C4007000800000000000000B', X'019AA5B3C40070008000000000000001', 'terms', '2026-01', 1, 1795248720000000, 'registration');
INSERT INTO consent (id, account_id, purpose, policy_version, is_granted, given_at, source) VALUES (X'019AA5B3C4007000800000000000000C', X'019AA5B3C40070008000000000000001', 'marketing', '2026-01', 0, 1795248720000000, 'registration');
INSERT INTO consent (id, account_id, purpose, policy_version, is_granted, given_at, source) VALUES (X'019AA5B3C4007000800000000000000D', X'019AA5B3C40070008000000000000002', 'privacy', '2026-01', 1, 1795248720000000, 'registration');
INSERT INTO consent (id, account_id, purpose, policy_version, is_granted, given_at, source) VALUES (X'019AA5B3C4007000800000000000000E', X'019AA5B3C40070008000000000000002', 'terms', '2026-01', 1, 1795248720000000, 'registration');
INSERT INTO consent (id, account_id, purpose, policy_version, is_granted, given_at, source) VALUES (X'019AA5B3C4007000800000000000000F', X'019AA5B3C40070008000000000000002', 'marketing', '2026-01', 1, 1795248720000000, 'registration');
INSERT INTO consent (id, account_id, purpose, policy_version, is_granted, given_at, source) VALUES (X'019AA5B3C40070008000000000000010', X'019AA5B3C40070008000000000000003', 'privacy', '2026-01', 1, 1795248720000000, 'registration');
INSERT INTO consent (id, account_id, purpose, policy_version, is_granted, given_at, source) VALUES (X'019AA5B3C40070008000000000000011', X'019AA5B3C40070008000000000000003', 'terms', '2026-01', 1, 1795248720000000, 'registration');
INSERT INTO family_member (id, customer_id, codice_fiscale, details, created_at, updated_at, version) VALUES (X'019AA5B3C40070008000000000000012', X'019AA5B3C40070008000000000000001', 'VRDPLA83A15H501G', '{"first_name":"Paolo","last_name":"Verdi","codice_fiscale":"VRDPLA83A15H501G","relationship":"spouse","birth_date":"1983-01-15","sex":"M","birthplace_code":"H501"}', 1795249200000000, 1795249200000000, 1);
INSERT INTO family_member (id, customer_id, codice_fiscale, details, created_at, updated_at, version) VALUES (X'019AA5B3C40070008000000000000013', X'019AA5B3C40070008000000000000001', 'VRDSFO14L48H501A', '{"first_name":"Sofia","last_name":"Verdi","codice_fiscale":"VRDSFO14L48H501A","relationship":"child","birth_date":"2014-07-08","sex":"F","birthplace_code":"H501","is_dependent":true}', 1795249200000000, 1795249200000000, 1);
INSERT INTO family_member (id, customer_id, codice_fiscale, details, created_at, updated_at, version) VALUES (X'019AA5B3C40070008000000000000014', X'019AA5B3C40070008000000000000001', 'VRDMTT18T03H501Y', '{"first_name":"Matteo","last_name":"Verdi","codice_fiscale":"VRDMTT18T03H501Y","relationship":"child","birth_date":"2018-12-03","sex":"M","birthplace_code":"H501","has_disability":true,"is_dependent":true}', 1795249200000000, 1795249200000000, 1);
INSERT INTO service_request (id, customer_id, service, tax_year, status, status_reason, operator_id, duplicate_reason, sections, created_at, queued_at, updated_at, submitted_at, version) VALUES (X'019AA5B3C40070008000000000000017', X'019AA5B3C40070008000000000000001', 'ISEE', 2026, 'in_review', NULL, X'019AA5B3C40070008000000000000004', NULL, '{"patrimonio_mobiliare":[{"codice_fiscale":"RSSGLI85D52H501N","kind":"current_account","intermediary":"Banca dell''Adriatico","iban":"IT60X0542811101000000123456","balance_cents":1800000,"average_balance_cents":1500000}]}', 1795249800000000, 1795249860000000, 1795249860000000, 1795249860000000, 4);
INSERT INTO service_request (id, customer_id, service, tax_year, status, status_reason, operator_id, duplicate_reason, sections, created_at, queued_at, updated_at, submitted_at, version) VALUES (X'019AA5B3C40070008000000000000018', X'019AA5B3C40070008000000000000001', 'IMU', 2026, 'submitted', NULL, NULL, NULL, '{"dati_contribuente":{"codice_fiscale":"RSSGLI85D52H501N","first_name":"Giulia","last_name":"Rossi","residence":{"street":"Via Roma 1","city":"Anzio","postal_code":"00042","province":"RM"}},"immobili":[{"label":"seconda casa","kind":"building","address":{"street":"Via del Mare 4","city":"Anzio","postal_code":"00042","province":"RM"},"cadastral_reference":{"municipality_code":"A323","sheet":"12","parcel":"345","subunit":"6"},"category":"A/3","rendita_cents":72304,"share_basis_points":5000,"months_held":12}],"utilizzo_immobile":{"uses":[{"property":"seconda casa","kind":"available"}]}}', 1795249920000000, 1795249980000000, 1795249980000000, 1795249980000000, 2);
INSERT INTO service_request (id, customer_id, service, tax_year, status, status_reason, operator_id, duplicate_reason, sections, created_at, queued_at, updated_at, submitted_at, version) VALUES (X'019AA5B3C40070008000000000000019', X'019AA5B3C40070008000000000000001', 'MODELLO_730', 2025, 'draft', NULL, NULL, NULL, '{"redditi":{"cu":[{"payer_name":"Comune di Roma","payer_tax_code":"00743110157","year":2025,"kind":"employment","gross_cents":3050000,"withheld_cents":640000,"working_days":365}]}}', 1795250040000000, 1795250040000000, 1795250040000000, NULL, 1);
INSERT INTO service_request (id, customer_id, service, tax_year, status, status_reason, operator_id, duplicate_reason, sections, created_at, queued_at, updated_at, submitted_at, version) VALUES (X'019AA5B3C4007000800000000000001A', X'019AA5B3C40070008000000000000002', 'MODELLO_730', 2025, 'missing_documents', NULL, X'019AA5B3C40070008000000000000004', NULL, '{"redditi":{"cu":[{"payer_name":"Comune di Roma","payer_tax_code":"00743110157","year":2025,"kind":"employment","gross_cents":3050000,"withheld_cents":640000,"working_days":365}]}}', 1795250100000000, 1795250160000000, 1795250160000000, 1795250160000000, 5);
INSERT INTO service_request (id, customer_id, service, tax_year, status, status_reason, operator_id, duplicate_reason, sections, created_at, queued_at, updated_at, submitted_at, version) VALUES (X'019AA5B3C4007000800000000000001B', X'019AA5B3C40070008000000000000002', 'IMU', 2025, 'completed', NULL, X'019AA5B3C40070008000000000000004', NULL, '{"dati_contribuente":{"codice_fiscale":"BNCLCU78P03F205I","first_name":"Luca","last_name":"Bianchi","residence":{"street":"Via Roma 1","city":"Como","postal_code":"00042","province":"CO"}},"immobili":[{"label":"seconda casa","kind":"building","address":{"street":"Via del Mare 4","city":"Como","postal_code":"00042","province":"CO"},"cadastral_reference":{"municipality_code":"C933","sheet":"12","parcel":"345","subunit":"6"},"category":"A/3","rendita_cents":72304,"share_basis_points":5000,"months_held":12}],"utilizzo_immobile":{"uses":[{"property":"seconda casa","kind":"available"}]}}', 1795250220000000, 1795250280000000, 1795250280000000, 1795250280000000, 5);
INSERT INTO service_request (id, customer_id, service, tax_year, status, status_reason, operator_id, duplicate_reason, sections, created_at, queued_at, updated_at, submitted_at, version) VALUES (X'019AA5B3C4007000800000000000001C', X'019AA5B3C40070008000000000000002', 'IMU', 2024, 'rejected', 'Anno già dichiarato altrove.', X'019AA5B3C40070008000000000000004', NULL, '{"dati_contribuente":{"codice_fiscale":"BNCLCU78P03F205I","first_name":"Luca","last_name":"Bianchi","residence":{"street":"Via Roma 1","city":"Como","postal_code":"00042","province":"CO"}},"immobili":[{"label":"seconda casa","kind":"building","address":{"street":"Via del Mare 4","city":"Como","postal_code":"00042","province":"CO"},"cadastral_reference":{"municipality_code":"C933","sheet":"12","parcel":"345","subunit":"6"},"category":"A/3","rendita_cents":72304,"share_basis_points":5000,"months_held":12}],"utilizzo_immobile":{"uses":[{"property":"seconda casa","kind":"available"}]}}', 1795249740000000, 1795249770000000, 1795249770000000, 1795249770000000, 3);
INSERT INTO requested_document (id, request_id, category, reason, requested_by, requested_at, settled_at) VALUES (X'019AA5B3C4007000800000000000001D', X'019AA5B3C4007000800000000000001A', 'medical_receipts', 'Manca lo scontrino della farmacia di marzo.', X'019AA5B3C40070008000000000000004', 1795251000000000, NULL);
INSERT INTO remark (id, request_id, audience, author_id, author_role, body, written_at) VALUES (X'019AA5B3C4007000800000000000001E', X'019AA5B3C4007000800000000000001A', 'message', X'019AA5B3C40070008000000000000004', 'operator', 'Buongiorno, può caricare lo scontrino mancante?', 1795251060000000);
INSERT INTO remark (id, request_id, audience, author_id, author_role, body, written_at) VALUES (X'019AA5B3C4007000800000000000001F', X'019AA5B3C4007000800000000000001A', 'note', X'019AA5B3C40070008000000000000004', 'operator', 'Cliente dal ''19; di solito è puntuale.', 1795251120000000);
INSERT INTO history (id, subject_kind, subject_id, at, actor_id, actor_role, event, from_status, to_status, reason, fields) VALUES (X'019AA5B3C40070008000000000000020', 'service_request', X'019AA5B3C40070008000000000000017', 1795249800000000, X'019AA5B3C40070008000000000000001', 'customer', 'create', 'draft', 'draft', NULL, '["patrimonio_mobiliare"]');
INSERT INTO history (id, subject_kind, subject_id, at, actor_id, actor_role, event, from_status, to_status, reason, fields) VALUES (X'019AA5B3C40070008000000000000022', 'service_request', X'019AA5B3C40070008000000000000017', 1795249860000000, X'019AA5B3C40070008000000000000001', 'customer', 'submit', 'draft', 'submitted', NULL, '[]');
INSERT INTO history (id, subject_kind, subject_id, at, actor_id, actor_role, event, from_status, to_status, reason, fields) VALUES (X'019AA5B3C40070008000000000000024', 'service_request', X'019AA5B3C40070008000000000000017', 1795250400000000, X'019AA5B3C40070008000000000000004', 'operator', 'start_review', 'submitted', 'in_review', NULL, '[]');
INSERT INTO history (id, subject_kind, subject_id, at, actor_id, actor_role, event, from_status, to_status, reason, fields) VALUES (X'019AA5B3C40070008000000000000026', 'service_request', X'019AA5B3C4007000800000000000001B', 1795250280000000, X'019AA5B3C40070008000000000000002', 'customer', 'submit', 'draft', 'submitted', NULL, '[]');
INSERT INTO history (id, subject_kind, subject_id, at, actor_id, actor_role, event, from_status, to_status, reason, fields) VALUES (X'019AA5B3C40070008000000000000028', 'service_request', X'019AA5B3C4007000800000000000001B', 1795250460000000, X'019AA5B3C40070008000000000000004', 'operator', 'start_review', 'submitted', 'in_review', NULL, '[]');
INSERT INTO history (id, subject_kind, subject_id, at, actor_id, actor_role, event, from_status, to_status, reason, fields) VALUES (X'019AA5B3C4007000800000000000002A', 'service_request', X'019AA5B3C4007000800000000000001B', 1795250700000000, X'019AA5B3C40070008000000000000004', 'operator', 'complete', 'in_review', 'completed', NULL, '[]');
INSERT INTO history (id, subject_kind, subject_id, at, actor_id, actor_role, event, from_status, to_status, reason, fields) VALUES (X'019AA5B3C4007000800000000000002C', 'service_request', X'019AA5B3C4007000800000000000001C', 1795250520000000, X'019AA5B3C40070008000000000000004', 'operator', 'reject', 'submitted', 'rejected', 'Anno già dichiarato altrove.', '[]');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES (X'019AA5B3C40070008000000000000015', 1795248060000000, NULL, 'system', 'account.create', 'account', X'019AA5B3C40070008000000000000005', '{"role":"admin"}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES (X'019AA5B3C40070008000000000000016', 1795248600000000, X'019AA5B3C40070008000000000000001', 'customer', 'caf.consent.record', 'account', X'019AA5B3C40070008000000000000001', '{"granted":true,"policy_version":"2026-01","purpose":"privacy"}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES (X'019AA5B3C40070008000000000000021', 1795249800000000, X'019AA5B3C40070008000000000000001', 'customer', 'service_request.create', 'service_request', X'019AA5B3C40070008000000000000017', '{}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES (X'019AA5B3C40070008000000000000023', 1795249860000000, X'019AA5B3C40070008000000000000001', 'customer', 'service_request.submit', 'service_request', X'019AA5B3C40070008000000000000017', '{}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES (X'019AA5B3C40070008000000000000027', 1795250280000000, X'019AA5B3C40070008000000000000002', 'customer', 'service_request.submit', 'service_request', X'019AA5B3C4007000800000000000001B', '{}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES (X'019AA5B3C40070008000000000000025', 1795250400000000, X'019AA5B3C40070008000000000000004', 'operator', 'service_request.start_review', 'service_request', X'019AA5B3C40070008000000000000017', '{}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES (X'019AA5B3C40070008000000000000029', 1795250460000000, X'019AA5B3C40070008000000000000004', 'operator', 'service_request.start_review', 'service_request', X'019AA5B3C4007000800000000000001B', '{}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES (X'019AA5B3C4007000800000000000002D', 1795250520000000, X'019AA5B3C40070008000000000000004', 'operator', 'service_request.reject', 'service_request', X'019AA5B3C4007000800000000000001C', '{"reason":"Anno già dichiarato altrove."}');
INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details) VALUES (X'019AA5B3C4007000800000000000002B', 1795250700000000, X'019AA5B3C40070008000000000000004', 'operator', 'service_request.complete', 'service_request', X'019AA5B3C4007000800000000000001B', '{}');
INSERT INTO audit_link (position, entry_id, hash) VALUES (1, X'019AA5B3C40070008000000000000015', X'1A918DAF13CE6D6ED9D23563D600B48E9D8B3160D206E6C77DF782223B433188');
INSERT INTO audit_link (position, entry_id, hash) VALUES (2, X'019AA5B3C40070008000000000000016', X'77C3D450BE4470F5BF2C77FFDA566DE2FA16570A872365361378FD0CBD3DC27F');
INSERT INTO audit_link (position, entry_id, hash) VALUES (3, X'019AA5B3C40070008000000000000021', X'FD63D7BE5245E81951FEAA1E9C4A25F9C8E85686D664CC72CA93C4BF697479AC');
INSERT INTO audit_link (position, entry_id, hash) VALUES (4, X'019AA5B3C40070008000000000000023', X'B4A5FA22C11A7CF610172308BF8D1A12B3B38BEE4FB235CBFAC6941EA5F00A55');
INSERT INTO audit_link (position, entry_id, hash) VALUES (5, X'019AA5B3C40070008000000000000027', X'63E424BF6C31A0C1C581D6C9D0C9207B515942F514651EBC712E5B7970DB75FF');
INSERT INTO audit_link (position, entry_id, hash) VALUES (6, X'019AA5B3C40070008000000000000025', X'5ADBF37D96800445AE72603AAE8BD60A1774161E1D3884DA50007E43BF3A206B');
INSERT INTO audit_link (position, entry_id, hash) VALUES (7, X'019AA5B3C40070008000000000000029', X'C26DC0DCFB68EBF837FC615E433CA0E0E671F43903693E35130F418DABD2054C');
INSERT INTO job (id, kind, queue, args, state, run_at, attempt, max_attempts, lease_until, leased_by, unique_key, last_error, created_at, finished_at) VALUES (X'019AA5B3C4007000800000000000002E', 'audit.seal', 'maintenance', '{}', 'done', 1795251600000000, 1, 20, NULL, NULL, NULL, NULL, 1795251600000000, 1795251601000000);
INSERT INTO job (id, kind, queue, args, state, run_at, attempt, max_attempts, lease_until, leased_by, unique_key, last_error, created_at, finished_at) VALUES (X'019AA5B3C4007000800000000000002F', 'idempotency.forget', 'maintenance', '{}', 'ready', 1795255200000000, 0, 20, NULL, NULL, 'schedule:idempotency.forget', NULL, 1795251600000000, NULL);
INSERT INTO job_queue (name, is_full) VALUES ('maintenance', 0);
INSERT INTO schedule_slot (schedule, slot, slot_at, fired_at) VALUES ('audit.seal', '2026-11-21T09:00:00Z', 1795251600000000, 1795251600400000);
INSERT INTO idempotent_request (principal, key, operation, fingerprint, claim, claimed_at, status, headers, body) VALUES ('019aa5b3-c400-7000-8000-000000000001', 'apro-isee', 'createServiceRequest', X'CE953A0EB08246617B7F849486C4B26A7AF37E9D2E8F0E13B3AE1BF0DA8A70A2', X'019AA5B3C40070008000000000000030', 1795249800000000, 201, '[["content-type","application/json"]]', X'7B226964223A2230313961613562332D633430302D373030302D383030302D303030303030303030303137227D');
