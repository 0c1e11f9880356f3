import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct EstimateTests {
    static let family: JSONValue = [
        "year": 2026,
        "members": [
            ["age": 41, "role": "parent", "worked": true, "employment_cents": 3_000_000],
            ["age": 43, "role": "parent", "worked": true, "employment_cents": 1_200_000],
            ["age": 12, "role": "child"], ["age": 7, "role": "child"],
        ],
        "home": [
            "imu_value_cents": 11_000_000, "mortgage_residual_cents": 4_000_000, "municipality_code": "A323",
        ],
        "financial_assets": ["account_balances_cents": 1_800_000],
    ]

    static let house: JSONValue = [
        "kind": "building", "municipality_code": "A323", "province": "RM", "category": "A/2",
        "rendita_cents": 100_000, "use": "available", "rate_basis_points": 106,
    ]

    @Test func `without an account a family learns both its indicators`() async throws {
        let world = try await office()

        let answer = try await world.anonymous.post("/estimates/isee", Self.family)

        #expect(answer.status == 200, "\(answer)")
        #expect(answer["label"] == "stima non ufficiale")
        #expect(answer["ordinary"]?["isee_cents"] == 1_523_810)
        #expect(answer["family"]?["isee_cents"] == 1_384_058)
        #expect(answer["ordinary"]?["trace"]?[0]?["source"]?.stringValue?.contains("159/2013") == true)
        #expect(answer["notes"]?[0]?["code"] == "figurative_income_left_out")
    }

    @Test func `a year without a table is refused, and the years there are named`() async throws {
        let world = try await office()
        var future = Self.family
        future["year"] = 2040

        let isee = try await world.anonymous.post("/estimates/isee", future)
        let imu = try await world.anonymous.post(
            "/estimates/imu",
            ["year": 2019, "properties": [Self.house]]
        )
        let calendar = try await world.anonymous.get("/deadlines?year=2099")

        #expect([isee, imu, calendar].map(\.problem) == [.noParameters, .noParameters, .noParameters])
        #expect(isee["years"] == [2025, 2026])
        #expect(isee.faults == ["/year": "year_without_table"])
        #expect(calendar.faults == ["query/year": "year_without_table"])
    }

    @Test func `a house without an account`() async throws {
        let world = try await office()

        let answer = try await world.anonymous.post(
            "/estimates/imu",
            ["year": 2026, "properties": [Self.house]]
        )

        #expect(answer.status == 200, "\(answer)")
        #expect(answer["properties"]?[0]?["tax_cents"] == 178_080)
        #expect(answer["instalments"]?[0]?["due_on"] == "2026-06-16")
        #expect(answer["instalments"]?[0]?["lines"]?[0]?["code"] == "3918")
        #expect(answer["total_cents"] == 178_100)
    }

    @Test func `what makes no sense is named by its place`() async throws {
        let world = try await office()
        var trento = Self.house
        trento["province"] = "TN"
        var bare = Self.house
        bare["category"] = JSONValue?.none
        var both = Self.house
        (both["months_held"], both["sold_on"]) = (4, "2026-05-01")
        var collapsed = Self.house
        collapsed["category"] = "F/2"

        let many = try await world.anonymous.post(
            "/estimates/imu",
            ["year": 2026, "properties": [trento, bare, both]]
        )
        let ruin = try await world.anonymous.post(
            "/estimates/imu",
            ["year": 2026, "properties": [collapsed]]
        )
        let none = try await world.anonymous.post("/estimates/imu", ["year": 2026, "properties": []])
        let children = try await world.anonymous.post(
            "/estimates/isee",
            ["year": 2026, "members": [["age": 3, "role": "child"]]]
        )

        #expect(
            many.faults == [
                "/properties/0/province": "not_imu_territory", "/properties/1/category": "field_missing",
                "/properties/2/months_held": "months_or_dates",
            ]
        )
        #expect(ruin.faults == ["/properties/0/category": "not_estimated"])
        #expect(none.faults == ["/properties": "too_few"])
        #expect(children.faults == ["/members": "no_parents"])
    }

    @Test(arguments: [Int64.max, -1, Int64.min, 10_000_000_000_001])
    func `huge and negative amounts are refused`(amount: Int64) async throws {
        let world = try await office()
        var family = Self.family
        family["other_real_estate_cents"] = .integer(amount)
        var house = Self.house
        house["rendita_cents"] = .integer(amount)

        let isee = try await world.anonymous.post("/estimates/isee", family)
        let imu = try await world.anonymous.post("/estimates/imu", ["year": 2026, "properties": [house]])

        #expect(isee.faults.keys.contains("/other_real_estate_cents"))
        #expect(imu.faults.keys.contains("/properties/0/rendita_cents"))
    }

    @Test func `the largest amounts there are come back as a refusal, not a fault`() async throws {
        let world = try await office()
        var house = Self.house
        house["rendita_cents"] = 10_000_000_000_000
        let most: JSONValue = ["age": 40, "role": "parent", "employment_cents": 10_000_000_000_000]

        let imu = try await world.anonymous.post(
            "/estimates/imu",
            ["year": 2026, "properties": .array(Array(repeating: house, count: 50))]
        )
        let isee = try await world.anonymous.post(
            "/estimates/isee",
            ["year": 2026, "members": .array(Array(repeating: most, count: 30))]
        )

        #expect([imu.status, isee.status] == [422, 422])
        #expect([imu.faults, isee.faults] == [["": "beyond_estimating"], ["": "beyond_estimating"]])
    }

    @Test func `whoever asks too often without an account has to wait`() async throws {
        let world = try await World(caf, cast: "nobody", limits: true)

        let answers = try await world.atOnce(40) { _ in
            try await world.anonymous.post("/estimates/imu", ["year": 2026, "properties": [Self.house]])
        }

        #expect(answers.statuses == [200: 30, 429: 10])
    }

    @Test func `the calendar is on working days`() async throws {
        let world = try await office()

        let answer = try await world.anonymous.get("/deadlines")
        let old = try await world.anonymous.get("/deadlines?year=2024", headers: ["Accept-Language": "en"])

        #expect(answer["year"] == 2026)
        #expect(answer.date(of: "pf.sending") == "2026-11-02")
        #expect(answer.date(of: "730.supplementary") == "2026-10-26")
        #expect(answer.date(of: "imu.balance") == "2026-12-16")
        #expect(answer.date(of: "isee.expiry") == "2026-12-31")
        // 16 June 2024 was a Sunday.
        #expect(old.date(of: "imu.advance") == "2024-06-17")
        #expect(old.header("ETag") != nil)
        // 16 December 2028 is a Saturday.
        #expect(
            try await world.anonymous.get("/deadlines?year=2028").date(of: "imu.balance") == "2028-12-18"
        )
    }

    @Test func `the windows of the 730`() {
        let windows = TaxDeadline.table.filter { $0.code.hasPrefix("730.window") }
        #expect(
            windows.compactMap { $0.nominal(in: 2026)?.description } == [
                "2026-06-15", "2026-06-29", "2026-07-23", "2026-09-15", "2026-09-30",
            ]
        )
    }
}

extension TestResponse {
    fileprivate func date(of code: String) -> String? {
        self["deadlines"]?.arrayValue?.first { $0["code"]?.stringValue == code }?["date"]?.stringValue
    }
}
