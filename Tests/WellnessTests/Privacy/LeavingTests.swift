import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

private let account = "/api/v1/users/me/account"

@Suite struct LeavingTests {
    @Test func `one leaves with the password or a fresh login, and all is erased at once`() async throws {
        let world = try await cast()
        _ = try await world.log(.anna, note: "marked words")
        let anna = try await world.account(of: .anna)

        let wrong = try await world.as(.anna).delete(account, ["password": "not this one"])
        let stale = try await world.stale(.carla).delete(account)
        let gone = try await world.as(.anna).delete(account, ["password": .string(Person.demoPassword)])
        let fresh = try await world.as(.dario).delete(account)

        #expect(wrong.faults == ["/password": "wrong_password"])
        #expect(stale.problem == .stepUpRequired)
        #expect(gone.status == 204 && fresh.status == 204, "\(gone) \(fresh)")
        #expect(try await world.logIn(.anna).status == 401)
        let left = try await world.db.read { tx in
            try tx.exists("SELECT 1 FROM wellness_log WHERE account_id = \(anna)")
                || tx.exists("SELECT 1 FROM person_key WHERE account_id = \(anna)")
                || tx.exists("SELECT 1 FROM membership WHERE account_id = \(anna) AND state <> 'left'")
        }
        #expect(!left)
    }

    @Test func `the last administrator of an organisation and accounts on hold stay`() async throws {
        let world = try await cast()
        let anna = try await world.id(of: .anna)
        _ = try await world.as(.elena).post(
            "/api/v1/admin/users/\(anna)/legal-holds",
            ["reason": "A lawsuit is pending"]
        )

        let last = try await world.as(.bruno).delete(account)
        let held = try await world.as(.anna).delete(account)

        #expect(last.status == 409 && last.problem == .lastAdministrator, "\(last)")
        #expect(held.status == 409 && held.problem == .erasureHeld, "\(held)")
    }

    @Test func `the last administrator leaves by a privacy request, which suspends the organisation`()
        async throws
    {
        let world = try await cast()
        let aurora = try await world.organization("Aurora")
        let made = try await world.as(.bruno).post("/api/v1/privacy/requests", ["kind": "erasure"])
        let path = "/api/v1/admin/privacy/requests/\(made.id ?? "")"
        let any = ["If-Match": "*"]

        _ = try await world.as(.elena).patch(path, ["state": "processing"], headers: any)
        let done = try await world.as(.elena).patch(path, ["state": "done"], headers: any)

        #expect(done["state"] == "done", "\(done)")
        let organization = try await world.as(.elena).get("/api/v1/organizations/\(aurora)")
        #expect(organization["state"] == "suspended", "\(organization)")
    }

    @Test func `nobody else learns how much there was`() async throws {
        let world = try await cast()
        let dario = try await world.id(of: .dario)
        _ = try await world.log(.dario, note: "marked words")

        let own = try await world.as(.dario).get("/api/v1/users/me/account/erasure-plan")
        let plan = try await world.as(.elena).get("/api/v1/admin/users/\(dario)/erasure-plan")
        let erased = try await world.as(.elena).post(
            "/api/v1/admin/users/\(dario)/erase",
            ["cause": "inactivity"]
        )
        _ = try await world.as(.dario).delete(account)
        let audit = try await world.as(.elena).get("/api/v1/admin/audit-logs?action=account.erase")

        #expect(own["is_allowed"] == true)
        #expect(plan.status == 404 && erased.status == 404)
        #expect(audit["data"]?.arrayValue?.count == 1, "\(audit)")
        #expect(!audit.text.contains("wellness_logs") && !audit.text.contains("mood"))
        #expect(audit["data"]?[0]?["details"]?["counts"] == [:], "\(audit)")
    }

    @Test func `a copy has a file for each kind, opened, and tables of diary and assessments`() async throws {
        let world = try await cast()
        let written = try await world.log(.anna, "mood", 7, note: "=marked; \"words\"")
        #expect(written.status == 201, "\(written)")

        let stale = try await world.stale(.carla).get("/api/v1/users/me/export")
        let answer = try await world.as(.anna).get("/api/v1/users/me/export")
        let archive = try PythonZip(answer.body)

        #expect(stale.problem == .stepUpRequired)
        #expect(answer.header("Content-Type") == "application/zip")
        for name in ["account.json", "consents.json", "sessions.json", "logs.csv", "assessments.csv"] {
            #expect(archive.names.contains(name), "\(name) of \(archive.names)")
        }
        let table = archive.texts["logs.csv"] ?? ""
        #expect(table.contains("\"'=marked; \"\"words\"\"\""), "\(table)")
        #expect(table.split(separator: "\r\n").count == 2)
        let listed = try archive.json("index.json")["contents"]?.arrayValue?.map { $0["file"] }
        #expect(listed?.contains("logs.csv") == true)
    }

    @Test func `six copies an hour are enough`() async throws {
        let world = try await cast(limits: true)

        for _ in 0..<6 { #expect(try await world.as(.anna).get("/api/v1/users/me/export").status == 200) }
        let seventh = try await world.as(.anna).get("/api/v1/users/me/export")

        #expect(seventh.status == 429)
        #expect(seventh.header("Retry-After") != nil)
    }
}
