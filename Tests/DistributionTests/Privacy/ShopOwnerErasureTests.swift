import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite struct ShopOwnerErasureTests {
    private let traces = [
        Person.omar.email, Person.omarsPhone, "Omar Hadi", "أسواق عمر", "omar-phone", "شارع المتنبي",
    ]

    @Test func `of who has left nothing that names them is found in any table`() async throws {
        let world = try await market()
        try await fill(world)
        let before = try await found(world)
        #expect(before.isSuperset(of: [Person.omar.email, Person.omarsPhone, "Omar Hadi", "شارع المتنبي"]))

        let path = "/api/users/\(try await world.id(of: .omar))"
        let left = try await world.as(.omar).delete(path, ["password": .string(Person.demoPassword)])
        try await world.runJobs()

        #expect(left.status == 204)
        #expect(try await found(world) == [])
        #expect(try await world.count("SELECT COUNT(*) FROM push_device") == 0)
        #expect(
            try await world.count("SELECT COUNT(*) FROM member") == 8,
            "the row stays for what refers to it"
        )
    }

    @Test func `a copy has the profile, the devices and the account`() async throws {
        let world = try await market()
        try await fill(world)

        let archive = try PythonZip(await world.as(.omar).get("/api/users/me/export").body)

        #expect(try archive.json("member.json")[0]?["shop_name"] == "أسواق عمر")
        #expect(try archive.json("push_devices.json").arrayValue?.count == 1)
        #expect(try archive.json("account.json")[0]?["phone"]?.stringValue == Person.omarsPhone)
        #expect(
            !archive.texts.values.contains { $0.contains("omar-phone") },
            "a device's token is no news to its owner"
        )
        #expect(!archive.texts.values.contains { $0.contains(Person.zainab.email) })
    }

    @Test func `an administrator's plan says what would happen`() async throws {
        let world = try await market()
        let plan = try await world.as(.noor).get(
            "/api/admin/users/\(try await world.id(of: .omar))/erasure-plan"
        )

        #expect(plan.status == 200 && plan["is_allowed"] == true)
        #expect(
            try await world.as(.ali).get("/api/admin/users/\(try await world.id(of: .omar))/erasure-plan")
                .status == 403
        )
    }

    private func fill(_ world: World) async throws {
        let omar = world.as(.omar)
        _ = try await omar.put(
            "/api/users/\(try await world.id(of: .omar))",
            ["shop_address": "شارع المتنبي"]
        )
        _ = try await omar.post(
            "/api/notifications/register-token",
            ["token": "omar-phone", "platform": "ios"]
        )
        _ = try await omar.post("/api/notifications/test")
        _ = try await world.requestCode(Person.omarsPhone)
        _ = try await world.anonymous.post("/api/auth/forgot-password", ["email": .string(Person.omar.email)])
        try await world.runJobs()
    }

    /// Which of the traces stand in any column that people's words are written to.
    private func found(_ world: World) async throws -> Set<String> {
        try await world.db.read { [traces] tx in
            var words: [String] = []
            for column in Self.columns { words += try tx.values(column, as: String.self) }
            return Set(traces.filter { trace in words.contains { $0.contains(trace) } })
        }
    }

    private static let columns: [SQL] = [
        "SELECT email FROM account", "SELECT phone FROM account WHERE phone IS NOT NULL",
        "SELECT phone_key FROM account WHERE phone_key IS NOT NULL", "SELECT name FROM member",
        "SELECT shop_name FROM member WHERE shop_name IS NOT NULL",
        "SELECT shop_address FROM member WHERE shop_address IS NOT NULL",
        "SELECT CAST(placeholder_values AS TEXT) FROM notice",
        "SELECT address FROM notice WHERE address IS NOT NULL",
        "SELECT body FROM notice WHERE body IS NOT NULL", "SELECT email FROM registration",
        "SELECT phone FROM registration WHERE phone IS NOT NULL", "SELECT phone FROM phone_request",
        "SELECT email FROM password_request", "SELECT email FROM mailed_token",
        "SELECT CAST(args AS TEXT) FROM job",
        "SELECT CAST(details AS TEXT) FROM audit_entry",
        "SELECT last_error FROM notice_delivery WHERE last_error IS NOT NULL",
    ]
}
