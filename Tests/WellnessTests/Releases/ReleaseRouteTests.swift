import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

/// The answers about releases, and the access to them.
@Suite struct ReleaseRouteTests {
    /// Sales with twelve people at 70, Engineering with nine at 50 and its Platform with three.
    private func frozen() async throws -> (stage: ReleaseStage, release: ID<Release>) {
        let stage = try await ReleaseStage.open()
        try await stage.people(12, "sales", in: "Sales", percent: 70)
        try await stage.people(10, "engineer", in: "Engineering", percent: 50)
        try await stage.people(3, "platform", in: "Platform", percent: 40)
        return (stage, try await stage.freeze())
    }

    @Test func `a release has every unit with its figures`() async throws {
        let (stage, release) = try await frozen()
        let answer = try await stage.get("/releases/\(release)")
        #expect(answer.status == 200, "\(answer)")
        #expect(answer["state"] == "frozen")
        #expect(answer["policy"]?["k_scores"] == 8)
        #expect(answer["policy"]?["k_participation"] == 5)
        let units = Self.byName(answer["units"])
        #expect(Set(units.keys) == ["Aurora", "Engineering", "Platform", "Sales", "Rome", "Milan"])
        #expect(units["Aurora"]?["kind"] == "organization")
        #expect(units["Aurora"]?["parent_id"] == nil)
        #expect(units["Platform"]?["parent_id"] == units["Engineering"]?["id"])
        #expect(units["Rome"]?["id"] == "rome")
        #expect(units["Sales"]?["domains"]?["mood"]?["shown"] == "value")
        #expect(units["Sales"]?["domains"]?.objectValue?.members.count == 8)
        let suppressed: JSONValue = ["shown": "suppressed", "reason": "protects_people"]
        #expect(units["Platform"]?["domains"]?["mood"] == suppressed)
        #expect(units["Platform"]?["participation"] == suppressed, "as for a unit without anybody")
        #expect(units["Milan"]?["total"] == suppressed)
        #expect(answer.text.contains("pseudonym") == false)
    }

    @Test func `lists and reports of a month`() async throws {
        let (stage, _) = try await frozen()
        let participation = try await stage.get("/participation?month=2026-11")
        #expect(participation["month"] == "2026-11")
        #expect(Self.byName(participation["units"])["Sales"]?["cell"]?["shown"] != "suppressed")
        #expect(Self.byName(participation["units"])["Sales"]?["previous"] == nil)

        let domains = try await stage.get("/domains")
        #expect(domains["month"] == "2026-11")
        #expect(domains["quarter"] == nil)
        #expect(domains["domains"]?[0]?["key"] == "sleep")
        #expect(domains["domains"]?[0]?["name"] == "Sleep")
        let italian = try await stage.world.as(.bruno).get(
            "\(stage.path)/domains",
            headers: ["Accept-Language": "it"]
        )
        #expect(italian["domains"]?[0]?["name"] == "Sonno")

        let departments = try await stage.get("/departments?month=2026-11")
        let units = Self.byName(departments["units"])
        #expect(Set(units.keys) == ["Engineering", "Platform", "Sales"])
        #expect(units["Sales"]?["parent_id"] == .string(stage.organization.description))
        #expect(units["Sales"]?["total"]?["shown"] == "value")
    }

