import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct SubmitRequestTests {
    @Test func `a complete draft is handed in`() async throws {
        let world = try await office()
        let draft = try await world.draft()
        try await world.deliverPapers(of: draft)

        let answer = try await world.as(.giulia).post(draft.path + "/submit")

        #expect(answer.status == 200)
        #expect(answer["status"] == "submitted")
        #expect(answer["submitted_at"]?.stringValue != nil)
        #expect(try await world.audit().last == "service_request.submit")
    }

    @Test func `everything that is missing is named at once`() async throws {
        let world = try await office()
        let form =
            #"{"nucleo_familiare": [], "abitazione": {"title": "rented", "address": {"street": "Via Roma 1", "city": "Roma", "postal_code": "00100", "province": "RM"}}}"#
        let draft = try await world.draft(form)

        let answer = try await world.as(.giulia).post(draft.path + "/submit")

        #expect(answer.status == 422)
        #expect(
            answer.faults == [
                "/sections/redditi": "section_missing", "/sections/patrimonio_mobiliare": "section_missing",
                "/sections/nucleo_familiare": "list_empty", "/sections/abitazione/lease": "field_missing",
                "/documents/identity_document": "document_missing",
                "/documents/lease_contract": "document_missing",
            ]
        )
        #expect(try await world.as(.giulia).get(draft.path)["status"] == "draft")
    }

    @Test func `cross checks name their place`() async throws {
        let world = try await office()
        let form = DemoForms.isee
            .replacing(
                #""amount_cents": 1200000, "year": 2024"#,
                with: #""amount_cents": 1200000, "year": 2025"#
            )
            .replacing(#""relationship": "declarant""#, with: #""relationship": "spouse""#)
        let draft = try await world.draft(form)
        try await world.deliverPapers(of: draft)

        let faults = try await world.as(.giulia).post(draft.path + "/submit").faults

        #expect(
            faults == [
                "/sections/redditi/1/year": "wrong_income_year",
                "/sections/nucleo_familiare": "one_declarant",
            ]
        )
    }

    @Test func `of fifty who press at once one hands it in`() async throws {
        let world = try await office()
        let draft = try await world.draft()
        try await world.deliverPapers(of: draft)
        let giulia = world.as(.giulia)

        let answers = try await world.atOnce(50) { _ in try await giulia.post(draft.path + "/submit") }

        #expect(answers.statuses == [200: 1, 409: 49])
        #expect(try await world.audit().filter { $0 == "service_request.submit" }.count == 1)
    }

    @Test func `a retry with the same key gets the same answer`() async throws {
        let world = try await office()
        let draft = try await world.draft()
        try await world.deliverPapers(of: draft)
        let key = ["Idempotency-Key": "submit-once"]

        let first = try await world.as(.giulia).post(draft.path + "/submit", headers: key)
        let second = try await world.as(.giulia).post(draft.path + "/submit", headers: key)

        #expect(first.status == 200)
        #expect(second.status == 200)
        #expect(second.body == first.body)
    }

    @Test func `the other services are handed in too`() async throws {
        let world = try await office()
        let imu = try await world.draft(DemoForms.imu, "IMU")
        try await world.deliverPapers(of: imu)

        let answer = try await world.as(.giulia).post(imu.path + "/submit")

        #expect(answer["status"] == "submitted", "\(answer)")
    }
}
