import Crypto
import Kernel
import Store
import TestKit

@testable import Platform

/// A product in which people keep pages that nobody else can read.
let notebook = ProductDefinition(
    name: "notebook",
    title: "Notebook",
    summary: "Sealed values under test.",
    root: "/api",
    zone: .rome,
    currency: .euro,
    languages: [.english, .italian],
    accounts: AccountPolicy(selfRegistrationRole: .member, administrators: [.steward]),
    access: AccessMatrix(roles: .member, .steward) {},
    features: [.pages]
)

/// A page of a notebook; its text is sealed.
enum SealedPage {
    static let text = PersonSealedColumn("page", "text", key: "id", account: "account_id")

    static func write(_ text: String, of account: ID<Account>, at site: Site) async throws -> ID<SealedPage> {
        try await site.db.write { tx in
            let id = tx.newID(of: SealedPage.self)
            let sealed = try Self.text.seal(text.utf8, in: id, of: account, at: site, tx)
            try tx.execute("INSERT INTO page (id, account_id, text) VALUES (\(id), \(account), \(sealed))")
            return id
        }
    }

    /// The texts of a person, in the order in which they were written.
    static func all(of account: ID<Account>, at site: Site) async throws -> [String] {
        try await site.db.read { tx in
            let key = try PersonKey.find(account, at: site, tx)
            var texts: [String] = []
            try tx.forEach("SELECT id, text FROM page WHERE account_id = \(account) ORDER BY id") { row in
                let (id, sealed): (ID<SealedPage>, [UInt8]) = (try row.next(), try row.next())
                texts.append(String(decoding: try text.open(sealed, in: id, with: key), as: UTF8.self))
            }
            return texts
        }
    }
}

extension Feature {
    fileprivate static let pages = Feature(
        routes: [Accounts.registerRoute],
        migrations: [
            Migration(
                id: "notebook/pages-001",
                """
                CREATE TABLE page (
                    id {id} PRIMARY KEY,
                    account_id {id} NOT NULL REFERENCES account (id),
                    text {bytes} NOT NULL
                ) {strict};
                """
            )
        ],
        personalData: [
            PersonalData(
                "pages",
                ["en": "Pages", "it": "Pagine"],
                tables: ["page"],
                rows: { "page p WHERE p.account_id = \($0)" },
                export: .init(by: "p.id", .sealedText("text", "p.text", SealedPage.text)),
                erasure: .delete(because: ["en": "They are theirs alone.", "it": "Sono solo loro."]) {
                    ["DELETE FROM page WHERE account_id = \($0)"]
                }
            )
        ],
        personSealed: [SealedPage.text]
    )
}

/// Giulia, Luca and Sara with empty notebooks; backups are made where a folder is given.
func aNotebook(backupsIn folder: String? = nil) async throws -> World {
    try await World(notebook, cast: "readers", cast: joinClub) { $0.backupFolder = folder }
}

extension World {
    /// The same site as a process with these field keys sees it, each id standing for a key.
    func site(fieldKeys ids: String...) async throws -> Site {
        let keys = ids.map { FieldKey.sample($0) }
        return try await World.site(
            product,
            db,
            clock,
            site.dependencies,
            secret: SiteSecret(World.secret, fieldKeys: keys)
        )
    }

    func keyCounts() async throws -> [KeyCount] {
        try await db.read { tx in try PersonKey.counts(tx) }
    }
}

extension FieldKey {
    /// The same key for the same id.
    static func sample(_ id: String) -> FieldKey {
        guard let key = FieldKey(sampleText(id)) else { preconditionFailure(id) }
        return key
    }

    static func sampleText(_ id: String) -> String {
        "\(id):\(Base64.standard.encode(Array(SHA256.hash(data: Array(id.utf8)))))"
    }
}
