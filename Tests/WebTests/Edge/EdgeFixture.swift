import HTTPTypes
import Kernel
import Logging
import NIOCore
import NIOHTTP1
import Synchronization

@testable import Web

struct TestCall: CallContext {
    let subject: String?
}

/// Gives the handler the request itself.
struct Everything: RouteInput {
    let incoming: Incoming

    static func describe(_ operation: inout Operation) {
        operation.acceptsAnyQuery = true
    }

    static func read(from reader: RequestReader) async throws -> Self {
        Self(incoming: reader.incoming)
    }
}

/// Answers with any reply.
struct Plain: RouteOutput {
    let reply: Reply

    init(
        _ text: String,
        _ status: Int = 200,
        type: String = "text/plain",
        headers: [(name: String, value: String)] = []
    ) {
        reply = Reply(status, headers: headers + [("Content-Type", type)], body: .bytes(Array(text.utf8)))
    }

    init(_ reply: Reply) {
        self.reply = reply
    }

    static func describe(_ operation: inout Operation) {}
    func reply(to incoming: Incoming) throws -> Reply { reply }
}

/// A clock that moves only on request.
final class TestClock: Sendable {
    private let time = Mutex(Instant(seconds: 1_795_000_000))

    var now: Instant { time.withLock { $0 } }

    func advance(by duration: Duration) {
        time.withLock { $0 = $0 + duration }
    }
}

/// The lines of a log.
final class Lines: Sendable {
    private let written = Mutex<[UInt8]>([])

    var text: String { written.withLock { String(decoding: $0, as: UTF8.self) } }

    var writer: LogWriter {
        LogWriter { bytes in self.written.withLock { $0 += bytes } }
    }
}

enum Fixture {
    static let open = Permission.anyone
    static let closed = Permission("test.read")
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    static func get(
        _ path: String,
        _ permission: Permission = open,
        _ run: @escaping @Sendable (Incoming) async throws -> Plain
    ) -> Route<TestCall> {
        route("GET", path, permission, run)
    }

    static func post(
        _ path: String,
        _ permission: Permission = open,
        _ run: @escaping @Sendable (Incoming) async throws -> Plain
    ) -> Route<TestCall> {
        route("POST", path, permission, run)
    }

    static func route(
        _ method: String,
        _ path: String,
        _ permission: Permission,
        _ run: @escaping @Sendable (Incoming) async throws -> Plain
    ) -> Route<TestCall> {
        Route(method, path, permission, "A test.") {
            (_: TestCall, everything: Everything) async throws -> Plain in
            try await run(everything.incoming)
        }
    }

    static func mount(_ prefix: String, name: String = "test", _ routes: [Route<TestCall>]) -> Mount<TestCall>
    {
        Mount(
            name: name,
            prefix: prefix,
            title: "Test",
            version: "1",
            description: "A test.",
            languages: [.italian, .english],
            routes: routes,
            gate: gate()
        )
    }

    static func edge(
        _ routes: [Route<TestCall>],
        prefix: String = "",
        services: EdgeServices = EdgeServices(log: silent),
        _ change: (inout ServerConfiguration) -> Void = { _ in }
    ) throws -> Edge<TestCall> {
        var configuration = ServerConfiguration()
        change(&configuration)
        return Edge(mounts: [mount(prefix, routes)], configuration: configuration, services: services)
    }

    /// `Bearer <name>` is a call by that name; replays live in memory.
    private static func gate() -> Gate<TestCall> {
        let store = Answers()
        return Gate(
            admit: { incoming, permission in
                let name = incoming.header("authorization").map { String($0.dropFirst("Bearer ".count)) }
                guard permission == .anyone || name != nil else { throw Problem(.unauthenticated) }
                return TestCall(subject: name)
            },
            once: { _, _, request, run in
                if let known = store.value.withLock({ $0[request.key] }) {
                    guard known.fingerprint == request.fingerprint else { throw Problem(.invalid) }
                    return known.reply
                }
                let reply = try await run()
                store.value.withLock { $0[request.key] = (request.fingerprint, reply) }
                return reply
            }
        )
    }
}

private final class Answers: Sendable {
    let value = Mutex<[String: (fingerprint: [UInt8], reply: Reply)]>([:])
}

extension HTTPRequest {
    static func get(_ path: String, _ headers: KeyValuePairs<String, String> = [:]) -> Self {
        made(.get, path, headers)
    }

    static func post(_ path: String, _ headers: KeyValuePairs<String, String> = [:]) -> Self {
        made(.post, path, headers)
    }

    static func made(_ method: Method, _ path: String, _ headers: KeyValuePairs<String, String> = [:]) -> Self
    {
        var request = HTTPRequest(method: method, scheme: "http", authority: "test", path: path)
        for (name, value) in headers {
            if let name = HTTPField.Name(name) {
                request.headerFields.append(HTTPField(name: name, value: value))
            }
        }
        return request
    }
}

func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self)
}
