import Foundation
import Kernel
import Logging
import Platform
import Store
import Synchronization
import TestKit
import Testing

@testable import Distribution

@Suite("monitoring")
struct MonitoringTests {
    @Test func `the pages show the counters of /metrics: requests, refusals, times`() async throws {
        let world = try await market()
        for _ in 0..<7 { _ = try await world.anonymous.get("/api/zones") }
        for _ in 0..<3 {
            _ = try await world.anonymous.get("/api/zones/0192f0a0-0000-7000-8000-000000000000")
        }
        let top = try await world.as(.noor).get("/api/monitoring/endpoints")
        let zones = try #require(top["data"]?.arrayValue?.first)
        #expect(zones["path"] == "/api/zones" && zones["method"] == "GET")
        #expect(zones["times"]?["requests"] == 7)
        let one = try #require(top["data"]?.arrayValue?.first { $0["path"] == "/api/zones/{id}" })
        #expect(one["times"]?["refused"] == 3)
        #expect(one["times"]?["failed"] == 0)
        let page = try await world.anonymous.get("/metrics")
        #expect(
            page.text.contains(
                #"http_server_request_duration_seconds_count{http_request_method="GET",http_route="/api/zones",http_response_status_code="200"} 7"#
            )
        )
        let metrics = try await world.as(.noor).get("/api/monitoring/metrics")
        let times = try #require(metrics["times"]?.objectValue)
        #expect((times["requests"]?.integerValue ?? 0) >= 11)
        #expect(times["refused"] == 3)
        #expect((metrics["resident_bytes"]?.integerValue ?? 0) > 1_000_000)
        for name in ["average_ms", "p50_ms", "p95_ms", "p99_ms"] {
            #expect((times[name]?.doubleValue ?? 0) > 0, "\(name)")
        }
        #expect((times["p50_ms"]?.doubleValue ?? 1) <= (times["p99_ms"]?.doubleValue ?? 0))
    }

    @Test
    func `health tells of the database, the jobs and the messages; the public page only that it is open`()
        async throws
    {
        let world = try await market()
        let health = try await world.as(.noor).get("/api/monitoring/health")
        #expect(health["status"] == "ok")
        #expect(
            health["checks"]?.arrayValue?.map { $0["name"] } == [
                "database", "jobs", "messages", "storage", "email", "sms", "push", "real_time",
            ]
        )
        #expect(health["checks"]?.arrayValue?.allSatisfy { $0["is_well"] == true } == true, "\(health)")
        let open = try await world.anonymous.get("/api/health")
        #expect(open["status"] == "ok" && open.status == 200)
        let system = try await world.as(.noor).get("/api/monitoring/system")
        #expect((system["processors"]?.integerValue ?? 0) > 0)
        #expect((system["database"]?["lanes"]?.integerValue ?? 0) > 0)
        for path in ["metrics", "endpoints", "health", "system"] {
            #expect(try await world.as(.ali).get("/api/monitoring/\(path)").status == 403)
            #expect(try await world.anonymous.get("/api/monitoring/\(path)").status == 401)
        }
        await world.db.close()
        let closed = try await world.anonymous.get("/api/health")
        #expect(closed.status == 503)
    }

    @Test func `only configured dependencies are listed; a failing one is, without credentials`() async throws
    {
        let folder = "/tmp/portico-no-folder-\(UInt32.random(in: 0 ... .max))"
        try Data().write(to: URL(fileURLWithPath: folder))
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let redis = try #require(RedisLocation("redis://:verysecret@127.0.0.1:1/0"))
        let world = try await market {
            $0.files = FileStorageSettings(folder: "\(folder)/files")
            $0.redis = Redis(redis)
            $0.sms = NoSMS()
        }

        let health = try await world.as(.noor).get("/api/monitoring/health")

        let checks = health["checks"]?.arrayValue ?? []
        let unwell = checks.filter { $0["is_well"] == false }.map { $0["name"] }
        #expect(health["status"] == "failing" && unwell == ["storage", "redis"], "\(health)")
        #expect(!checks.contains { $0["name"] == "sms" })
        #expect(!health.text.contains("secret") && !health.text.contains(folder))
        #expect(try await world.anonymous.get("/api/health").status == 200, "the market is open all the same")
    }

    @Test func `a carrier that takes nothing is not well; one message that goes out says that it is again`()
        async throws
    {
        let phones = Telephones()
        let world = try await market { $0.sms = phones }
        func sms() async throws -> JSONValue? {
            let health = try await world.as(.noor).get("/api/monitoring/health")
            return health["checks"]?.arrayValue?.first { $0["name"] == "sms" }
        }
        phones.refuse(sms: SMSFailure(isPermanent: false, detail: "busy"))
        _ = try await world.requestCode(Person.omarsPhone)
        for _ in 0..<2 {
            try await world.runJobs()
            world.clock.advance(by: .minutes(1))
        }
        for _ in 0..<8 where try await sms()?["is_well"] == true {
            world.clock.advance(by: .seconds(20))
            try await world.runJobs()
        }
        #expect(try await sms()?["is_well"] == false)
        #expect(try await sms()?["waiting"] == 1)

        phones.refuse(sms: nil)
        _ = try await world.register("someone@example.com", "+9647701230000")
        _ = try await world.requestCode("+9647701230000")
        try await world.runJobs()

        #expect(phones.texts.count >= 1)
        #expect(try await sms()?["is_well"] == true)
    }

    @Test func `a silent dependency delays nothing, and is not checked again at once`() async {
        let log = Logger(label: "test")
        let asked = Mutex(0)
        let patient = DependencyWatch(freshness: .hours(1), limit: .milliseconds(50))
        let start = ContinuousClock.now
        for _ in 0..<5 {
            let found = await patient.answer(of: "slow", log) {
                asked.withLock { $0 += 1 }
                try await Task.sleep(for: .seconds(120))
            }
            #expect(!found.isWell)
        }
        #expect(asked.withLock(\.self) == 1)
        #expect(ContinuousClock.now - start < .seconds(60))

        let eager = DependencyWatch(freshness: .zero, limit: .seconds(60))
        #expect(await !eager.answer(of: "it", log) { throw CancellationError() }.isWell)
        #expect(await eager.answer(of: "it", log) {}.isWell, "once it is mended it is well again")
    }

    @Test
    func `other programs look people up by identity, address or number; people cannot, whatever their role`()
        async throws
    {
        let world = try await market()
        let made = try await world.as(.noor).post(
            "/api/admin/service-tokens",
            ["name": "billing", "role": "billing"]
        )
        let program = world.with(token: try #require(made["token"]?.stringValue))
        let found = try await program.get("/api/internal/users?email=OMAR.shop@example.com")
        let omar = try #require(found["data"]?.arrayValue?.first)
        #expect(omar["role"] == "shop_owner" && omar["shop_name"] == "أسواق عمر")
        let id = try #require(omar["id"]?.stringValue)
        #expect(try await program.get("/api/internal/users/\(id)")["phone"] == "+9647701000006")
        let phone = try await program.get("/api/internal/users?phone=%2B9647701000006")
        #expect(phone["data"]?.arrayValue?.map { $0["id"] } == [.string(id)])
        #expect(
            try await program.get("/api/internal/users?email=nobody@example.com")["data"]?.arrayValue == []
        )
        #expect(
            try await program.get("/api/internal/users/0192f0a0-0000-7000-8000-000000000000").status == 404
        )
        #expect(try await program.get("/api/internal/users").faults == ["query/email": "required"])
        let both = try await program.get("/api/internal/users?email=a@example.com&phone=%2B9647701000006")
        #expect(both.faults == ["query/phone": "email_or_phone"])
        #expect(try await world.as(.noor).get("/api/internal/users/\(id)").status == 403)
        #expect(try await world.as(.omar).get("/api/internal/users/\(id)").status == 403)
        #expect(try await world.anonymous.get("/api/internal/users/\(id)").status == 401)
    }
}
