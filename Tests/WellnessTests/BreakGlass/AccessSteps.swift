import Kernel
import Store
import TestKit

let breakGlass = "/api/v1/admin/break-glass"

extension World {
    /// Elena requests access to data about Anna by default.
    func requestAccess(
        _ requester: Person = .elena,
        about subject: Person = .anna,
        _ scopes: [String] = ["account", "log_metadata"],
        minutes: Int = 30
    ) async throws -> TestResponse {
        try await self.as(requester).post(
            breakGlass,
            [
                "subject_id": .string(id(of: subject)), "scopes": .array(scopes.map { .string($0) }),
                "cause": "Anna cannot log in and asks for help", "ticket": "T-7",
                "minutes": .integer(Int64(minutes)),
            ]
        )
    }

    /// An access that Elena has requested and Fabio has approved; returns the path of the grant.
    func approvedAccess(
        _ scopes: [String] = ["account", "log_metadata"],
        minutes: Int = 30
    ) async throws -> String {
        let asked = try await requestAccess(.elena, about: .anna, scopes, minutes: minutes)
        guard let id = asked.id else { throw TestFailure("no access: \(asked)") }
        let approved = try await self.as(.fabio).post("\(breakGlass)/\(id)/approve")
        guard approved.status == 200 else { throw TestFailure("not approved: \(approved)") }
        return "\(breakGlass)/\(id)"
    }

    func read(
        _ access: String,
        _ scope: String = "account",
        as reader: Person = .elena
    ) async throws -> TestResponse {
        try await self.as(reader).get("\(access)/records?scope=\(scope)")
    }

    func state(of access: String) async throws -> JSONValue? {
        let all = try await self.as(.fabio).get(breakGlass)["data"]?.arrayValue ?? []
        return all.first { access.hasSuffix($0["id"]?.stringValue ?? "-") }?["state"]
    }

    func review(_ access: String, as reviewer: Person = .fabio) async throws -> TestResponse {
        try await self.as(reviewer).post(
            "\(access)/review",
            ["verdict": "justified", "note": "The ticket asks for it."]
        )
    }
}
