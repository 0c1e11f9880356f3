import Kernel
import Store
import TestKit

@testable import Platform

/// A product with readers, some of whom are also at the desk.
enum Newsstand {
    struct Refused: Error {}

    static func world() async throws -> World {
        try await World(product, cast: "newsstand", cast: cast)
    }

    static let product = ProductDefinition(
        name: "newsstand",
        title: "Newsstand",
        summary: "Readers and what they hear.",
        zone: .rome,
        currency: .euro,
        languages: [.italian, .english],
        accounts: AccountPolicy(selfRegistrationRole: .newsreader, administrators: [.newsreader]),
        access: AccessMatrix(roles: .newsreader) {},
        features: [
            Feature(migrations: [
                Migration(
                    id: "newsstand/001",
                    "CREATE TABLE desk (account_id {id} PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE) {strict};"
                )
            ])
        ],
        realtime: RealtimePolicy(path: "/ws", socketPath: "/socket.io/") { actor, tx in
            let isAtDesk = try tx.exists("SELECT 1 FROM desk WHERE account_id = \(actor.account)")
            return isAtDesk ? [.readers, .desk] : [.readers]
        }
    )

    @Sendable private static func cast(_ site: Site) async throws {
        for person in [Person.anna, .bruno] {
            _ = try await Accounts.createStaff(
                email: EmailAddress(parsing: person.email),
                password: Password(person.password),
                role: .newsreader,
                locale: .italian,
                by: .system,
                at: site
            )
        }
    }

    static func account(of person: Person, _ tx: borrowing Tx) throws -> ID<Account> {
        try tx.value("SELECT id FROM account WHERE email = \(person.email)") ?? ID(raw: 0)
    }
}

extension Person {
    static let anna = Person.giulia
    static let bruno = Person.luca
}

extension Role {
    static let newsreader = Role("reader")
}

extension RealtimeRoom {
    static let readers = RealtimeRoom("readers")
    static let desk = RealtimeRoom("desk")
}

extension World {
    func publish(_ events: String..., to rooms: [RealtimeRoom], _ payload: JSONValue = nil) async throws {
        try await db.write { tx in
            for event in events { try Realtime.publish(event, to: rooms, payload, tx) }
        }
    }
}

extension SocketClient {
    var documents: [JSONValue] { texts.compactMap { try? JSONValue(parsing: Array($0.utf8)) } }
    var events: [String] { documents.compactMap { $0["event"]?.stringValue } }
    var ids: [Int64] { documents.compactMap { $0["id"]?.integerValue } }
    func id(of event: String) -> Int64? {
        documents.first { $0["event"]?.stringValue == event }?["id"]?.integerValue
    }
}
