import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("who hears what")
struct LiveRoomTests {
    @Test(
        "admins hear the admins' room, location admins their zones, vendors their company, shop owners only themselves"
    )
    func rooms() async throws {
        let world = try await market()
        try await world.live { live in
            let clients = try await [Person.noor, .ali, .rana, .hassan, .layla, .omar].asyncMap { person in
                try await live.socket("/ws", as: person)
            }
            for client in clients { try await client.wait { !$0.texts.isEmpty } }
            try await world.db.write { tx in
                let account: ID<Account>? = try tx.value(
                    "SELECT id FROM account WHERE email = \(Person.ali.email)"
                )
                let zone: ID<DeliveryZone>? = try tx.value(
                    "SELECT zone_id FROM admin_zone WHERE account_id = \(account) ORDER BY zone_id LIMIT 1"
                )
                let vendor: ID<Account>? = try tx.value(
                    "SELECT id FROM account WHERE email = \(Person.hassan.email)"
                )
                let company: ID<Company>? = try tx.value(
                    "SELECT company_id FROM member WHERE account_id = \(vendor)"
                )
                let owner: ID<Account>? = try tx.value(
                    "SELECT id FROM account WHERE email = \(Person.omar.email)"
                )
                guard let zone, let company, let owner else {
                    throw TestFailure("the market is not as it was")
                }
                try Realtime.publish("admins", to: [.admins], nil, tx)
                try Realtime.publish("zone", to: [.zone(zone)], nil, tx)
                try Realtime.publish("company", to: [.company(company)], nil, tx)
                try Realtime.publish("owner", to: [.account(owner)], nil, tx)
                for person in [Person.noor, .ali, .rana, .hassan, .layla, .omar] {
                    let id: ID<Account>? = try tx.value(
                        "SELECT id FROM account WHERE email = \(person.email)"
                    )
                    if let id { try Realtime.publish("end", to: [.account(id)], nil, tx) }
                }
            }
            var heard: [[String]] = []
            for client in clients {
                try await client.wait { $0.names.last == "end" }
                heard.append(Array(client.names.dropFirst().dropLast()))
            }
            #expect(heard == [["admins"], ["zone"], [], ["company"], [], ["owner"]])
        }
    }
}

extension SocketClient {
    fileprivate var names: [String] {
        texts.compactMap { try? JSONValue(parsing: Array($0.utf8))["event"]?.stringValue }
    }
}

extension Array {
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async throws -> [Result]
    {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
