import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct RequestAccessTests {
    /// Method, path below the request, body.
    static let routes: [(String, String, JSONValue?)] = [
        ("GET", "", nil), ("PATCH", "", ["sections": [:]]), ("DELETE", "", nil), ("POST", "/submit", nil),
        ("GET", "/actions", nil), ("GET", "/history", nil), ("GET", "/messages", nil),
        ("POST", "/messages", ["text": "ciao"]),
    ]

    @Test func `a stranger cannot tell that the request exists`() async throws {
        let world = try await office()
        let draft = try await world.draft()

        for (method, path, body) in Self.routes {
            let answer = try await world.as(.luca).send(
                method,
                draft.path + path,
                bytes: body?.bytes ?? [],
                type: body.map { _ in "application/json" }
            )
            #expect(answer.problem == .notFound, "\(method) \(path): \(answer)")
        }
    }

    @Test func `an operator sees the queue and their own, but neither drafts nor a colleague's`() async throws
    {
        let world = try await office()
        let draft = try await world.draft(DemoForms.imu, "IMU")
        let waiting = try await world.submitted()
        let marco = world.as(.marco)

        #expect(try await marco.get(draft.path).status == 404)
        #expect(try await marco.get(waiting.path).status == 200)
        let colleague = try await world.hireAnna()
        _ = try await world.as(.sara).patch(
            waiting.adminPath + "/assign",
            ["operator_id": .string(colleague)],
            headers: waiting.match
        )
        #expect(try await marco.get(waiting.path).status == 404)
        #expect(try await world.as(.anna).get("/admin/service-requests")["data"]?.arrayValue?.count == 1)
        #expect(try await marco.get("/admin/service-requests")["data"]?.arrayValue?.count == 0)
    }

    @Test func `an operator takes a request but does not give it away`() async throws {
        let world = try await office()
        let request = try await world.submitted()
        let anna = try await world.hireAnna()
        let path = request.adminPath + "/assign"

        let given = try await world.as(.marco).patch(
            path,
            ["operator_id": .string(anna)],
            headers: request.match
        )
        let taken = try await world.as(.marco).patch(
            path,
            ["operator_id": .string(world.id(of: .marco))],
            headers: request.match
        )

        #expect(given.problem == .mayOnlyClaim)
        #expect(taken.status == 200)
    }

    @Test func `only an active operator is given a request`() async throws {
        let world = try await office()
        let request = try await world.submitted()

        let answer = try await world.as(.sara).patch(
            request.adminPath + "/assign",
            ["operator_id": .string(world.id(of: .giulia))],
            headers: request.match
        )

        #expect(answer.faults["/operator_id"] == "not_an_active_operator")
    }

    @Test func `notes stay in the office`() async throws {
        let world = try await office()
        let request = try await world.inReview()
        _ = try await world.as(.marco).post(request.adminPath + "/notes", ["text": "chiamare lunedì"])
        _ = try await world.as(.marco).post(request.path + "/messages", ["text": "buongiorno"])

        let notes = try await world.as(.giulia).get(request.adminPath + "/notes")
        let messages = try await world.as(.giulia).get(request.path + "/messages")

        #expect(notes.status == 403)
        #expect(messages["data"]?.arrayValue?.compactMap { $0["text"]?.stringValue } == ["buongiorno"])
        #expect(
            try await world.as(.sara).get(request.adminPath + "/notes")["data"]?[0]?["text"]
                == "chiamare lunedì"
        )
    }

    @Test func `a stale write is refused, and so is one that does not say what it saw`() async throws {
        let world = try await office()
        let request = try await world.inReview()
        let path = request.adminPath + "/status"
        let body: JSONValue = ["status": "completed"]

        let blind = try await world.as(.marco).patch(path, body)
        let stale = try await world.as(.marco).patch(path, body, headers: ["If-Match": "\"1\""])

        #expect(blind.status == 428)
        #expect(stale.status == 412)
        #expect(try await world.as(.marco).get(request.path)["status"] == "in_review")
    }

    @Test func `the tag of a request is that of what is shown of it, in its language`() async throws {
        let world = try await office()
        let path = try await world.draft().path
        let giulia = world.as(.giulia)
        let tag = try #require(try await giulia.get(path).header("ETag"))
        for known in [tag, "W/" + tag, tag.dropLast() + "-gzip\""] {
            #expect(try await giulia.get(path, headers: ["If-None-Match": String(known)]).status == 304)
        }

        let english = ["If-None-Match": tag, "Accept-Language": "en"]
        #expect(try await giulia.get(path, headers: english).status == 200)

        let person = "/users/\(try await world.id(of: .giulia))"
        let version = try #require(try await world.as(.sara).get(person).header("ETag"))
        let renamed = try await world.as(.sara).patch(
            person,
            ["first_name": "Giulietta"] as JSONValue,
            headers: ["If-Match": "W/" + version]
        )
        #expect(renamed.status == 200)
        let after = try await giulia.get(path, headers: ["If-None-Match": tag])
        #expect(after.status == 200 && after["customer_name"]?.stringValue?.contains("Giulietta") == true)
    }

    @Test func `a customer's If-Match is honoured when they send one`() async throws {
        let world = try await office()
        let draft = try await world.draft()
        let body: JSONValue = ["sections": ["veicoli": []]]

        let first = try await world.as(.giulia).patch(draft.path, body, headers: draft.match)
        let second = try await world.as(.giulia).patch(draft.path, body, headers: draft.match)

        #expect(first.status == 200)
        #expect(second.status == 412)
    }
}

extension Person {
    static let anna = Person("anna", email: "anna.neri@example.com", password: "quattro gatti in fila")
}

extension World {
    /// A second operator; answers her identity.
    func hireAnna() async throws -> String {
        let answer = try await self.as(.sara).post(
            "/admin/users",
            [
                "email": .string(Person.anna.email), "first_name": "Anna", "last_name": "Neri",
                "role": "operator",
            ]
        )
        try await choosesPassword(.anna)
        guard let id = answer.id else { throw TestFailure("anna was not hired: \(answer)") }
        return id
    }
}
