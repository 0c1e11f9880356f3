import Kernel
import Platform
import TestKit

@testable import CAF

/// An office with its four people and nothing on its desk.
func office(dependencies: (inout Dependencies) -> Void = { _ in }) async throws -> World {
    let cast: @Sendable (Site) async throws -> Void = { site in
        _ = try await DemoCast.hire(DemoCast.sara, at: site)
        _ = try await DemoCast.hire(DemoCast.marco, at: site)
        _ = try await DemoCast.enrol(DemoCast.giulia, at: site)
        _ = try await DemoCast.enrol(DemoCast.luca, at: site)
    }
    return try await World(caf, cast: "people", cast: cast, dependencies: dependencies)
}

/// The sections of a form, as JSON.
func sections(_ text: String) throws -> JSONValue {
    try JSONValue(parsing: Array(text.utf8))
}

/// A request and the version that was last seen of it.
struct Ticket: Sendable {
    let id: String
    let version: Int64

    var path: String { "/service-requests/\(id)" }
    var adminPath: String { "/admin/service-requests/\(id)" }
    var match: [String: String] { ["If-Match": "\"\(version)\""] }

    init(_ answer: TestResponse) throws {
        guard let id = answer.id, let version = answer["version"]?.integerValue else {
            throw TestFailure("no service request: \(answer)")
        }
        self.id = id
        self.version = version
    }
}

extension World {
    /// Someone who registers and follows the mailed link: the answer to the latter.
    func registered(_ body: JSONValue) async throws -> TestResponse {
        let asked = try await anonymous.post("/auth/register", body)
        guard asked.status == 202, let email = body["email"]?.stringValue else { return asked }
        return try await verify(mailedToken(to: email))
    }

    /// Follows the link of a registration and chooses a password.
    func verify(
        _ token: String,
        choosing password: String = "una frase che ricordo"
    ) async throws -> TestResponse {
        try await anonymous.post(
            "/auth/verify-email",
            ["token": .string(token), "password": .string(password)]
        )
    }

    /// Giulia's ISEE, complete but not handed in.
    func draft(
        _ form: String = DemoForms.isee,
        _ service: String = "ISEE",
        year: Int64 = 2026
    ) async throws -> Ticket {
        let body: JSONValue = [
            "service": .string(service), "tax_year": .integer(year), "sections": try sections(form),
        ]
        return try Ticket(await self.as(.giulia).post("/service-requests", body))
    }

    func submitted(_ service: String = "ISEE", _ form: String = DemoForms.isee) async throws -> Ticket {
        let draft = try await draft(form, service)
        try await deliverPapers(of: draft)
        return try Ticket(await self.as(.giulia).post(draft.path + "/submit"))
    }

    /// Taken by Marco, and being worked.
    func inReview(_ service: String = "ISEE", _ form: String = DemoForms.isee) async throws -> Ticket {
        let waiting = try await submitted(service, form)
        let marco = try await id(of: .marco)
        let taken = try Ticket(
            await self.as(.marco).patch(
                waiting.adminPath + "/assign",
                ["operator_id": .string(marco)],
                headers: waiting.match
            )
        )
        return try await move(taken, to: "in_review", as: .marco)
    }

    func move(
        _ ticket: Ticket,
        to status: String,
        reason: String? = nil,
        as person: Person
    ) async throws -> Ticket {
        try Ticket(await change(ticket, to: status, reason: reason, as: person))
    }

    func change(
        _ ticket: Ticket,
        to status: String,
        reason: String? = nil,
        as person: Person
    ) async throws -> TestResponse {
        var body: JSONValue = ["status": .string(status)]
        if let reason { body["reason"] = .string(reason) }
        return try await self.as(person).patch(ticket.adminPath + "/status", body, headers: ticket.match)
    }

    func id(of person: Person) async throws -> String {
        guard let id = try await self.as(person).get("/users/me").id else {
            throw TestFailure("\(person.name) has no id")
        }
        return id
    }

    /// Uploads every mandatory paper that is missing.
    func deliverPapers(of ticket: Ticket, as person: Person = .giulia) async throws {
        let checklist = try await self.as(person).get(ticket.path)["checklist"]?.arrayValue ?? []
        for item in checklist where item["is_mandatory"] == true && item["state"] == "missing" {
            let answer = try await upload(item["category"]?.stringValue ?? "", to: ticket, as: person)
            guard answer.status == 201 else { throw TestFailure("no paper: \(answer)") }
        }
    }

    func upload(
        _ category: String,
        to ticket: Ticket,
        as person: Person = .giulia,
        text: String = "carta"
    ) async throws -> TestResponse {
        try await self.as(person).post("/documents", UploadForm.paper(for: ticket.id, category, text: text))
    }
}

typealias UploadForm = TestKit.Form

extension UploadForm {
    static func paper(for request: String, _ category: String, text: String = "carta") -> UploadForm {
        UploadForm().field("request_id", request).field("category", category).pdf(text)
    }

    func pdf(_ text: String = "carta") -> UploadForm {
        file("file", "\(text).pdf", "application/pdf", DemoDocuments.pdf(text))
    }
}
