import Kernel
import Platform
import Store
import TestKit

/// A product that only exists to have people told things.
let postOffice = ProductDefinition(
    name: "post_office",
    title: "Post office",
    summary: "Notifications under test.",
    zone: .rome,
    currency: .euro,
    languages: [.italian, .english],
    accounts: AccountPolicy(selfRegistrationRole: .visitor, administrators: [.foreman]),
    access: AccessMatrix(roles: .visitor, .foreman) {},
    features: [
        Feature(templates: [parcel, reset, offer]), .devices(needs: .account),
        .announcements(to: Readers.self, routes: []),
    ]
)

/// The readers that the post office can write to.
enum Readers: String, Codable, CaseIterable, Sendable, SQLValueConvertible, AnnouncementAudience {
    case everyone
    case visitors

    static let prefix = "post"

    func recipients(of _: Announcement<Readers>) -> SQL {
        self == .everyone ? "TRUE" : "a.role = \(Role.visitor.name)"
    }
}

let parcel = NoticeTemplate(
    "post.parcel",
    .service,
    subject: ["en": "Parcel {{number}} has come", "it": "È arrivato il pacco {{number}}"],
    body: [
        "en": "Dear {{name}},\n\nit waits for you at the counter.\n\nhttps://post.example/{{number}}",
        "it": "Gentile {{name}},\n\nla aspetta allo sportello.\n\nhttps://post.example/{{number}}",
    ],
    preview: ["number": "7", "name": "Giulia"]
)

let reset = NoticeTemplate(
    "post.reset",
    .security,
    channels: [.email],
    subject: ["en": "Your new key", "it": "La nuova chiave"],
    body: ["en": "Open the box with\n\n{{link}}", "it": "Apra la cassetta con\n\n{{link}}"],
    preview: ["link": "https://post.example/keys/1"],
    secrets: ["link"]
)

let offer = NoticeTemplate(
    "post.offer",
    .marketing,
    subject: ["en": "Stamps for less", "it": "Francobolli scontati"],
    body: ["en": "Only today.", "it": "Solo oggi."]
)

/// Giulia reads Italian, Luca English; Sara administers.
func aPostOffice(dependencies: (inout Dependencies) -> Void = { _ in }) async throws -> World {
    try await World(postOffice, cast: "people", cast: people, dependencies: dependencies)
}

private func people(at site: Site) async throws {
    let people: [(Person, Role, Language)] = [
        (.giulia, .visitor, .italian), (.luca, .visitor, .english), (.sara, .foreman, .english),
    ]
    for (person, role, locale) in people {
        _ = try await Accounts.createStaff(
            email: EmailAddress(parsing: person.email),
            password: Password(person.password),
            role: role,
            locale: locale,
            by: .system,
            at: site
        )
    }
}

extension World {
    func account(_ person: Person) async throws -> ID<Account> {
        let address = try EmailAddress(parsing: person.email)
        guard let account = try await db.read({ tx in try Account.find(email: address, tx) }) else {
            throw TestFailure("\(person.name) has no account")
        }
        return account.id
    }

    func tell(_ person: Person, _ notice: Notice) async throws {
        let account = try await account(person)
        try await db.write { tx in try Notifications.notify(account, notice, tx) }
    }

    func values(_ sql: SQL) async throws -> [String] {
        try await db.read { tx in try tx.values(sql, as: String.self) }
    }
}

extension Notice {
    static func parcel(_ number: String, name: String = "Giulia", key: String? = nil) -> Notice {
        Notice(template: "post.parcel", values: ["number": number, "name": name], key: key)
    }
}
