import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("listeners of the rooms")
struct LiveRoomTests {
    @Test
    func
        `admins hear the admins' room, location admins their zones, vendors their company, shop owners only themselves`()
        async throws
    {
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

@Suite("changes of rooms while listening")
struct MovingRoomTests {
    @Test
    func `a location admin who is given another zone hears that one at once, and no longer the one they had`()
        async throws
    {
        let world = try await market()
        let (karkh, erbil) = (try await world.room("Karkh"), try await world.room("Erbil"))
        let id = try await world.id(of: .ali)
        try await world.live { live in
            let ali = try await live.socket("/ws", as: .ali)
            try await ali.wait { !$0.texts.isEmpty }
            try await world.say("before", in: karkh)
            try await ali.wait { $0.names.contains("before") }
            let zone: JSONValue = ["zone_ids": [.string(try await world.zone("Erbil"))]]
            #expect(try await world.as(.noor).patch("/api/admins/\(id)/zones", zone).status == 200)
            try await world.repeat("new", in: erbil, until: ali)
            try await world.say("old", in: karkh)
            try await world.say("end", in: erbil)
            try await ali.wait { $0.names.last == "end" }
            #expect(ali.names.contains("before") && ali.names.contains("new") && !ali.names.contains("old"))
        }
    }

    @Test
    func `a vendor who goes to another company hears that one at once, and no longer the one they left`()
        async throws
    {
        let world = try await market()
        let email = Person.hassan.email
        let (mine, other): (ID<Company>?, ID<Company>?) = try await world.db.read { tx in
            let mine: ID<Company>? = try tx.value(
                "SELECT m.company_id FROM member m JOIN account a ON a.id = m.account_id WHERE a.email = \(email)"
            )
            return (mine, try tx.value("SELECT id FROM company WHERE id <> \(mine)"))
        }
        let (old, new) = (RealtimeRoom.company(try #require(mine)), RealtimeRoom.company(try #require(other)))
        try await world.live { live in
            let hassan = try await live.socket("/ws", as: .hassan)
            try await hassan.wait { !$0.texts.isEmpty }
            try await world.db.write { tx in
                let account: ID<Account>? = try tx.value("SELECT id FROM account WHERE email = \(email)")
                guard let account else { throw TestFailure("the market is not as it was") }
                var member = try Member.find(account, tx)
                member.company = other
                _ = try member.save(tx)
            }
            try await world.repeat("new", in: new, until: hassan)
            try await world.say("old", in: old)
            try await world.say("end", in: new)
            try await hassan.wait { $0.names.last == "end" }
            #expect(hassan.names.contains("new") && !hassan.names.contains("old"))
        }
    }

    @Test
    func `a location admin who becomes a super admin hears what they hear; one who is shut out is sent away`()
        async throws
    {
        let world = try await market()
        let karkh = try await world.room("Karkh")
        let admin = "/api/admins/\(try await world.id(of: .ali))"
        try await world.live { live in
            let ali = try await live.socket("/ws", as: .ali)
            try await ali.wait { !$0.texts.isEmpty }
            #expect(try await world.as(.noor).put(admin, ["role": "super_admin"]).status == 200)
            try await world.repeat("new", in: .admins, until: ali)
            try await world.say("old", in: karkh)
            try await world.say("end", in: .admins)
            try await ali.wait { $0.names.last == "end" }
            #expect(!ali.names.contains("old"))
            #expect(try await world.as(.noor).patch("\(admin)/active", ["is_active": false]).status == 200)
            try await ali.wait(until: \.isGone)
            #expect(ali.closed == 4401)
        }
    }
}

extension World {
    fileprivate func room(_ name: String) async throws -> RealtimeRoom {
        .zone(try #require(ID<DeliveryZone>(try await zone(name))))
    }

    fileprivate func say(_ event: String, in room: RealtimeRoom) async throws {
        try await db.write { tx in try Realtime.publish(event, to: [room], nil, tx) }
    }

    /// For at most four seconds: without a notification, rooms are looked up again after a minute.
    fileprivate func `repeat`(_ event: String, in room: RealtimeRoom, until client: SocketClient) async throws
    {
        for _ in 0..<200 where !client.names.contains(event) {
            try await say(event, in: room)
            try await Task.sleep(for: .milliseconds(20))
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
