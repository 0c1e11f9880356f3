import Foundation
import Kernel
import Testing

@testable import Platform

@Suite struct HTTPCallerTests {
    @Test func `a request arrives as it was made and its answer comes back`() async throws {
        let server = try FarServer.shared()

        let answer = try await HTTPCaller().call(
            .init(
                "POST",
                "\(server.root)/things/../x?q=1",
                headers: [("Content-Type", "application/json"), ("X-Empty", ""), ("X-Own", "a, b")],
                body: .bytes(Array(#"{"a":"è"}"#.utf8))
            )
        )

        let seen = try JSONValue(parsing: answer.body)
        #expect(answer.status == 200 && answer.header("x-twice") == "a")
        #expect(seen["method"] == "POST" && seen["path"] == "/things/../x?q=1" && seen["size"] == 10)
        #expect(headers(seen)["content-type"] == "application/json")
        #expect(headers(seen)["x-empty"] == "" && headers(seen)["x-own"] == "a, b")
        #expect(headers(seen)["expect"] == nil && headers(seen)["user-agent"] == "Portico")
        #expect(answer.elapsed > .zero)
    }

    @Test(arguments: ["GET", "HEAD", "PUT", "PATCH", "DELETE", "POST"])
    func `every method goes without a body`(method: String) async throws {
        let server = try FarServer.shared()

        let answer = try await HTTPCaller().call(.init(method, "\(server.root)/any"))

        #expect(answer.status == 200)
        guard method != "HEAD" else { return #expect(answer.body.isEmpty) }
        let seen = try JSONValue(parsing: answer.body)
        #expect(seen["method"] == .string(method) && seen["size"] == 0)
        #expect(headers(seen)["content-type"] == nil && headers(seen)["transfer-encoding"] == nil)
    }

    @Test func `connections are kept, and not shared between reaches`() async throws {
        let server = try FarServer.shared()
        let caller = HTTPCaller(threads: 1)
        let loopback = HTTPCaller.Reach.publicOnly(except: [try #require(AddressRange("127.0.0.0/8"))])

        var clients: [JSONValue?] = []
        for reach in [.anywhere, .anywhere, loopback, loopback] {
            let answer = try await caller.call(.init("GET", "\(server.root)/", reach: reach))
            clients.append(try JSONValue(parsing: answer.body)["client"])
        }
        let guarded = await failure(caller, .init("GET", "\(server.root)/", reach: .publicOnly()))

        #expect(clients[0] == clients[1] && clients[2] == clients[3] && clients[0] != clients[2])
        #expect(guarded == .forbiddenAddress)
    }

    @Test func `a redirect is an answer`() async throws {
        let server = try FarServer.shared()

        let answer = try await HTTPCaller().call(.init("GET", "\(server.root)/redirect"))

        #expect(answer.status == 302 && answer.header("location") == "/hello")
        #expect(answer.body == Array("elsewhere".utf8))
    }

    @Test func `a server that hangs, hangs up, floods or is not there is a failure`() async throws {
        let server = try FarServer.shared()
        let caller = HTTPCaller()
        let start = ContinuousClock.now

        #expect(
            await failure(caller, .init("GET", "\(server.root)/hang", timeout: .milliseconds(300)))
                == .timedOut
        )
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(
            await failure(caller, .init("GET", "\(server.root)/endless", answerLimit: 100_000)) == .tooLarge
        )
        #expect(
            await failure(caller, .init("GET", "\(server.root)/zeros?1001", answerLimit: 1_000)) == .tooLarge
        )
        let whole = try await caller.call(.init("GET", "\(server.root)/zeros?1000", answerLimit: 1_000))
        #expect(whole.body.count == 1_000)
        let dropped = await failure(caller, .init("GET", "\(server.root)/drop"))
        #expect(dropped?.mayHaveArrived == true && dropped != .timedOut)
        #expect(await failure(caller, .init("GET", "http://127.0.0.1:1/")) == .unreachable)
        #expect(await failure(caller, .init("GET", "http://no-such-host.invalid/")) == .unresolved)
    }

    @Test func `what is not a sound request is not sent`() async throws {
        let server = try FarServer.shared()
        let caller = HTTPCaller()
        let url = "\(server.root)/"
        let requests: [HTTPCaller.Request] = [
            .init("GET\r\nX: y", url), .init("get", url), .init("GET", "\(url)a b"),
            .init("GET", "\(url)\r\nX: y"),
            .init("GET", "file:///etc/passwd"), .init("GET", "gopher://127.0.0.1/"),
            .init("GET", "127.0.0.1"),
            .init("GET", "http://user:word@127.0.0.1:\(server.port)/"), .init("GET", "http://"),
            .init("GET", url, headers: [("X-A", "b\r\nX-C: d")]), .init("GET", url, headers: [("X A", "b")]),
            .init("GET", url, headers: [("X-A", "b\0")]),
            .init("GET", url, headers: [("Content-Length", "9")]),
            .init("GET", url, headers: [("transfer-encoding", "chunked")]),
        ]

        for request in requests {
            guard case .unsound = await failure(caller, request) else {
                Issue.record("sent: \(request)")
                continue
            }
        }
    }

    @Test func `a certificate is checked`() async throws {
        let own = try await OwnCertificate()
        let server = try FarServer(certificate: own.certificate, key: own.key)
        let trusting = HTTPCaller(authorities: own.certificate)

        #expect(await failure(HTTPCaller(), .init("GET", "\(server.root)/")) == .insecure)
        #expect(try await trusting.call(.init("GET", "\(server.root)/")).status == 200)
        let otherName = "https://localhost:\(server.port)/"
        #expect(await failure(trusting, .init("GET", otherName)) == .insecure)
    }

    private func headers(_ seen: JSONValue) -> [String: String] {
        let pairs = (seen["headers"]?.arrayValue ?? []).compactMap { pair -> (String, String)? in
            guard let name = pair[0]?.stringValue, let value = pair[1]?.stringValue else { return nil }
            return (name, value)
        }
        return Dictionary(pairs) { first, _ in first }
    }
}

/// Why it failed; nil when it did not.
func failure(_ caller: HTTPCaller, _ request: HTTPCaller.Request) async -> HTTPFailure? {
    do throws(HTTPFailure) {
        _ = try await caller.call(request)
        return nil
    } catch {
        return error
    }
}
