import Kernel
import Store

extension Feature {
    /// Logins at providers of identities; its product lists the routes.
    package static let signIn = Feature(
        migrations: [OIDC.migration],
        jobs: [ForgetSignIns.self],
        schedules: [Every("oidc.forget", .hours(1), ForgetSignIns())],
        problems: [.roundTripState, .signInUnavailable],
        personalData: [OIDC.identities],
        impersonalTables: [
            ImpersonalTable("oidc_login", "keyed hashes of logins under way, for ten minutes")
        ],
        templates: OIDC.templates,
        sealed: [OIDCLogin.verifier],
        audit: OIDCAction.self,
        unlinking: { account, _, _, tx in
            for step in OIDC.erased(account) { try tx.execute(step) }
        }
    )
}

/// Logins at providers of identities (OpenID Connect).
package enum OIDC {
    static let migration = Migration(
        id: "platform/oidc-001",
        """
        CREATE TABLE oidc_login (
            id {id} PRIMARY KEY,
            hash {bytes} NOT NULL UNIQUE,
            provider {text} NOT NULL CHECK (provider <> ''),
            nonce {text} NOT NULL,
            verifier {bytes} NOT NULL,
            return_to {text} NOT NULL,
            challenge {text} NOT NULL,
            expires_at {instant} NOT NULL
        ) {strict};
        CREATE INDEX oidc_login_expires_at ON oidc_login (expires_at);
        CREATE TABLE oidc_code (
            hash {bytes} PRIMARY KEY,
            account_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            challenge {text} NOT NULL,
            expires_at {instant} NOT NULL
        ) {strict};
        CREATE INDEX oidc_code_account ON oidc_code (account_id);
        CREATE INDEX oidc_code_expires_at ON oidc_code (expires_at);
        CREATE TABLE oidc_identity (
            issuer {text} NOT NULL CHECK (issuer <> ''),
            subject {text} NOT NULL CHECK (subject <> ''),
            account_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            linked_at {instant} NOT NULL,
            PRIMARY KEY (issuer, subject),
            UNIQUE (issuer, account_id)
        ) {strict};
        CREATE INDEX oidc_identity_account ON oidc_identity (account_id);
        """
    )

    static let identities = PersonalData(
        "sign_ins",
        [
            "en": "Logins with other services", "it": "Accessi con altri servizi",
            "ar": "الدخول عبر خدمات أخرى", "ku": "چوونەژوورەوە بە خزمەتگوزاری تر",
        ],
        tables: ["oidc_identity", "oidc_code"],
        rows: { "oidc_identity o WHERE o.account_id = \($0)" },
        export: .init(
            by: "o.account_id",
            .text("issuer", "o.issuer"),
            .text("subject", "o.subject"),
            .instant("linked_at", "o.linked_at")
        ),
        erasure: .delete(because: Privacy.notNeeded, erased)
    )

    @Sendable fileprivate static func erased(_ account: ID<Account>) -> [SQL] {
        [
            "DELETE FROM oidc_code WHERE account_id = \(account)",
            "DELETE FROM oidc_identity WHERE account_id = \(account)",
        ]
    }
}

/// Deletes logins that nobody finished.
struct ForgetSignIns: Job {
    static let kind = "oidc.forget"
    static let policy = JobPolicy(queue: .maintenance)

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await call.db.write { tx in
            try tx.execute("DELETE FROM oidc_login WHERE expires_at <= \(tx.now)")
            try tx.execute("DELETE FROM oidc_code WHERE expires_at <= \(tx.now)")
        }
        return .done
    }
}
