import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct ChecklistTests {
    @Test func `the papers follow the answers`() async throws {
        let world = try await office()
        let draft = try await world.draft("{}")
        let giulia = world.as(.giulia)
        let before = try await categories(giulia.get(draft.path))

        let home = try sections(DemoForms.isee)["abitazione"] ?? .null
        let rented = try await giulia.patch(draft.path, ["sections": ["abitazione": home]])
        let cleared = try await giulia.patch(draft.path, ["sections": ["abitazione": nil]])

        #expect(before == ["identity_document"])
        #expect(categories(rented) == ["identity_document", "lease_contract"])
        #expect(categories(cleared) == ["identity_document"])
        #expect(rented["checklist"]?[1]?["state"] == "missing")
        #expect(rented["checklist"]?[1]?["reason"] == "L'abitazione è in affitto")
    }

    @Test func `a whole household needs its papers`() async throws {
        let world = try await office()

        let answer = try await world.as(.giulia).get(world.draft().path)

        #expect(
            categories(answer) == [
                "identity_document", "lease_contract", "balance_certificate", "disability_certificate",
                "vehicle_registration",
            ]
        )
    }

    @Test(arguments: [
        (
            #"{"abitazione": {"title": "owned", "address": {"street": "x", "city": "y", "postal_code": "00100", "province": "RM"}, "mortgage_residual_cents": 1}}"#,
            DocumentCategory.mortgageCertificate
        ),
        (
            #"{"minori_genitori_non_conviventi": {"parents": [{"child_codice_fiscale": "VRDSFO14L48H501A", "situation": "estranged"}]}}"#,
            .separationRuling
        ),
    ])
    func `an ISEE answer asks for its paper`(_ answers: String, _ paper: DocumentCategory) throws {
        let form = try JSON.decode(ISEEForm.self, from: answers)

        #expect(form.checklist(in: [.english]).contains { $0.category == paper && $0.isMandatory })
    }

    @Test(arguments: [
        (
            #"{"mutui_bonus_casa": {"mortgages": [{"lender": "Banca", "contract_on": "2019-05-02", "purpose": "main_home_purchase", "interest_cents": 120000, "share_basis_points": 10000}]}}"#,
            DocumentCategory.mortgageCertificate
        ),
        (#"{"spese_sanitarie": [{"kind": "visit", "amount_cents": 9000}]}"#, .medicalReceipts),
        ("{}", .incomeCertificate),
    ])
    func `a 730 answer asks for its paper`(_ answers: String, _ paper: DocumentCategory) throws {
        let form = try JSON.decode(ModelloForm.self, from: answers)

        #expect(form.checklist(in: [.english]).contains { $0.category == paper && $0.isMandatory })
    }

    private func categories(_ answer: TestResponse) -> [String] {
        (answer["checklist"]?.arrayValue ?? []).compactMap { $0["category"]?.stringValue }
    }
}
