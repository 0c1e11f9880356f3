import HTTPTypes
import Kernel
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

@testable import Web

@Suite struct EdgePoliciesTests {
    @Test func `an address has its allowance whoever it says it is`() async throws {
        let clock = TestClock()
        let services = EdgeServices(log: Fixture.silent, now: { clock.now })
        let edge = try Fixture.edge([Fixture.get("/a") { _ in Plain("a") }], services: services) {
            $0.perAddress = RateLimit("address", 2, per: .seconds(10))
        }

        let first = await edge.answer(.get("/a"))
        _ = await edge.answer(.get("/a"))
        let third = await edge.answer(.get("/a", ["Authorization": "Bearer giulia"]))

        #expect(first.headers.first(name: "ratelimit-policy") == "\"address\";q=2;w=10")
        #expect(first.headers.first(name: "ratelimit") == "\"address\";r=1;t=10")
        #expect(third.status == 429)
        #expect(third.headers.first(name: "retry-after") == "10")
        #expect(await edge.answer(.get("/a"), address: "10.0.0.9").status == 200)
        clock.advance(by: .seconds(20))
        #expect(await edge.answer(.get("/a")).status == 200)
    }

    @Test func `a route counts by caller`() async throws {
        let clock = TestClock()
        let services = EdgeServices(log: Fixture.silent, now: { clock.now })
        let limit = RateLimit("auth", 1, per: .minutes(1))
        let edge = try Fixture.edge(
            [Fixture.post("/login") { _ in Plain("a") }.limited(limit)],
            services: services
        )

        #expect(await edge.answer(.post("/login", ["Authorization": "Bearer giulia"])).status == 200)
        #expect(await edge.answer(.post("/login", ["Authorization": "Bearer luca"])).status == 200)
        let again = await edge.answer(.post("/login", ["Authorization": "Bearer giulia"]))

        #expect(again.status == 429)
        #expect(again.headers.first(name: "ratelimit")?.hasPrefix("\"auth\";r=0") == true)
    }

    @Test func `a repeated key is answered with the first answer and run once`() async throws {
        let runs = Counter()
        let edge = try Fixture.edge([
            Fixture.post("/orders") { incoming in
                runs.add()
                return Plain("\(text(try await incoming.body.collect())) \(runs.value)")
            }.idempotent
        ])
        let request = HTTPRequest.post("/orders", ["Idempotency-Key": "k1"])

        let first = await edge.answer(request, body: Array("x".utf8))
        let second = await edge.answer(request, body: Array("x".utf8))
        let other = await edge.answer(request, body: Array("y".utf8))

        #expect(text(first.body) == "x 1")
        #expect(text(second.body) == "x 1")
        #expect(other.status == 422)
        #expect(runs.value == 1)
    }

    @Test(arguments: [String(repeating: "k", count: 256), "with blank", "ünicode"])
    func `a malformed key is refused where keys count`(key: String) async throws {
        let edge = try Fixture.edge([
            Fixture.post("/orders") { _ in Plain("a") }.idempotent,
            Fixture.post("/other") { _ in Plain("a") },
        ])

        #expect(await edge.answer(.post("/orders", ["Idempotency-Key": key])).status == 400)
        #expect(await edge.answer(.post("/other", ["Idempotency-Key": key])).status == 200)
    }

