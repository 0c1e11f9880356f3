import Kernel
import Platform
import TestKit
import Testing
import Web

@testable import CAF

/// The members with the identity of a person that stand without a name next to them.
private func unnamed(_ value: JSONValue, _ people: Set<String>, at place: String) -> [String] {
    switch value {
    case .array(let elements):
        return elements.flatMap { unnamed($0, people, at: place) }
    case .object(let object):
        // The details of an audit entry are facts by identity.
        return object.members.filter { $0.name != "details" }.flatMap { member -> [String] in
            guard let id = member.value.stringValue, people.contains(id) else {
                return unnamed(member.value, people, at: "\(place) \(member.name)")
            }
            return isNamed(member.name, in: object) ? [] : ["\(place) \(member.name)"]
        }
    default:
        return []
    }
}

private func isNamed(_ member: String, in object: JSONObject) -> Bool {
    func has(_ names: String...) -> Bool { names.contains { object[$0]?.stringValue?.isEmpty == false } }
    if member == "id" { return has("name", "first_name", "email") }
    // The parties of an invoice are named as on the document.
    if member == "account_id", let customer = object["customer"] { return customer["name"] != nil }
    if member == "operator_id" { return has("operator_name", "operator") }
    if member == "subject_id" { return object["subject_kind"] != "account" || has("subject_name") }
    if member.hasSuffix("_id") { return has(String(member.dropLast(3)) + "_name") }
    if member.hasSuffix("_by") { return has(member + "_name") }
    return false
}

/// Lists in which a record is named by its kind and identity only, and the complete copy of a person's data.
private let exempt = ["/notifications", "/users/me/export", "/admin/jobs"]

extension World {
    /// An office in which everybody has done something; the paths with an identity.
    fileprivate func busy(with stripe: StripeDouble) async throws -> [String] {
        let sara = self.as(.sara)
        let request = try await inReview()
        _ = try await self.as(.marco).post(request.path + "/messages", ["text": "buongiorno"])
        _ = try await sara.post(request.adminPath + "/notes", ["text": "chiamare"])
        let paper = try await document("lease_contract", of: request)
        try await review(paper, "approve", as: .marco)
        try await hours(of: .marco, on: [1], "09:00", "10:00")
        let meeting = try await booked(appointmentType(), at: "\(monday)T08:00:00Z")
        try await subscribe(to: plan(), from: stripe)
        let giulia = try await id(of: .giulia)
        let held = try await sara.post("/admin/users/\(giulia)/legal-holds", ["reason": "causa 12/2026"])
        let guest: JSONValue = [
            "email": "nina@example.com", "role": "operator", "first_name": "Nina", "last_name": "Neri",
        ]
        let invited = try await sara.post("/admin/invitations", guest)
        let token = try await sara.post("/admin/service-tokens", ["name": "conti", "role": "bookkeeping"])
        let texts: JSONValue = ["it": ["title": "Orari", "body": "Dalle nove."]]
        let page = try await sara.post("/admin/cms/pages", ["slug": "orari", "texts": texts] as JSONValue)
        for answer in [held, invited, token, page] where answer.status != 201 {
            throw TestFailure("the office is not busy: \(answer)")
        }
        try await runJobs()
        let marco = try await id(of: .marco)
        return [
            request.path, request.path + "/history", request.path + "/messages", request.adminPath + "/notes",
            paper.path, paper.path + "/versions", paper.path + "/history",
            meeting.path, meeting.path + "/history",
            "/admin/operators/\(marco)/hours", "/admin/users/\(giulia)", "/users/\(giulia)",
            "/admin/users/\(giulia)/activity-log", "/admin/users/\(marco)/activity-log",
            "/admin/cms/pages/\(page.id ?? "")/revisions",
            "/admin/reports/requests/rows", "/admin/reports/operator-workload/rows",
        ]
    }
}

@Suite struct EveryNameTests {
    @Test func `every list names the people it shows`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        let paths = try await world.busy(with: stripe)
        var people: Set<String> = []
        for person in [Person.giulia, .luca, .marco, .sara] { people.insert(try await world.id(of: person)) }
        let lists = caf.routes.filter { $0.method == "GET" && !$0.path.contains("{") }.map(\.path)

        var seen = 0
        for person in [Person.sara, .marco, .giulia] {
            for path in lists + paths where !exempt.contains(path) {
                let answer = try await world.as(person).get(path)
                #expect(answer.status != 500, "\(path)")
                guard answer.status == 200 else { continue }
                if people.contains(where: { answer.text.contains($0) }) { seen += 1 }
                #expect(Set(unnamed(answer.json, people, at: path)).sorted() == [], "\(person.name)")
            }
        }
        #expect(seen > 30, "\(seen)")
    }

    @Test func `a list of nobody's is found out`() throws {
        let list: JSONValue = [
            ["operator_id": "1"], ["operator_id": "1", "operator_name": "Marco Ferri"], ["placed_by": "1"],
            ["id": "1", "email": "a@example.com"], ["account_id": "2"],
        ]

        #expect(unnamed(list, ["1"], at: "/x") == ["/x operator_id", "/x placed_by"])
    }

    @Test func `legal holds, invitations, tokens, revisions and hours name their people`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        let paths = try await world.busy(with: stripe)
        let sara = world.as(.sara)

        let hold = try await sara.get("/admin/legal-holds")["data"]?[0]
        #expect(hold?["account_name"] == "Giulia Rossi" && hold?["placed_by_name"] == "Sara Conti")
        #expect(try await sara.get("/admin/invitations")["data"]?[0]?["invited_by_name"] == "Sara Conti")
        #expect(try await sara.get("/admin/service-tokens")["data"]?[0]?["created_by_name"] == "Sara Conti")
        let revisions = try #require(paths.first { $0.hasSuffix("/revisions") })
        #expect(try await sara.get(revisions)["data"]?[0]?["saved_by_name"] == "Sara Conti")
        let hours = try #require(paths.first { $0.hasSuffix("/hours") })
        #expect(try await sara.get(hours)["operator_name"] == "Marco Ferri")
        let log = try await sara.get("/admin/audit-logs?action=legal_hold.*")["data"]?[0]
        #expect(log?["actor_name"] == "Sara Conti")
    }

    @Test func `an erased colleague keeps a placeholder in the history`() async throws {
        let world = try await office()
        let request = try await world.inReview()
        let done = try await world.move(request, to: "completed", as: .marco)
        let marco = try await world.id(of: .marco)
        let erased = try await world.as(.sara).post(
            "/admin/users/\(marco)/erase",
            ["cause": "requested_in_writing"]
        )
        #expect(erased.status == 200, "\(erased)")

        let history = try await world.as(.sara).get(done.path + "/history")["data"]?.arrayValue ?? []

        #expect(history.last?["event"] == "complete")
        #expect(history.last?["actor_name"] == "Utente cancellato")
    }
}
