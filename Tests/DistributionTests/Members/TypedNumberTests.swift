import Kernel
import Store
import TestKit
import Testing

@testable import Distribution
@testable import Platform

@Suite struct TypedNumberTests {
    // swift-format-ignore
    @Test(arguments: [
        "\u{200E}+9647701000006", "\u{202A}+964 770 100 0006\u{202C}", "0770 100 0006", "٠٧٧٠ ١٠٠ ٠٠٠٦", "+964 0770-100-0006", "009647701000006",
        "9647701000006",
    ])
    func `someone logs in with their number however it was typed or pasted`(typed: String) async throws {
        let world = try await market()
        // A number opens an account once it has been shown; those of the demo are.
        let known = try await world.logIn([
            "phone": .string(Person.omarsPhone), "password": .string(Person.demoPassword),
        ])
        let answer = try await world.logIn([
            "phone": .string(typed), "password": .string(Person.demoPassword),
        ])
        #expect(answer.status == known.status && answer.faults == [:], "\(answer)")
    }

    @Test func `a shop's name is one line wherever it goes`() async throws {
        let world = try await market()
        let omar = "/api/users/\(try await world.id(of: .omar))"
        let name = "Lilium\n\nhttps://evil.example/confirm-order\n\nShop"
        let answer = try await world.as(.omar).put(omar, ["shop_name": .string(name)])
        #expect(answer["shop_name"] == "Lilium https://evil.example/confirm-order Shop")
        // A row of the past.
        try await world.db.write { tx in
            try tx.execute("UPDATE member SET shop_name = \(name) WHERE name = 'Omar Hadi'")
        }
        #expect(
            try await world.as(.omar).get(omar)["shop_name"]
                == "Lilium https://evil.example/confirm-order Shop"
        )
    }

    @Test func `stored numbers lose the zero of home; where two would be one both stay and are told of`()
        async throws
    {
        let world = try await market()
        let (omar, zainab) = (try await world.id(of: .omar), try await world.id(of: .zainab))
        try await world.db.write { tx in
            try tx.execute(
                "UPDATE account SET phone = '+9640770999', phone_key = '+9640770999' WHERE email LIKE 'omar%'"
            )
            try tx.execute(
                "UPDATE account SET phone = '+9640770999888', phone_key = '+9640770999888' WHERE email LIKE 'zainab%'"
            )
            try tx.execute(
                "UPDATE account SET phone = '+964770999888', phone_key = '+964770999888' WHERE email LIKE 'dilan%'"
            )
            try tx.execute("DELETE FROM schema_migration WHERE id = 'platform/accounts-trunk-prefixes'")
        }
        let applied = try await world.db.migrate(distribution.migrations)
        #expect(applied == ["platform/accounts-trunk-prefixes"])

        let numbers = try await world.db.read { tx in
            try tx.values(
                "SELECT phone_key || ' ' || phone FROM account WHERE phone LIKE '%999%' ORDER BY phone",
                as: String.self
            )
        }
        #expect(
            Set(numbers) == [
                "+964770999 +964770999", "+9640770999888 +9640770999888", "+964770999888 +964770999888",
            ]
        )
        let left = try await world.db.read { tx in try TrunkPrefixes.left(tx) }
        #expect(left.map(\.description) == [zainab] && omar != zainab)
        #expect(try await world.as(.zainab).get("/api/users/\(zainab)").status == 200)
    }

    @Test func `a mere claim to a number does not keep its proven owner from it`() async throws {
        let world = try await market()
        try await world.db.write { tx in
            try tx.execute(
                "UPDATE account SET phone = '+9640770999888', phone_key = '+9640770999888', phone_verified_at = \(tx.now) WHERE email LIKE 'zainab%'"
            )
            try tx.execute(
                "UPDATE account SET phone = '+964770999888', phone_key = '+964770999888', phone_verified_at = NULL WHERE email LIKE 'dilan%'"
            )
            try tx.execute("DROP INDEX account_phone")
            try tx.execute(
                "DELETE FROM schema_migration WHERE id IN ('platform/accounts-trunk-prefixes', 'platform/accounts-007')"
            )
        }
        let applied = try await world.db.migrate(distribution.migrations)
        #expect(applied == ["platform/accounts-007", "platform/accounts-trunk-prefixes"])
        let holder = try await world.db.read { tx in
            try tx.values("SELECT email FROM account WHERE phone_key = '+964770999888'", as: String.self)
        }
        #expect(holder.count == 1 && holder[0].hasPrefix("zainab"), "\(holder)")
        #expect(try await world.db.read { tx in try TrunkPrefixes.left(tx) } == [])
    }

    @Test func `the table of migration and the table of values are one`() {
        for code in ["44", "964", "39", "98", "963", "36", "7", "1", "225"] {
            let typed = "+\(code)0770100000"
            let isTaken = PhoneNumber(rawValue: typed)?.rawValue != typed
            #expect(isTaken == ["44", "964", "98", "963"].contains(code), "\(code)")
        }
    }

    @Test func `of fifty who write one SKU in their own ways at once, one has it`() async throws {
        let world = try await market()
        _ = try await world.token(of: .hassan)
        let ways = ["RACE-9", " race-9\u{A0}", "RACE\u{2011}9", "\u{200E}Race–٩\n", "ｒａｃｅ－９"]
        let bodies = try await ways.asyncMap { try await world.newProduct($0) }
        let answers = try await world.atOnce(50) { index in
            try await world.as(.hassan).post("/api/vendors/products", bodies[index % bodies.count])
        }
        #expect(answers.statuses == [201: 1, 409: 49], "\(answers.statuses)")
    }

    @Test func `of fifty who give one mailbox in their own ways at once, one has it`() async throws {
        let world = try await market()
        _ = try await world.token(of: .noor)
        let ways = [
            "lina@بغداد.example", " LINA@xn--mgbbvb6c.example\n", "lina@بغداد。example",
            "\u{FEFF}Lina＠بغداد.example",
        ]
        let answers = try await world.atOnce(50) { index in
            try await world.as(.noor).post(
                "/api/admins",
                [
                    "email": .string(ways[index % ways.count]), "password": "تسعة غزلان تركض",
                    "name": "Lina Aziz",
                    "role": "super_admin",
                ]
            )
        }
        #expect(answers.statuses == [201: 1, 409: 49], "\(answers.statuses)")
        let stored = try await world.db.read { tx in
            try tx.values("SELECT email FROM account WHERE email LIKE 'lina%'", as: String.self)
        }
        #expect(stored == ["lina@xn--mgbbvb6c.example"])
    }
}

extension Array {
    fileprivate func asyncMap<Result>(_ make: (Element) async throws -> Result) async rethrows -> [Result] {
        var made: [Result] = []
        for element in self { made.append(try await make(element)) }
        return made
    }
}