    @Test func `a large JSON answer is compressed for those who take it`() async throws {
        let large = "[" + String(repeating: "1234567,", count: 400) + "1]"
        let edge = try Fixture.edge([
            Fixture.get("/large") { _ in Plain(large, type: "application/json") },
            Fixture.get("/tagged") { _ in Plain(large, type: "application/json", headers: [("ETag", "\"3\"")])
            },
            Fixture.get("/image") { _ in Plain(large, type: "image/png") },
        ])

        let plain = await edge.answer(.get("/large"))
        let small = await edge.answer(.get("/large", ["Accept-Encoding": "br;q=1, gzip;q=0.5"]))
        let refused = await edge.answer(.get("/large", ["Accept-Encoding": "gzip;q=0"]))

        #expect(text(plain.body) == large)
        #expect(plain.headers["vary"].contains("Accept-Encoding"))
        #expect(small.headers.first(name: "content-encoding") == "gzip")
        #expect(small.body.prefix(2) == [0x1F, 0x8B])
        #expect(small.body.count < 500)
        #expect(refused.headers.first(name: "content-encoding") == nil)
        let image = await edge.answer(.get("/image", ["Accept-Encoding": "gzip"]))
        #expect(image.headers.first(name: "content-encoding") == nil)
        #expect(text(image.body) == large)
        let tagged = await edge.answer(.get("/tagged", ["Accept-Encoding": "gzip"]))
        #expect(tagged.headers.first(name: "content-encoding") == "gzip")
        #expect(
            tagged.headers.first(name: "etag") == "W/\"3\"",
            "the tag is that of the bytes without a coding"
        )
        #expect(await edge.answer(.get("/tagged")).headers.first(name: "etag") == "\"3\"")
    }

    @Test func `browsers of listed origins may call`() async throws {
        let edge = try Fixture.edge([Fixture.post("/a") { _ in Plain("a") }]) {
            $0.corsOrigins = ["https://app.example.it"]
        }
        let asked: KeyValuePairs = [
            "Origin": "https://app.example.it", "Access-Control-Request-Method": "POST",
        ]

        let preflight = await edge.answer(.made(.options, "/a", asked))
        let call = await edge.answer(.post("/a", ["Origin": "https://app.example.it"]))
        let stranger = await edge.answer(.post("/a", ["Origin": "https://evil.example"]))

        #expect(preflight.status == 204)
        #expect(preflight.headers.first(name: "access-control-allow-methods") == "POST, OPTIONS")
        #expect(call.headers.first(name: "access-control-allow-origin") == "https://app.example.it")
        #expect(stranger.headers.first(name: "access-control-allow-origin") == nil)
        #expect(stranger.headers["vary"].contains("Origin"))
    }

    @Test func `the operator's pages answer, and readiness ends with draining`() async throws {
        struct Down: Error {}
        let isWell = Atomic(true)
        let check = HealthCheck("database") { if !isWell.load(ordering: .relaxed) { throw Down() } }
        let edge = try Fixture.edge([], services: EdgeServices(log: Fixture.silent, checks: [check])) {
            $0.limits.checkFreshness = .zero
        }

        #expect(await edge.answer(.get("/livez")).status == 200)
        #expect(await edge.answer(.get("/readyz")).status == 200)
        #expect(text(await edge.answer(.get("/health")).body).contains(#""name":"database","status":"ok""#))
        isWell.store(false, ordering: .relaxed)
        #expect(await edge.answer(.get("/readyz")).status == 503)
        #expect(await edge.answer(.get("/health")).status == 503)
        #expect(await edge.answer(.get("/livez")).status == 200)
        isWell.store(true, ordering: .relaxed)
        edge.drain()
        #expect(await edge.answer(.get("/readyz")).status == 503)
    }

    @Test func `metrics count by route pattern and never by path`() async throws {
        let edge = try Fixture.edge([Fixture.get("/things") { _ in Plain("a") }])

        _ = await edge.answer(.get("/things"))
        _ = await edge.answer(.get("/random-4711"))
        _ = await edge.answer(.made(HTTPRequest.Method("BREW") ?? .get, "/random-4712"))
        let page = text(await edge.answer(.get("/metrics")).body)

        let labels = #"http_request_method="GET",http_route="/things",http_response_status_code="200""#
        #expect(page.contains("http_server_request_duration_seconds_count{\(labels)} 1"))
        #expect(page.contains(#"http_server_request_duration_seconds_bucket{\#(labels),le="+Inf"} 1"#))
        #expect(
            page.contains(#"http_request_method="other",http_route="none",http_response_status_code="404""#)
        )
        #expect(page.contains("http_server_active_requests 1"))
        #expect(!page.contains("4711"))
    }

    @Test func `the document has a tag and is compressed once`() async throws {
        let edge = try Fixture.edge([Fixture.get("/things") { _ in Plain("a") }])

        let plain = await edge.answer(.get("/openapi.json"))
        let small = await edge.answer(.get("/openapi.json", ["Accept-Encoding": "gzip"]))
        let tag = try #require(plain.headers.first(name: "etag"))
        let known = await edge.answer(.get("/openapi.json", ["If-None-Match": tag]))

        #expect(text(plain.body).contains("\"/things\""))
        #expect(small.headers.first(name: "content-encoding") == "gzip")
        #expect(small.headers.first(name: "etag") != tag)
        #expect(known.status == 304)
        #expect(
            await edge.answer(.get("/docs")).headers.first(name: "content-type")?.hasPrefix("text/html")
                == true
        )
        #expect(await edge.answer(.get("/docs/assets/../../etc/passwd")).status == 404)
    }

    @Test func `one line a request is logged, without query and credentials`() async throws {
        let lines = Lines()
        let writer = lines.writer
        let edge = try Fixture.edge(
            [Fixture.get("/things") { _ in Plain("hello") }],
            services: EdgeServices(log: Fixture.silent, accessLog: writer)
        )

        _ = await edge.answer(.get("/things?token=eyJ.secret.x", ["Authorization": "Bearer giulia"]))
        writer.flush()

        let value = try JSONValue(parsing: Array(lines.text.utf8.dropLast()))
        #expect(value["path"] == .string("/things"))
        #expect(value["route"] == .string("/things"))
        #expect(value["status"] == .integer(200))
        #expect(value["bytes"] == .integer(5))
        #expect(value["product"] == .string("test"))
        #expect(value["subject"] == .string("giulia"))
        #expect(value["trace_id"] != nil && value["request_id"] != nil && value["duration_ms"] != nil)
        #expect(!lines.text.contains("secret"))
    }
}
