import HTTPTypes
import Kernel
import NIOHTTP1
import Testing

@testable import Web

/// Additions of browsers, mail programs and calendars to requests.
@Suite struct AskingTests {
    private static let origin = "https://app.example.it"

    @Test func `a preflight allows what libraries ask for, and not what steers proxies`() async throws {
        let edge = try Fixture.edge([Fixture.post("/a") { _ in Plain("a") }]) {
            $0.corsOrigins = [Self.origin]
        }
        let asked =
            "authorization, sentry-trace, baggage, tracestate, x-requested-with, cache-control, if-range, x-acme-tracer"

        let answer = await edge.answer(
            .made(
                .options,
                "/a",
                [
                    "Origin": Self.origin, "Access-Control-Request-Method": "POST",
                    "Access-Control-Request-Headers": asked + ", x-forwarded-for, bad header, \u{301}",
                ]
            )
        )

        let allowed = Set(
            (answer.headers.first(name: "access-control-allow-headers") ?? "").pieces(at: ",").map {
                $0.unpadded.inSmallLetters
            }
        )
        #expect(allowed.isSuperset(of: asked.pieces(at: ",").map { String($0.unpadded) }))
        #expect(!allowed.contains("x-forwarded-for") && !allowed.contains("bad header"))
        #expect(answer.headers["vary"].contains("Access-Control-Request-Headers"))
    }

    @Test func `scripts may read what answers say`() async throws {
        let edge = try Fixture.edge([Fixture.post("/a") { _ in Plain("a") }]) {
            $0.corsOrigins = [Self.origin]
        }

        let answer = await edge.answer(.post("/a", ["Origin": Self.origin]))

        let exposed = answer.headers.first(name: "access-control-expose-headers") ?? ""
        for name in ["Content-Disposition", "Idempotent-Replayed", "Content-Range", "Accept-Ranges", "ETag"] {
            #expect(exposed.contains(name))
        }
    }

    @Test(
        arguments: [
            ([AskingTests.origin], AskingTests.origin), (["https://a.example", "https://b.example"], "*"),
            ([], nil),
        ] as [([String], String?)]
    )
    func `what cannot be read is answered to scripts too`(origins: [String], allowed: String?) async throws {
        try await withServer([Fixture.get("/a") { _ in Plain("a") }], { $0.corsOrigins = origins }) {
            server in
            let large = String(repeating: "x", count: 40_000)
            for request in ["GET /a HTTP/1.1\r\nHost: a\r\nX: \(large)\r\n\r\n", "NONSENSE\r\n\r\n"] {
                let text = try await server.exchange(request)
                let expected = allowed.map { "Access-Control-Allow-Origin: \($0)\r\n" } ?? "\r\n"
                #expect(text.contains(expected))
                #expect(text.contains("Access-Control") == (allowed != nil))
                #expect(text.contains("X-Request-Id: "))
            }
        }
    }

    @Test func `addresses that are handed out take what others append`() async throws {
        struct Filter: Query { let size: Int? }
        let routes: [Route<TestCall>] = [
            Get("/feed", { (_: TestCall, filter: Filter) in Self.shown(filter.size) }, .anyone, "A feed."),
            Get("/own", { (_: TestCall, filter: Filter) in Self.shown(filter.size) }, Fixture.closed, "Own."),
            Post(
                "/kept/{token}",
                { (_: TestCall, _: Text<1, 9>, filter: Filter) in Self.shown(filter.size) },
                .anyone,
                "Kept."
            ),
            Post("/form", { (_: TestCall, filter: Filter) in Self.shown(filter.size) }, .anyone, "Form."),
            Post("/told", { (_: TestCall, filter: Filter) in Self.shown(filter.size) }, .anyone, "Told.")
                .handedOut,
        ]
        let edge = try Fixture.edge(routes)
        let token: KeyValuePairs = ["Authorization": "Bearer giulia"]

        #expect(await edge.answer(.get("/feed?fbclid=x&utm_source=y&size=3&nocache")).status == 200)
        #expect(await edge.answer(.get("/feed?size=x")).status == 422)
        #expect(await edge.answer(.get("/own?fbclid=x", token)).status == 422)
        #expect(await edge.answer(.post("/kept/abc?x=1")).status == 200)
        #expect(await edge.answer(.post("/form?x=1")).status == 422)
        #expect(await edge.answer(.post("/told?x=1")).status == 200)
        for broken in ["utm_term=100%", "utm_term=caff%E8", "%E8=1&utm_campaign=%D3%E6"] {
            let fed = await edge.answer(.get("/feed?size=3&\(broken)&nocache"))
            #expect(fed.status == 200 && text(fed.body) == "3", "\(broken)")
            #expect(await edge.answer(.post("/kept/abc?\(broken)")).status == 200, "\(broken)")
            #expect(await edge.answer(.get("/own?\(broken)", token)).status == 400, "\(broken)")
        }
    }

