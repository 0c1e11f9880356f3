import Kernel
import Store
import Synchronization
import TestKit
import Testing

@testable import Platform
@testable import Web

/// The log says from where.
@Suite struct SecurityLogTests {
    private let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

    @Test func `refused and locked logins name address, program and request`() async throws {
        let (world, lines) = try await aWatchedClub()

        for _ in 1...6 { _ = try await attempt(world, "not the password") }

        let refused = try lines.all("login_refused")
        #expect(refused.count == 5)
        #expect(try lines.all("login_locked").count == 1)
        #expect(refused[0]["address"] == "127.0.0.1" && refused[0]["agent"] == "Firefox, Linux")
        let giulia = try await world.account(of: .giulia).id
        #expect(refused[0]["account"]?.stringValue == "\(giulia)")
        #expect(Set(refused.compactMap { $0["request_id"]?.stringValue }).count == 5)
    }

    @Test func `reuse, step-up and what is forbidden are told`() async throws {
        let (world, lines) = try await aWatchedClub()
        let grant = try await world.login(.giulia)
        let client = world.with(token: grant.accessToken)
        #expect(try await client.get("/api/admin/audit-logs").status == 403)
        _ = try await client.post("/api/auth/step-up", ["password": "not the password"])
        _ = try await client.post("/api/auth/step-up", ["password": .string(Person.demoPassword)])
        _ = try await world.forgot(Person.giulia.email)
        let renewed: TokenGrant = try await world.refresh(grant.refreshToken).decoded()
        #expect(try await world.refresh(renewed.refreshToken).status == 200)
        #expect(try await world.refresh(grant.refreshToken).status == 401)

        for event in [
            "forbidden", "step_up_failed", "step_up_passed", "password_reset_asked", "refresh_reuse",
        ] {
            let told = try lines.all(event)
            #expect(told.count == 1, "\(event)")
            #expect(told.first?["address"] == "127.0.0.1" && told.first?["request_id"] != nil)
        }
    }

    @Test func `an entry of the audit log says from where, and can be found by it`() async throws {
        let world = try await aClub()
        let answer = try await attempt(world, "not the password")
        let id = try #require(answer.header("X-Request-Id"))

        let found = try await world.as(.sara).get("/api/admin/audit-logs?request_id=\(id)")
        let byAddress = try await world.as(.sara).get("/api/admin/audit-logs?address=127.0.0.1")

        let entry = try #require(found["data"]?[0])
        #expect(found["data"]?.arrayValue?.count == 1)
        #expect(entry["action"] == "account.login_refused" && entry["request_id"]?.stringValue == id)
        #expect(entry["address"] == "127.0.0.1" && entry["agent"] == "Firefox, Linux")
        #expect((byAddress["data"]?.arrayValue?.count ?? 0) >= 2)
        #expect(try await AuditChain.verify(world.site).intact)
    }

    @Test func `addresses are forgotten after a year, and the chain still holds`() async throws {
        let world = try await aClub()
        _ = try await attempt(world, "not the password")
        #expect(try await AuditChain.verify(world.site).intact)
        world.clock.advance(by: .days(367))
        _ = try await world.login(.giulia)
        world.clock.advance(by: .days(1))

        try await world.tick()

        let left = try await world.db.read { tx in
            try tx.values("SELECT address FROM audit_entry WHERE address IS NOT NULL", as: String.self)
        }
        #expect(left.count == 1, "the login of yesterday")
        #expect(try await AuditChain.verify(world.site).intact)
        await #expect(throws: (any Error).self) {
            try await world.db.write { tx in
                try tx.execute("UPDATE audit_entry SET address = NULL, action = 'nothing happened'")
            }
        }
    }

    private func attempt(_ world: World, _ password: String) async throws -> TestResponse {
        try await world.anonymous.post(
            "/api/auth/login",
            ["email": .string(Person.giulia.email), "password": .string(password)] as JSONValue,
            headers: ["User-Agent": agent]
        )
    }

    private func aWatchedClub() async throws -> (World, LogLines) {
        let lines = LogLines()
        return (try await aClub(log: JSONLog.logger("club", writer: lines.writer)), lines)
    }
}

/// The log lines of a world.
final class LogLines: Sendable {
    private let sink = Sink()
    let writer: LogWriter

    init() {
        writer = LogWriter { [sink] bytes in sink.add(bytes) }
    }

    /// The security lines of one event.
    func all(_ event: String) throws -> [JSONValue] {
        writer.flush()
        return try sink.text.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
            .filter { $0["msg"] == "security" && $0["event"]?.stringValue == event }
    }

    private final class Sink: Sendable {
        private let bytes = Mutex<[UInt8]>([])

        var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

        func add(_ more: [UInt8]) { bytes.withLock { $0 += more } }
    }
}
