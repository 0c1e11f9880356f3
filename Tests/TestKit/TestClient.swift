import HTTPTypes
import Kernel
import Platform
import Web

/// Speaks to a world as someone, through the whole edge and without a socket.
package struct TestClient: Sendable {
    let world: World
    let identity: Identity

    enum Identity: Sendable {
        case anonymous
        case person(Person)
        case token(String)
    }

    package typealias Headers = [String: String]

    package func get(_ path: String, headers: Headers = [:]) async throws -> TestResponse {
        try await send("GET", path, headers: headers)
    }

    package func post(
        _ path: String,
        _ body: JSONValue? = nil,
        headers: Headers = [:]
    ) async throws -> TestResponse {
        try await send("POST", path, json: body?.bytes, headers: headers)
    }

    package func post(
        _ path: String,
        _ body: some Encodable,
        headers: Headers = [:]
    ) async throws -> TestResponse {
        try await send("POST", path, json: JSON.encode(body), headers: headers)
    }

    package func put(
        _ path: String,
        _ body: JSONValue? = nil,
        headers: Headers = [:]
    ) async throws -> TestResponse {
        try await send("PUT", path, json: body?.bytes, headers: headers)
    }

    package func put(
        _ path: String,
        _ body: some Encodable,
        headers: Headers = [:]
    ) async throws -> TestResponse {
        try await send("PUT", path, json: JSON.encode(body), headers: headers)
    }

    package func patch(
        _ path: String,
        _ body: JSONValue? = nil,
        headers: Headers = [:]
    ) async throws -> TestResponse {
        try await send("PATCH", path, json: body?.bytes, headers: headers)
    }

    package func patch(
        _ path: String,
        _ body: some Encodable,
        headers: Headers = [:]
    ) async throws -> TestResponse {
        try await send("PATCH", path, json: JSON.encode(body), headers: headers)
    }

    package func delete(
        _ path: String,
        _ body: JSONValue? = nil,
        headers: Headers = [:]
    ) async throws -> TestResponse {
        try await send("DELETE", path, json: body?.bytes, headers: headers)
    }

    /// Anything, of any type.
    package func send(
        _ method: String,
        _ path: String,
        bytes: [UInt8] = [],
        type: String? = nil,
        headers: Headers = [:]
    ) async throws -> TestResponse {
        var fields: Headers = type.map { ["Content-Type": $0] } ?? [:]
        if !bytes.isEmpty { fields["Content-Length"] = String(bytes.count) }
        if let token = try await token() { fields["Authorization"] = "Bearer \(token)" }
        fields.merge(headers) { _, given in given }
        return try await world.send(method, path, fields, bytes)
    }

    private func send(
        _ method: String,
        _ path: String,
        json: [UInt8]?,
        headers: Headers
    ) async throws -> TestResponse {
        guard let json else { return try await send(method, path, headers: headers) }
        return try await send(method, path, bytes: json, type: "application/json", headers: headers)
    }

    private func token() async throws -> String? {
        switch identity {
        case .anonymous: nil
        case .person(let person): try await world.token(of: person)
        case .token(let token): token
        }
    }
}

/// The test asked for something that cannot be sent, or the world is not as it says.
package struct TestFailure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

extension World {
    package func `as`(_ person: Person) -> TestClient {
        TestClient(world: self, identity: .person(person))
    }

    package var anonymous: TestClient {
        TestClient(world: self, identity: .anonymous)
    }

    package func with(token: String) -> TestClient {
        TestClient(world: self, identity: .token(token))
    }

    /// Runs `work` `count` times at once; the answers in order.
    package func atOnce<Result: Sendable>(
        _ count: Int,
        _ work: @escaping @Sendable (Int) async throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            for index in 0..<count {
                group.addTask { (index, try await work(index)) }
            }
            var results: [(Int, Result)] = []
            for try await result in group { results.append(result) }
            return results.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    func send(
        _ method: String,
        _ path: String,
        _ headers: [String: String],
        _ body: [UInt8]
    ) async throws -> TestResponse {
        guard let verb = HTTPRequest.Method(method) else { throw TestFailure("not a method: \(method)") }
        var head = HTTPRequest(method: verb, scheme: "http", authority: "world.test", path: path)
        for (name, value) in headers {
            guard let field = HTTPField.Name(name) else { throw TestFailure("not a header: \(name)") }
            head.headerFields[field] = value
        }
        let answer = await edge.answer(head, body: body)
        let response = TestResponse(
            status: answer.status,
            headers: answer.headers.map { (name: $0.name, value: $0.value) },
            body: answer.body
        )
        SpecLog.current?.record(method, path, response, of: product)
        if method != "GET" { try await SpecLog.current?.recordTransitions(of: self) }
        return response
    }
}
