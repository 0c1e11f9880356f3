import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import CAF

@Suite struct RequestSectionTests {
    @Test func `sections are saved one by one, and null clears`() async throws {
        let world = try await office()
        let draft = try await world.draft(#"{"veicoli": []}"#)
        let giulia = world.as(.giulia)

        let added = try await giulia.patch(draft.path, ["sections": ["patrimonio_mobiliare": []]])
        let cleared = try await giulia.patch(draft.path, ["sections": ["veicoli": nil]])

        #expect(added["sections"] == ["veicoli": [], "patrimonio_mobiliare": []])
        #expect(cleared["sections"] == ["patrimonio_mobiliare": []])
    }

    @Test func `a change of nothing changes nothing`() async throws {
        let world = try await office()
        let draft = try await world.draft("{}")
        let before = try await world.as(.giulia).get(draft.path)

        let answer = try await world.as(.giulia).patch(draft.path, [:])

        #expect(answer.status == 200)
        #expect(answer["version"] == before["version"])
    }

    @Test func `answers that were accepted once are read for ever`() async throws {
        let world = try await office()
        let draft = try await world.draft("{}")
        // A blank of no width was a text before texts were cleaned.
        let address: JSONValue = [
            "street": "\u{200B}", "city": "y", "postal_code": "00100", "province": "RM",
        ]
        let answers: JSONValue = ["abitazione": ["title": "owned", "address": address]]
        try await world.db.write { tx in
            _ = try tx.execute("UPDATE service_request SET sections = \(json: answers)")
        }

        let answer = try await world.as(.giulia).get(draft.path)

        #expect(answer.status == 200)
        #expect(answer["sections"]?["abitazione"]?["address"]?["street"] == "\u{200B}")
    }

    @Test func `an unknown section or field is refused`() async throws {
        let world = try await office()
        let draft = try await world.draft("{}")

        let answer = try await world.as(.giulia).patch(
            draft.path,
            [
                "sections": [
                    "piscine": [],
                    "veicoli": [
                        [
                            "codice_fiscale": "RSSGLI85D52H501N", "kind": "car", "plate": "FG123HJ",
                            "colour": "red",
                        ]
                    ],
                ]
            ]
        )

        #expect(answer.status == 422)
        #expect(answer.faults["/sections/piscine"] == "unknown_section")
        #expect(answer.faults.keys.contains("/sections/veicoli/0/colour"))
        #expect(answer.faults.count == 2)
    }

    @Test func `a wrong value inside a section is named by its pointer`() async throws {
        let world = try await office()
        let draft = try await world.draft("{}")
        let income: JSONValue = [
            "codice_fiscale": "RSSMRA80A01H501X", "kind": "salary", "amount_cents": -1, "year": 2024,
        ]

        let answer = try await world.as(.giulia).patch(draft.path, ["sections": ["redditi": [income]]])

        #expect(
            Set(answer.faults.keys) == [
                "/sections/redditi/0/codice_fiscale", "/sections/redditi/0/kind",
                "/sections/redditi/0/amount_cents",
            ]
        )
    }

    @Test func `what was handed in is not changed any more`() async throws {
        let world = try await office()
        let request = try await world.submitted()

        let answer = try await world.as(.giulia).patch(request.path, ["sections": ["veicoli": []]])

        #expect(answer.problem == .requestNotEditable)
    }

    @Test func `every type of every form says what it accepts`() {
        for service in Service.catalogue {
            #expect(Schema.unresolved(in: service.form).isEmpty)
            #expect(!service.form.sections.isEmpty)
            #expect(Set(service.form.mandatory).isSubset(of: service.form.sections.map(\.name)))
        }
    }

    @Test func `the catalogue shows schemas whose references resolve`() async throws {
        let world = try await office()

        let answer = try await world.anonymous.get("/services/IMU")

        #expect(answer.status == 200)
        let names = (answer["sections"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue }
        #expect(names == ImuForm.sections.map(\.name))
        for reference in references(in: answer.json) {
            let name = reference.split(separator: "/").last.map(String.init) ?? ""
            #expect(answer["components"]?["schemas"]?[name] != nil, "\(reference)")
        }
    }

    private func references(in json: JSONValue) -> [String] {
        switch json {
        case .array(let elements): elements.flatMap(references)
        case .object(let object):
            object.flatMap { $0.name == "$ref" ? [$0.value.stringValue ?? ""] : references(in: $0.value) }
        default: []
        }
    }
}