    @Test func `a month is compared with the month before, a quarter is the mean of two months at least`()
        async throws
    {
        let (stage, _) = try await frozen()
        #expect(
            try await stage.get("/domains?quarter=2026-Q4")["domains"]?[0]?["cell"]?["shown"] == "suppressed"
        )
        try await stage.world.db.write { tx in
            let accounts = try tx.values("SELECT account_id FROM wellness_diary", as: ID<Account>.self)
            let days = (0..<5).map { CivilDate.placeholder(2026, 12, 3 + $0) }
            for account in accounts { try ReleaseStage.write(account, 80, days, tx) }
        }
        try await stage.freeze(after: 2)
        let month = try await stage.get("/domains")
        #expect(month["month"] == "2026-12")
        let domain = month["domains"]?[0]
        let (now, then) = (domain?["cell"]?["value"]?.double, domain?["previous"]?["value"]?.double)
        #expect(now != nil && then != nil, "\(month)")
        #expect(domain?["change"]?.double == now.flatMap { now in then.map { now - $0 } })
        let quarter = try await stage.get("/domains?quarter=2026-Q4")
        #expect(quarter["quarter"] == "2026-Q4")
        #expect(quarter["month"] == nil)
        #expect(quarter["domains"]?[0]?["cell"]?["value"]?.double == ((now ?? 0) + (then ?? 0)) / 2)
        #expect(try await stage.get("/departments?quarter=2026-Q4").status == 200)
        #expect(try await stage.get("/participation")["units"]?[0]?["previous"]?["shown"] != nil)
    }

    @Test func `wrong parameters and months without a release are refused`() async throws {
        let (stage, _) = try await frozen()
        #expect(try await stage.get("/domains?month=2026-10").status == 404)
        #expect(try await stage.get("/departments?quarter=2026-Q1").status == 404)
        #expect(try await stage.get("/participation?month=2026-10").status == 404)
        #expect(try await stage.get("/domains?month=2026-13").faults["query/month"] == "invalid_month")
        #expect(try await stage.get("/domains?quarter=2026-Q5").faults["query/quarter"] == "invalid_quarter")
        let both = try await stage.get("/domains?month=2026-11&quarter=2026-Q4")
        #expect(both.faults["query/quarter"] == "month_and_quarter")
        #expect(try await stage.get("/departments?department_id=1").status == 422)
        #expect(try await stage.get("/participation?quarter=2026-Q4").status == 422)
        #expect(try await stage.get("/releases/\(ID<Release>(raw: 1))").status == 404)
        #expect(try await stage.get("/releases/1").status == 404)
    }

    @Test func `only administrators of the organisation see releases`() async throws {
        let (stage, release) = try await frozen()
        for path in ["/releases", "/releases/\(release)", "/participation", "/domains", "/departments"] {
            #expect(try await stage.get(path, as: .elena).status == 200)
            let stranger = try await stage.get(path, as: .greta)
            #expect(stranger.status == 404, "\(path)")
            let user = try await stage.get(path, as: .anna)
            #expect(user.status == 403, "\(path)")
            #expect(user["permission"] == "wellness.release.read")
            #expect(try await stage.world.anonymous.get(stage.path + path).status == 401)
        }
    }

    @Test func `a withdrawn release hides its figures, and the administrators are notified`() async throws {
        let (stage, release) = try await frozen()
        let path = "\(stage.path)/releases/\(release)/withdraw"
        let reason: JSONValue = ["reason": "Two departments were exchanged."]
        #expect(try await stage.world.as(.bruno).post(path, reason).status == 403)
        #expect(try await stage.world.as(.elena).post(path, [:]).faults["/reason"] == "required")
        let withdrawn = try await stage.world.as(.elena).post(path, reason)
        #expect(withdrawn.status == 200, "\(withdrawn)")
        #expect(withdrawn["state"] == "withdrawn")
        #expect(withdrawn["reason"] == "Two departments were exchanged.")
        let again = try await stage.world.as(.elena).post(path, reason)
        #expect(again.status == 409)
        #expect(again["code"] == "illegal_transition")

        #expect(try await stage.get("/releases")["data"]?[0]?["reason"] == "Two departments were exchanged.")
        for path in [
            "/releases/\(release)", "/releases/\(release)/download?format=csv", "/domains?month=2026-11",
            "/participation?month=2026-11", "/departments?quarter=2026-Q4",
        ] {
            let gone = try await stage.get(path)
            #expect(gone.status == 410, "\(path)")
            #expect(gone["code"] == "release.withdrawn")
        }
        #expect(try await stage.get("/domains").status == 404)
        try await stage.endQuietHours()
        let mails = stage.world.mails(to: .bruno).filter { $0.subject.contains("withdrawn") }
        #expect(mails.count == 1)
        #expect(mails.first?.text.contains("Two departments were exchanged.") == true)
        #expect(stage.world.mails(to: .greta).allSatisfy { !$0.subject.contains("withdrawn") })
    }

    @Test func `withdrawing needs a fresh login`() async throws {
        let (stage, release) = try await frozen()
        let token = try await stage.world.token(of: .elena)
        try await stage.change(
            "UPDATE session SET authenticated_at = \(stage.world.clock.now - .days(1)) WHERE authenticated_at IS NOT NULL"
        )
        let stale = try await stage.world.with(token: token).post(
            "\(stage.path)/releases/\(release)/withdraw",
            ["reason": "Old"]
        )
        #expect(stale.status == 403)
        #expect(stale["code"] == "step_up_required")
        #expect(try await stage.get("/releases/\(release)").status == 200)
    }

    @Test func `the files come by a job, which mails a link to the administrators`() async throws {
        let (stage, release) = try await frozen()
        let path = "/releases/\(release)/download"
        let csv = try await stage.get("\(path)?format=csv")
        #expect(csv.status == 200, "\(csv)")
        #expect(csv.header("Content-Type")?.hasPrefix("text/csv") == true)
        #expect(csv.text.hasPrefix("unit_id,unit_kind,unit_name,parent_id,figure,shown,value,band\r\n"))
        #expect(csv.text.split(separator: "\r\n").count == 1 + 6 * 10)
        let pdf = try await stage.get("\(path)?format=pdf")
        #expect(pdf.header("Content-Type") == "application/pdf")
        #expect(pdf.body.starts(with: Array("%PDF".utf8)))
        #expect(try await stage.get("\(path)?format=xlsx").status == 422)
        #expect(try await stage.get(path).faults["query/format"] == "required")
        #expect(try await stage.world.audit().count { $0 == "release.download" } == 2)

        try await stage.endQuietHours()
        let mails = stage.world.mails(to: .bruno).filter { $0.subject.contains("November 2026") }
        #expect(mails.count == 1)
        #expect(mails.first?.text.contains("/reports/releases/\(release)") == true)
        try await stage.change(
            "DELETE FROM release_file WHERE release_id = \(release)"
        )
        let early = try await stage.get("\(path)?format=pdf")
        #expect(early.status == 409)
        #expect(early["code"] == "report.not_ready")
    }

    static func byName(_ units: JSONValue?) -> [String: JSONValue] {
        Dictionary((units?.arrayValue ?? []).map { ($0["name"]?.stringValue ?? "", $0) }) { first, _ in first
        }
    }
}

extension JSONValue {
    var double: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }
}
