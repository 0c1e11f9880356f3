import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct RequestEstimateTests {
    @Test func `the sections of an ISEE are enough for an estimate`() async throws {
        let world = try await office()
        let draft = try await world.draft()

        let answer = try await world.as(.giulia).post(draft.path + "/estimate")

        // 42,000 - 3,000 - 2,400 - rent 7,000; savings 18,000 - 10,000; 2.46 + 0.20 + 0.50 for Matteo.
        #expect(answer.status == 200, "\(answer)")
        #expect(answer["service"] == "ISEE")
        #expect(answer["isee"]?["ordinary"]?["isr_cents"] == 2_960_000)
        #expect(answer["isee"]?["ordinary"]?["isp_cents"] == 800_000)
        #expect(answer["isee"]?["ordinary"]?["scale_hundredths"] == 316)
        #expect(answer["isee"]?["family"]?["scale_hundredths"] == 326)
        #expect(answer["isee"]?["ordinary"]?["isee_cents"] == 987_342)
        #expect(answer["imu"] == nil)
    }

    @Test func `a home counts by the shares of its owners`() async throws {
        let world = try await office()
        let home: (String) -> String = { owner in
            """
            {"codice_fiscale": "\(owner)", "kind": "building", "share_basis_points": 5000, "is_home": true,
             "cadastral_reference": {"municipality_code": "A323", "sheet": "1", "parcel": "2"},
             "imu_value_cents": 20000000, "mortgage_residual_cents": 2000000}
            """
        }
        let owned = DemoForms.isee
            .replacing(
                #""title": "rented""#,
                with:
                    #""title": "owned", "cadastral_reference": {"municipality_code": "A323", "sheet": "1", "parcel": "2"}"#
            )
            .replacing(
                #""veicoli": ["#,
                with:
                    #""patrimonio_immobiliare": [\#(home("RSSGLI85D52H501N")), \#(home("VRDPLA83A15H501G"))], "veicoli": ["#
            )
        let draft = try await world.draft(owned)

        let answer = try await world.as(.giulia).post(draft.path + "/estimate")

        // 200,000 - 40,000 of mortgage; two thirds beyond 52,500; 8,000 of savings.
        #expect(answer["isee"]?["ordinary"]?["isp_cents"] == 7_966_667, "\(answer)")
        #expect(answer["isee"]?["ordinary"]?["isr_cents"] == 3_660_000)
    }

    @Test func `an owned home without its value is not taken for nothing`() async throws {
        let world = try await office()
        let reference = #"{"municipality_code": "A323", "sheet": "1", "parcel": "2"}"#
        let owned = DemoForms.isee.replacing(
            #""title": "rented""#,
            with: #""title": "owned", "cadastral_reference": \#(reference)"#
        )
        let draft = try await world.draft(owned)

        let answer = try await world.as(.giulia).post(draft.path + "/estimate")

        #expect(answer.problem == .estimateIncomplete)
        #expect(answer.faults == ["/sections/patrimonio_immobiliare": "home_value_missing"])
    }

    @Test func `what is missing is named by its place`() async throws {
        let world = try await office()
        let draft = try await world.draft(#"{"nucleo_familiare": []}"#)

        let answer = try await world.as(.giulia).post(draft.path + "/estimate")

        #expect(answer.problem == .estimateIncomplete)
        #expect(answer.faults["/sections/redditi"] == "section_missing")
        #expect(answer.faults["/sections/nucleo_familiare"] == "list_empty")
    }

    @Test func `the rates of the comune come with the question`() async throws {
        let world = try await office()
        let draft = try await world.draft(DemoForms.imu, "IMU")
        let giulia = world.as(.giulia)

        let basic = try await giulia.post(draft.path + "/estimate")
        let told = try await giulia.post(
            draft.path + "/estimate",
            ["rates": [["property": "seconda casa", "rate_basis_points": 106]]]
        )
        let wrong = try await giulia.post(
            draft.path + "/estimate",
            ["rates": [["property": "castello", "rate_basis_points": 106]]]
        )

        // 121,470.72, half of it hers, at 0.86 and at 1.06 percent.
        #expect(basic["imu"]?["properties"]?[0]?["tax_cents"] == 52_232, "\(basic)")
        #expect(basic["imu"]?["notes"]?.arrayValue?.contains { $0["code"] == "basic_rate" } == true)
        #expect(told["imu"]?["properties"]?[0]?["tax_cents"] == 64_379)
        #expect(wrong.faults == ["/rates/0/property": "no_such_property"])
    }

    @Test func `several uses need their months`() async throws {
        let world = try await office()
        let use = #"{"property": "seconda casa", "kind": "available"}"#
        let let_ =
            #"{"property": "seconda casa", "kind": "own_business", "months_used": 5}"#
        let missing = try await world.draft(DemoForms.imu.replacing(use, with: "\(use), \(let_)"), "IMU")
        let whole = DemoForms.imu.replacing(
            use,
            with: #"{"property": "seconda casa", "kind": "available", "months_used": 7}, \#(let_)"#
        )
        let giulia = world.as(.giulia)

        let refused = try await giulia.post(missing.path + "/estimate")
        _ = try await giulia.patch(missing.path, ["sections": sections(whole)])
        let answer = try await giulia.post(missing.path + "/estimate")
        let short = whole.replacing(#""months_used": 7"#, with: #""months_used": 6"#)
        _ = try await giulia.patch(missing.path, ["sections": sections(short)])
        let unequal = try await giulia.post(missing.path + "/estimate")

        #expect(
            unequal.faults == [
                "/sections/utilizzo_immobile/uses/0/months_used": "months_do_not_add_up",
                "/sections/utilizzo_immobile/uses/1/months_used": "months_do_not_add_up",
            ]
        )
        #expect(refused.faults == ["/sections/utilizzo_immobile/uses/0/months_used": "field_missing"])
        #expect(answer["imu"]?["properties"]?.arrayValue?.map { $0["months"] } == [7, 5], "\(answer)")
    }

    @Test func `there is none for a 730, nor for whose it is not, nor for a year without a table`()
        async throws
    {
        let world = try await office()
        let other = try await world.draft("{}", "MODELLO_730")
        let mine = try await world.draft()
        let early = try await world.draft(
            DemoForms.isee.replacing(#""year": 2024"#, with: #""year": 2018"#),
            year: 2020
        )

        #expect(try await world.as(.giulia).post(other.path + "/estimate").problem == .noEstimate)
        #expect(try await world.as(.luca).post(mine.path + "/estimate").status == 404)
        #expect(try await world.as(.marco).post(mine.path + "/estimate").status == 404)
        #expect(try await world.as(.sara).post(mine.path + "/estimate").status == 200)
        #expect(try await world.as(.giulia).post(early.path + "/estimate").problem == .noParameters)
    }
}
