import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("monitoring")
struct MonitoringTests {
    @Test("what is counted for /metrics is what the pages tell: requests, refusals, times")
    func counting() async throws {
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

    @Test("health tells of the database, the jobs and the messages; the public page only that it is open")
    func health() async throws {
        let world = try await market()
        let health = try await world.as(.noor).get("/api/monitoring/health")
        #expect(health["status"] == "ok")
        #expect(
            health["checks"]?.arrayValue?.map { $0["name"] } == ["database", "jobs", "messages"]
        )
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

    @Test("other programs look people up by identity, address or number; people cannot, whatever their role")
    func lookingUp() async throws {
        let world = try await market()
        let made = try await world.as(.noor).post(
            "/api/admin/service-tokens",
            ["name": "billing", "role": "super_admin"]
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
