import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import CAF

private let leaving: JSONValue = ["password": .string(Person.demoPassword)]
private let kinds = "/users/me/account/erasure-plan"

extension World {
    fileprivate func completed() async throws -> Ticket {
        try await move(inReview(), to: "completed", as: .marco)
    }

    fileprivate func count(_ sql: SQL) async throws -> Int {
        try await db.read { tx in try tx.value("SELECT COUNT(*) FROM \(sql)", as: Int.self) ?? 0 }
    }

    fileprivate func plan() async throws -> [String: JSONValue] {
        let all = try await self.as(.giulia).get(kinds)["kinds"]?.arrayValue ?? []
        return Dictionary(uniqueKeysWithValues: all.map { ($0["kind"]?.stringValue ?? "", $0) })
    }
}

@Suite struct CustomerErasureTests {
    @Test func `every table of the office is said to be personal or impersonal`() async throws {
        let world = try await office()

        let (live, mapped) = (try await world.liveTables(), world.product.mappedTables)

        #expect(live.subtracting(mapped).sorted() == [], "say in CAF/Privacy what happens to these")
        #expect(mapped.subtracting(live).sorted() == [])
    }

    @Test func `open requests are withdrawn, the family goes, the profile is emptied`() async throws {
        let world = try await office()
        let (waiting, giulia) = (try await world.inReview(), try await world.id(of: .giulia))
        let plan = try await world.plan()
        let papers = world.cabinet.files.count

        let answer = try await world.as(.giulia).delete("/users/me/account", leaving)
        try await world.runJobs()

        #expect(plan["service_requests_not_filed"]?["count"] == 1)
        #expect(answer.status == 204, "\(answer)")
        #expect(try await world.as(.marco).get(waiting.path).status == 404)
        #expect(try await world.as(.sara).get("/admin/users/\(giulia)").status == 404)
        #expect(try await world.count("service_request") == 0)
        #expect(try await world.count("history") == 0)
        #expect(try await world.count("profile WHERE codice_fiscale = 'RSSGLI85D52H501N'") == 0)
        #expect(try await world.count("retained_identity") == 0)
        #expect(papers > 0 && world.cabinet.files.isEmpty, "\(papers) papers, then \(world.cabinet.files)")
        #expect(try await AuditChain.verify(world.site).intact)
    }

    @Test func `filed papers stay with their taxpayer until the law lets them go`() async throws {
        let world = try await office()
        let filed = try await world.completed()
        let plan = try await world.plan()

        _ = try await world.as(.giulia).delete("/users/me/account", leaving)

        #expect(
            plan["service_requests_filed"]?["kept_until"] == "2031-12-31T23:00:00Z",
            "31 December in Rome"
        )
        #expect(plan["service_requests_filed"]?["why"]?.stringValue?.contains("164/1999") == true)
        let seen = try await world.as(.sara).get(filed.path)
        #expect(seen.status == 200)
        #expect(seen["customer_name"] == "Utente cancellato")
        #expect(try await world.count("retained_identity WHERE codice_fiscale = 'RSSGLI85D52H501N'") == 1)
        #expect(try await world.as(.sara).get("/admin/users?search=rossi")["data"] == [])
    }

    @Test func `the same person may come back`() async throws {
        let world = try await office()
        _ = try await world.completed()
        _ = try await world.as(.giulia).delete("/users/me/account", leaving)

        var body = try JSONValue(parsing: Array(DemoCast.giulia.utf8))
        body["password"] = nil
        let again = try await world.registered(body)

        #expect(again.status == 200, "\(again)")
        world.clock.advance(by: .minutes(11))
        let returned = Person("giulia", email: Person.giulia.email, password: "una frase che ricordo")
        #expect(try await world.as(returned).get("/service-requests")["data"] == [])
    }

    @Test func `a member of staff leaves their work in the queue`() async throws {
        let world = try await office()
        let taken = try await world.inReview()
        let marco = try await world.id(of: .marco)

        let done = try await world.as(.sara).post(
            "/admin/users/\(marco)/erase",
            ["cause": "requested_in_writing"]
        )

        #expect(done.status == 200, "\(done)")
        #expect(try await world.as(.sara).get(taken.path)["operator_id"]?.isNull ?? true)
    }

    @Test func `a copy has the family, the requests and their messages, not the notes`() async throws {
        let world = try await office()
        let request = try await world.inReview()
        _ = try await world.as(.giulia).post(
            request.path + "/messages",
            ["text": "Buongiorno, a che punto è?"]
        )
        _ = try await world.as(.marco).post(request.adminPath + "/notes", ["text": "cliente difficile"])

        let archive = try PythonZip(await world.as(.giulia).get("/users/me/export").body)

        let copy = try archive.json("service_requests_not_filed.json")
        #expect(copy[0]?["messages"]?[0]?["text"] == "Buongiorno, a che punto è?")
        #expect(copy[0]?["sections"]?.objectValue?.isEmpty == false)
        #expect(!archive.texts.values.contains { $0.contains("difficile") })
        #expect(try archive.json("profile.json")[0]?["birth_date"] == "1985-04-12")
    }
}
