import Kernel
import Platform
import TestKit

@testable import CAF

/// A document and the version that was last seen of it.
struct Sheet: Sendable {
    let id: String
    let version: Int64

    var path: String { "/documents/\(id)" }
    var match: [String: String] { ["If-Match": "\"\(version)\""] }

    init(_ document: JSONValue?) throws {
        guard let id = document?["id"]?.stringValue, let version = document?["version"]?.integerValue else {
            throw TestFailure("no document: \(document?.text ?? "nil")")
        }
        self.id = id
        self.version = version
    }
}

extension World {
    /// The newest document of a category.
    func document(_ category: String, of ticket: Ticket) async throws -> Sheet {
        let path = "/documents?request_id=\(ticket.id)&category=\(category)"
        return try Sheet(await self.as(.sara).get(path)["data"]?[0])
    }

    @discardableResult
    func review(
        _ sheet: Sheet,
        _ decision: String,
        because reason: String? = nil,
        as person: Person = .sara
    ) async throws -> TestResponse {
        let body: JSONValue? = reason.map { ["reason": .string($0)] }
        return try await self.as(person).patch("\(sheet.path)/\(decision)", body, headers: sheet.match)
    }

    func replace(
        _ sheet: Sheet,
        text: String = "nuova",
        as person: Person = .giulia
    ) async throws -> TestResponse {
        try await self.as(person).post(sheet.path + "/versions", UploadForm().pdf(text))
    }

    func askFor(_ papers: [(category: String, reason: String)], on ticket: Ticket) async throws -> Ticket {
        let documents = papers.map {
            ["category": .string($0.category), "reason": .string($0.reason)] as JSONValue
        }
        let body: JSONValue = ["documents": .array(documents)]
        let path = ticket.adminPath + "/request-documents"
        return try Ticket(await self.as(.marco).post(path, body, headers: ticket.match))
    }

    /// A request as it stands now.
    func now(_ ticket: Ticket) async throws -> TestResponse {
        try await self.as(.sara).get(ticket.path)
    }
}
