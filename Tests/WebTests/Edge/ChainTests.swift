import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

@testable import Web

@Suite struct ChainTests {
    @Test func `a known route is answered with the safety headers`() async throws {
        let edge = try Fixture.edge([Fixture.get("/things") { _ in Plain("hello") }])

        let answer = await edge.answer(.get("/things?a=1"))

        #expect(answer.status == 200)
        #expect(text(answer.body) == "hello")
        #expect(answer.headers.first(name: "x-content-type-options") == "nosniff")
        #expect(
            answer.headers.first(name: "content-security-policy")?.contains("frame-ancestors 'none'") == true
        )
        #expect(answer.headers.first(name: "referrer-policy") == "no-referrer")
        #expect(answer.headers.first(name: "x-request-id")?.utf8.count == 36)
        #expect(answer.headers.first(name: "date")?.hasSuffix("GMT") == true)
        #expect(answer.headers.first(name: "strict-transport-security") == nil)
        #expect(answer.headers.first(name: "cache-control") == nil)
    }

    @Test func `a request id is made here, and taken over from a trusted proxy only`() async throws {
        let proxy = try #require(AddressRange("10.0.0.1"))
        let lines = Lines()
        let writer = lines.writer
        let edge = try Fixture.edge(
            [Fixture.get("/") { Plain($0.requestID) }],
            services: EdgeServices(log: Fixture.silent, accessLog: writer)
        ) { $0.trustedProxies = [proxy] }
        let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        let headers: KeyValuePairs = [
            "X-Request-Id": "abc-123_XYZ.9", "traceparent": parent, "User-Agent": "curl/8.5",
        ]

        let kept = await edge.answer(.get("/", headers), address: "10.0.0.1")
        let strangers = await edge.answer(.get("/", headers), address: "192.0.2.7")
        let replaced = await edge.answer(
            .get("/", ["X-Request-Id": "<script>alert</script>"]),
            address: "10.0.0.1"
        )
        writer.flush()

        #expect(text(strangers.body).utf8.count == 36)
        #expect(strangers.headers.first(name: "x-request-id") == text(strangers.body))
        let line = try #require(lines.text.split(separator: "\n").first { $0.contains("192.0.2.7") })
        #expect(line.contains("\"client_request_id\":\"abc-123_XYZ.9\""))
        #expect(line.contains("\"link_trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\""))
        #expect(line.contains("\"link_span_id\":\"00f067aa0ba902b7\""))
        #expect(line.contains("\"address\":\"192.0.2.7\"") && line.contains("\"agent\":\"curl\""))
        #expect(text(kept.body) == "abc-123_XYZ.9")
        #expect(kept.headers.first(name: "x-request-id") == "abc-123_XYZ.9")
        #expect(text(replaced.body).utf8.count == 36)
    }

    @Test func `an unknown path is 404 and a known one with another method 405 with Allow`() async throws {
        let edge = try Fixture.edge([
            Fixture.get("/things") { _ in Plain("a") }, Fixture.post("/things") { _ in Plain("b") },
        ])

        let nothing = await edge.answer(.get("/other"))
        let otherMethod = await edge.answer(.made(.delete, "/things"))

        #expect(nothing.status == 404)
        #expect(nothing.headers.first(name: "content-type")?.hasPrefix("application/problem+json") == true)
        #expect(text(nothing.body).contains("\"not_found\""))
        #expect(otherMethod.status == 405)
        #expect(otherMethod.headers.first(name: "allow") == "GET, POST, HEAD, OPTIONS")
    }

    @Test func `an unknown path says where the known ones are`() async throws {
        let edge = try Fixture.edge([Fixture.get("/things") { _ in Plain("a") }], prefix: "/shop")

        #expect(text(await edge.answer(.get("/shop/other")).body).contains("è in /shop/docs."))
        #expect(text(await edge.answer(.get("/elsewhere")).body).contains("see / for"))
        #expect(text(await edge.answer(.get("/shop")).body).contains("\"openapi\":\"/shop/openapi.json\""))
        #expect(await edge.answer(.get("/shop/")).status == 200)
        #expect(await edge.answer(.get("/shopping")).status == 404)
    }

    @Test func `a header of safety stands there once, on pages that bring their own too`() async throws {
        let edge = try Fixture.edge([Fixture.get("/things") { _ in Plain("a") }])

        for path in ["/docs", "/docs/assets/docs.css", "/things"] {
            let names = await edge.answer(.get(path)).headers.map { $0.name.lowercased() }
            #expect(names.count { $0 == "x-content-type-options" } == 1)
            #expect(names.count { $0 == "content-security-policy" } == 1)
        }
    }

    /// RFC 9110 (12.5.1) lets a server do so; a refusal would help nobody who asked for XML.
    @Test func `what Accept does not name is answered all the same`() async throws {
        let edge = try Fixture.edge([Fixture.get("/things") { _ in Plain("a") }])

        #expect(await edge.answer(.get("/things", ["Accept": "application/xml"])).status == 200)
    }

    @Test func `HEAD is GET without the body`() async throws {
        let edge = try Fixture.edge([Fixture.get("/things") { _ in Plain("hello") }])

        let answer = await edge.answer(.made(.head, "/things"))

        #expect(answer.status == 200)
        #expect(answer.body == [])
    }

    @Test func `path parameters are decoded and literals win over them`() async throws {
        let edge = try Fixture.edge([
            Fixture.get("/clients/mine") { _ in Plain("mine") },
            Fixture.get("/clients/mine/open") { _ in Plain("open") },
        ])
        var router = RouteTree()
        router.add("GET", "/clients/{id}", 0)
        router.add("GET", "/clients/mine/open", 1)
        router.add("GET", "/clients/{id}/closed", 2)

        #expect(text(await edge.answer(.get("/clients/mine")).body) == "mine")
        #expect(router.found("/clients/7") == "0 7")
        #expect(router.found("/clients/mine/open") == "1")
        #expect(router.found("/clients/mine/closed") == "2 mine")
        #expect(router.found("/clients/") == nil)
        #expect(router.found("/clients/7/") == nil)
    }

    @Test func `a broken escape in the query is malformed, but in addresses that others append to`()
        async throws
    {
        let exact = Route("POST", "/things", Fixture.open, "A test.") { (_: TestCall) in Plain("a") }
        let edge = try Fixture.edge([Fixture.get("/things") { _ in Plain("a") }, exact])

        #expect(await edge.answer(.post("/things?a=%zz")).status == 400)
        #expect(await edge.answer(.get("/things?a=%zz")).status == 200)
        #expect(await edge.answer(.get("/things?a=%C3%A0+b")).status == 200)
    }

    @Test func `what is thrown becomes a problem without details`() async throws {
        struct Secret: Error { let text = "password" }
        let edge = try Fixture.edge([
            Fixture.get("/fault") { _ in throw Secret() },
            Fixture.get("/refusal") { _ in throw Problem(.conflict) },
            Fixture.get("/busy") { _ in throw Problem(.overloaded, retryAfter: 7) },
        ])

        let fault = await edge.answer(.get("/fault"))
        let busy = await edge.answer(.get("/busy"))

        #expect(fault.status == 500)
        #expect(!text(fault.body).contains("password"))
        #expect(fault.headers.first(name: "cache-control") == "no-store")
        #expect(await edge.answer(.get("/refusal")).status == 409)
        #expect(busy.status == 503)
        #expect(busy.headers["retry-after"] == ["7"])
    }

    @Test func `a closed route says who may ask, and its answers are not stored`() async throws {
        let edge = try Fixture.edge([Fixture.get("/mine", Fixture.closed) { _ in Plain("yours") }])

        let nobody = await edge.answer(.get("/mine"))
        let somebody = await edge.answer(.get("/mine", ["Authorization": "Bearer giulia"]))

        #expect(nobody.status == 401)
        #expect(nobody.headers.first(name: "www-authenticate") == "Bearer")
        #expect(somebody.status == 200)
        #expect(somebody.headers.first(name: "cache-control") == "no-store")
        #expect(somebody.headers["vary"].contains("Authorization"))
    }

    @Test func `a body above the limit of the route is 413`() async throws {
        let edge = try Fixture.edge([
            Fixture.post("/things") { Plain("\(try await $0.body.collect().count)") }.upTo(bytes: 10)
        ])

        #expect(text(await edge.answer(.post("/things"), body: Array(repeating: 1, count: 10)).body) == "10")
        #expect(await edge.answer(.post("/things"), body: Array(repeating: 1, count: 11)).status == 413)
    }

    @Test func `a handler beyond its deadline is cancelled and answered for`() async throws {
        let wasCancelled = Atomic(false)
        let edge = try Fixture.edge([
            Fixture.get("/slow") { _ in
                do {
                    try await Task.sleep(for: .seconds(20))
                } catch {
                    wasCancelled.store(true, ordering: .relaxed)
                    throw error
                }
                return Plain("late")
            }.within(.milliseconds(80))
        ])

        let answer = await edge.answer(.get("/slow"))

        #expect(answer.status == 503)
        #expect(text(answer.body).contains("deadline_exceeded"))
        let isCancelled = wasCancelled.load(ordering: .relaxed)
        #expect(isCancelled)
    }

    @Test func `mounts are found by the longest prefix and listed at the root`() async throws {
        let edge = Edge(
            mounts: [
                Fixture.mount("/caf", name: "caf", [Fixture.get("/a") { Plain("caf " + $0.path) }]),
                Fixture.mount("/caf/old", name: "old", [Fixture.get("/a") { Plain("old " + $0.path) }]),
            ],
            configuration: ServerConfiguration(),
            services: EdgeServices(log: Fixture.silent)
        )

        #expect(text(await edge.answer(.get("/caf/a")).body) == "caf /a")
        #expect(text(await edge.answer(.get("/caf/old/a")).body) == "old /a")
        #expect(await edge.answer(.get("/cafe/a")).status == 404)
        #expect(text(await edge.answer(.get("/")).body).contains(#""path":"/caf""#))
    }

    @Test func `the language is the caller's choice among those of the product`() async throws {
        let edge = try Fixture.edge([
            Fixture.get("/") { Plain($0.languages.map(\.tag).joined(separator: " ")) }
        ])

        #expect(text(await edge.answer(.get("/")).body) == "it")
        #expect(
            text(await edge.answer(.get("/", ["Accept-Language": "fr, en-GB;q=0.8, it;q=0.9"])).body)
                == "it en"
        )
        #expect(text(await edge.answer(.get("/", ["Accept-Language": "en"])).body) == "en")
        #expect(text(await edge.answer(.get("/", ["Accept-Language": "de, it;q=0"])).body) == "it")
    }

    @Test func `a header that would break out of its line is left out`() async throws {
        let edge = try Fixture.edge([
            Fixture.get("/") { _ in
                Plain("a", headers: [("Location", "/x\r\nSet-Cookie: a=b"), ("X-Good", "yes")])
            }
        ])

        let answer = await edge.answer(.get("/"))

        #expect(answer.headers.first(name: "location") == nil)
        #expect(answer.headers.first(name: "x-good") == "yes")
    }

    @Test func `a stream is passed on, counted and logged at its end`() async throws {
        let lines = Lines()
        let writer = lines.writer
        let edge = try Fixture.edge(
            [
                Fixture.get("/stream") { _ in
                    Plain(
                        Reply(
                            200,
                            headers: [("Content-Type", "text/csv")],
                            body: .stream(length: nil) { writer in
                                var writer = writer
                                for number in 1...3 {
                                    try await writer.write(ByteBuffer(string: "\(number)\n"))
                                }
                            }
                        )
                    )
                }
            ],
            services: EdgeServices(log: Fixture.silent, accessLog: writer)
        )

        let answer = await edge.answer(.get("/stream"))
        writer.flush()

        #expect(text(answer.body) == "1\n2\n3\n")
        #expect(lines.text.contains(#""bytes":6"#))
    }
}

extension RouteTree {
    func found(_ path: String) -> String? {
        guard case .operation(let index, let values) = match("GET", path[...]) else { return nil }
        return ([String(index)] + values.map(String.init)).joined(separator: " ")
    }
}
