import HTTPTypes
import Kernel
import Logging
import NIOHTTP1
import Synchronization
import Testing

@testable import Web

@Suite struct OperationsTests {
    @Test(arguments: ["/metrics", "/health"])
    func `the numbers are for those with the token`(path: String) async throws {
        let edge = try Fixture.edge([]) { $0.operations = .bearer("a token of some length") }

        let stranger = await edge.answer(.get(path))
        let guess = await edge.answer(.get(path, ["Authorization": "Bearer b token of some length"]))
        let owner = await edge.answer(.get(path, ["Authorization": "Bearer a token of some length"]))

        #expect(stranger.status == 401 && guess.status == 401)
        #expect(!text(guess.body).contains("uptime") && !text(guess.body).contains("# HELP"))
        #expect(owner.status == 200)
        #expect(await edge.answer(.get("/livez")).status == 200)
        #expect(await edge.answer(.get("/readyz")).status == 200)
    }

    @Test(arguments: ["/metrics", "/health"])
    func `what is closed is not there`(path: String) async throws {
        let edge = try Fixture.edge([]) { $0.operations = .nobody }

        #expect(await edge.answer(.get(path)).status == 404)
        #expect(await edge.answer(.get("/readyz")).status == 200)
    }

    @Test func `a thousand questions ask the database once`() async throws {
        let asked = Counter()
        let check = HealthCheck("database") {
            asked.add()
            try await Task.sleep(for: .milliseconds(20))
        }
        let edge = try Fixture.edge([], services: EdgeServices(log: Fixture.silent, checks: [check])) {
            $0.limits.checkFreshness = .seconds(60)
        }

        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<1_000 { group.addTask { #expect(await edge.answer(.get("/readyz")).status == 200) } }
        }

        #expect(asked.value == 1)
    }

    @Test func `a token in a path stays out of the log`() async throws {
        let lines = Mutex("")
        let writer = LogWriter { bytes in lines.withLock { $0 += text(bytes) } }
        let edge = try Fixture.edge(
            [Get("/files/{token}", { (_: TestCall, _: Text<1, 100>) in Plain("a") }, .anyone, "A file")],
            services: EdgeServices(log: Fixture.silent, accessLog: writer)
        )

        _ = await edge.answer(.get("/files/very-secret-token"))
        writer.flush()

        let log = lines.withLock { $0 }
        #expect(log.contains("/files/{token}"))
        #expect(!log.contains("very-secret-token"))
    }

    @Test func `our own tokens are taken out of what is logged`() {
        #expect(
            Secrets.removed(from: "seen pst_abcdef and prt_abc, twice")
                == "seen [redacted] and [redacted] twice"
        )
        #expect(Secrets.removed(from: "nothing to hide") == "nothing to hide")
    }

    @Test func `an error that knows its answer is answered so`() async throws {
        struct Away: Refusable {
            var problem: Problem? { Problem(.overloaded, retryAfter: 2) }
        }
        let edge = try Fixture.edge([Fixture.get("/a") { _ in throw Away() }])

        let answer = await edge.answer(.get("/a"))

        #expect(answer.status == 503)
        #expect(answer.headers.first(name: "retry-after") == "2")
    }
}
