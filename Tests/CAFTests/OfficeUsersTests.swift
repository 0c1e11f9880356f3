import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import CAF

@Suite struct OfficeUsersTests {
    private static let anna = Person(
        "anna",
        email: "anna.admin@example.com",
        password: "quattro gatti in fila"
    )

    @Test func `the people are filtered, sorted, searched and paged`() async throws {
        let world = try await office()
        let sara = world.as(.sara)
        func names(_ query: String) async throws -> [String] {
            let answer = try await sara.get("/admin/users?" + query)
            #expect(answer.status == 200, "\(answer)")
            return (answer["data"]?.arrayValue ?? []).compactMap { $0["last_name"]?.stringValue }
        }

        #expect(try await names("sort=name") == ["Bianchi", "Conti", "Ferri", "Rossi"])
        #expect(try await names("sort=email") == ["Rossi", "Bianchi", "Ferri", "Conti"])
        #expect(try await names("sort=oldest") == ["Conti", "Ferri", "Rossi", "Bianchi"])
        #expect(try await names("role=customer&sort=name") == ["Bianchi", "Rossi"])
        #expect(try await names("search=ROS&sort=name") == ["Rossi"])
        #expect(try await names("search=%25") == [])
        #expect(try await names("state=suspended") == [])
        #expect(try await names("from=2030-01-01T00:00:00Z") == [])
        #expect(try await names("sort=name&limit=2&page=2") == ["Ferri", "Rossi"])
        let first = try await sara.get("/admin/users?sort=name&limit=3")
        let cursor = first["page"]?["next_cursor"]?.stringValue ?? ""
        #expect(try await names("sort=name&limit=3&cursor=\(cursor)") == ["Rossi"])
    }

    @Test func `whoever is shut out is out at once, and comes back when let in`() async throws {
        let world = try await office()
        let giulia = try await world.with(token: world.token(of: .giulia))
        let id = try await world.id(of: .giulia)

        let shut = try await world.as(.sara).patch("/admin/users/\(id)/deactivate")
        #expect(shut["state"] == "suspended")
        #expect(try await giulia.get("/users/me").status == 401)
        let login: JSONValue = [
            "email": .string(Person.giulia.email), "password": .string(Person.demoPassword),
        ]
        #expect(try await world.anonymous.post("/auth/login", login).status == 401)

        let open = try await world.as(.sara).patch("/admin/users/\(id)/activate")
        #expect(open["state"] == "active")
        #expect(try await world.anonymous.post("/auth/login", login).status == 200)
        #expect(try await giulia.get("/users/me").status == 401)
    }

    @Test func `nobody shuts themselves out`() async throws {
        let world = try await office()
        let id = try await world.id(of: .sara)

        let answer = try await world.as(.sara).patch("/admin/users/\(id)/deactivate")

        #expect(answer.problem == .notOneself)
        #expect(try await world.as(.sara).get("/users/me").status == 200)
    }

    @Test func `of two administrators who shut each other out at once one stays`() async throws {
        let world = try await office()
        let hired = try await world.as(.sara).post(
            "/admin/users",
            [
                "email": .string(Self.anna.email), "first_name": "Anna", "last_name": "Neri", "role": "admin",
            ]
        )
        try await world.choosesPassword(Self.anna)
        let pair = try await [
            (world.token(of: .sara), hired.id ?? ""), (world.token(of: Self.anna), world.id(of: .sara)),
        ]

        let answers = try await world.atOnce(20) { index in
            let (token, other) = pair[index % 2]
            return try await world.with(token: token).patch("/admin/users/\(other)/deactivate")
        }

        let active = try await world.db.read { tx in
            try tx.value(
                "SELECT COUNT(*) FROM account WHERE role = 'admin' AND state = 'active'",
                as: Int.self
            )
        }
        #expect(active == 1)
        #expect(answers.statuses[200] != nil)
        #expect(answers.allSatisfy { [200, 401, 409].contains($0.status) }, "\(answers.statuses)")
    }

    @Test func `the family and the activity of a customer are for those who work for them`() async throws {
        let world = try await office()
        let giulia = try await world.id(of: .giulia)
        let member: JSONValue = [
            "first_name": "Paolo", "last_name": "Verdi", "codice_fiscale": "VRDPLA83A15H501G",
            "relationship": "spouse", "birth_date": "1983-01-15",
        ]
        _ = try await world.as(.giulia).post("/users/me/family-members", member)
        let path = "/admin/users/\(giulia)"

        #expect(try await world.as(.marco).get(path + "/family-members").status == 404)
        #expect(try await world.as(.giulia).get(path + "/family-members").status == 403)
        _ = try await world.submitted()
        let family = try await world.as(.marco).get(path + "/family-members")
        #expect(family["data"]?[0]?["codice_fiscale"] == "VRDPLA83A15H501G")
        #expect(try await world.as(.marco).get(path + "/activity-log").status == 403)
        let log = try await world.as(.sara).get(path + "/activity-log?limit=100")
        let actions = (log["data"]?.arrayValue ?? []).compactMap { $0["action"]?.stringValue }
        #expect(actions.contains("caf.family_member.add"))
        #expect(actions.contains("service_request.submit"))
        #expect(
            try await world.as(.sara).get("/admin/users/\(ID<Account>.placeholder)/activity-log").status
                == 404
        )
    }
}