    private static func shown(_ size: Int?) -> Plain { Plain("\(size ?? 0)") }

    @Test func `a coding of the body is refused by its name, with what is taken`() async throws {
        let edge = try Fixture.edge([Fixture.post("/a") { _ in Plain("a") }])

        let refused = await edge.answer(.post("/a", ["Content-Encoding": "gzip"]), body: [0x1F, 0x8B])
        let plain = await edge.answer(.post("/a", ["Content-Encoding": "Identity"]), body: [1])
        let empty = await edge.answer(.post("/a", ["Content-Encoding": "gzip"]))

        #expect(refused.status == 415)
        #expect(refused.headers.first(name: "accept-encoding") == "identity")
        #expect(text(refused.body).contains("gzip"))
        #expect(plain.status == 200 && empty.status == 200)
    }

    @Test func `an empty body needs no type, however it comes`() async throws {
        struct Wish: Body { let size: Int }
        let routes: [Route<TestCall>] = [
            Post("/wish", { (_: TestCall, wish: Wish?) in Self.shown(wish?.size) }, .anyone, "Wish.")
        ]
        try await withServer(routes) { server in
            let head = "POST /wish HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
            for (more, status) in [
                ("Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "200"), ("Content-Length: 0\r\n\r\n", "200"),
                ("Content-Type: text/plain\r\nContent-Length: 0\r\n\r\n", "200"),
                ("Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", "415"),
            ] {
                let text = try await server.exchange(head + more)
                #expect(text.hasPrefix("HTTP/1.1 \(status)"), "\(more)")
            }
        }
    }

    @Test func `a prefix that a trusted proxy names stands before our paths`() async throws {
        let edge = try Fixture.edge(
            [Fixture.get("/a") { Plain($0.prefix + " " + $0.fullPath) }],
            prefix: "/test"
        ) {
            $0.trustedProxies = [AddressRange("10.0.0.0/8")].compactMap(\.self)
        }
        for (address, prefix, expected) in [
            ("10.0.0.1", "/api/", "/api/test /api/test/a"), ("9.9.9.9", "/api", "/test /test/a"),
            ("10.0.0.1", "//evil.example", "/test /test/a"), ("10.0.0.1", "/\u{301}", "/test /test/a"),
        ] {
            let answer = await edge.answer(.get("/test/a", ["X-Forwarded-Prefix": prefix]), address: address)
            #expect(text(answer.body) == expected)
        }
    }

    @Test func `a tag is of the bytes, and comes back however proxies write it`() async throws {
        struct Shown: View { var name: String }
        let name = Name()
        let route: Route<TestCall> = Get(
            "/a",
            { (_: TestCall) in Versioned(Shown(name: name.text), version: 3) },
            .anyone,
            "A thing."
        )
        let edge = try Fixture.edge([route])
        let tag = try #require(await edge.answer(.get("/a")).headers.first(name: "etag"))
        let inner = tag.dropFirst().dropLast()

        for known in [
            tag, "W/" + tag, "\"\(inner)-gzip\"", "W/\"\(inner)-br\"", "\"\(inner);gzip\"", "*",
            "\"x\", \(tag)",
        ] {
            #expect(await edge.answer(.get("/a", ["If-None-Match": known])).status == 304, "\(known)")
        }
        for other in ["\"3\"", "3", "\"3.x\"", "nonsense \"", ""] {
            #expect(await edge.answer(.get("/a", ["If-None-Match": other])).status == 200, "\(other)")
        }
        name.text = "another"
        #expect(await edge.answer(.get("/a", ["If-None-Match": tag])).status == 200)
    }
}

private final class Name: @unchecked Sendable {
    var text = "one"
}
