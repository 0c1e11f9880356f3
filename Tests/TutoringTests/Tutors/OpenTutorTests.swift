import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct OpenTutorTests {
    static let body: JSONObject = [
        "display_name": "Nina Gallo", "legal_name": "Nina Gallo", "birth_date": "1990-05-01", "country": "FR",
        "address": "1 rue de Rome, 75008 Paris", "tax_code": "FR99 1234567", "regime": "none",
        "time_zone": "Europe/Paris",
    ]

    @Test func `a student becomes a tutor, and the role comes with the next refresh`() async throws {
        let world = try await castTutoring()
        let nina = try await world.enrol("nina")
        let token = try await world.token(of: nina)

        let opened = try await world.as(nina).post("/api/v1/tutors", .object(Self.body))
        let old = try await world.with(token: token).get("/api/v1/tutors/me")
        let new = try await world.logIn(nina)["access_token"]?.stringValue ?? ""
        let me = try await world.with(token: new).get("/api/v1/tutors/me")

        #expect(opened.status == 201 && opened["card"]?["name"] == "Nina Gallo", "\(opened)")
        #expect(opened["searchable"] == false && opened["missing"] == ["verification", "subjects"])
        #expect(opened["terms"]?["mode"] == "confirm" && opened["terms"]?["notice_hours"] == 12)
        #expect(opened["terms"]?["day_cap"] == 8 && opened["terms"]?["open_requests"] == 5)
        #expect(opened["terms"]?["horizon_days"] == 60 && opened["terms"]?["step"] == 30)
        #expect(opened["terms"]?["after"] == 10 && opened["terms"]?["before"] == 0)
        #expect(opened["terms"]?["accepts_plans"] == false && opened["terms"]?["keeps_holidays"] == true)
        #expect(opened["tax"]?["tax_code"]?.stringValue?.hasSuffix("4567") == true)
        #expect(opened["tax"]?["tax_code"]?.stringValue?.contains("FR99") == false)
        #expect(old.status == 401 || old.status == 403, "\(old)")
        #expect(me.status == 200, "\(me)")
    }

    @Test(
        arguments: [
            ("/birth_date", ["birth_date": "2008-11-22"]),
            ("/display_name", ["display_name": "Nina +39 333 123 4567"]),
            ("/regime", ["regime": "forfettario", "vat_number": "FR12345678901"]),
            ("/vat_number", ["regime": "ordinary"]),
            ("/vat_number", ["vat_number": "FR12345678901"]),
            ("/tax_code", ["country": "IT"]),
            ("/tax_code", ["country": "IT", "tax_code": "RSSMRA80A01H501U"]),
            (
                "/vat_number",
                [
                    "country": "IT", "birth_date": "1980-01-01", "tax_code": "RSSMRA80A01H501U",
                    "regime": "ordinary", "vat_number": "12345678900",
                ]
            ),
        ] as [(String, JSONObject)]
    )
    func `legal and tax data obey their rules`(_ pointer: String, _ change: JSONObject) async throws {
        let world = try await castTutoring()
        let nina = try await world.enrol("nina")
        let body = Self.body.merging(change)

        let opened = try await world.as(nina).post("/api/v1/tutors", .object(body))

        #expect(opened.status == 422 && opened.faults.keys.contains(pointer), "\(opened)")
    }

    @Test func `a student who has written, booked or bought does not change sides`() async throws {
        let world = try await castTutoring()
        let sara = try await world.account(of: .sara)
        let package = try await world.package(of: .tina)
        try await world.db.write { [site = world.site] tx in
            let call = site.call(as: .owner(of: try Account.find(sara, tx)), with: .purchaseMake)
            _ = try Purchase.open(Package.find(package, tx), named: 1, by: sara, as: call, tx)
        }

        let opened = try await world.as(.sara).post("/api/v1/tutors", .object(Self.body))
        let tutor = try await world.as(.tina).post("/api/v1/tutors", .object(Self.body))

        #expect(opened.status == 409 && opened.problem == .openBusiness, "\(opened)")
        #expect(tutor.status == 403, "\(tutor)")
    }

    @Test func `of ten requests at once one opens the tutor`() async throws {
        let world = try await castTutoring()
        let nina = try await world.enrol("nina")
        let token = try await world.token(of: nina)

        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<10 {
                group.addTask {
                    try await world.with(token: token).post("/api/v1/tutors", .object(Self.body)).status
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }

        #expect(statuses.filter { $0 == 201 }.count == 1, "\(statuses)")
        #expect(statuses.allSatisfy { [201, 401, 403, 409].contains($0) }, "\(statuses)")
    }
}

extension JSONObject {
    func merging(_ other: JSONObject) -> JSONObject {
        var merged = self
        for member in other { merged[member.name] = member.value }
        return merged
    }
}
