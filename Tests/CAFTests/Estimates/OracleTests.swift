import Kernel
import TestKit
import Testing

@testable import CAF

/// Estimates over HTTP match exact fractions in Python, for hundreds of random questions.
@Suite struct OracleTests {
    @Test func `three hundred households`() async throws {
        let world = try await World(caf, cast: "nobody")
        let cases = try PythonOracle(PythonOracle.isee).cases
        #expect(cases.count == 300)

        for question in cases {
            let answer = try await world.anonymous.post("/estimates/isee", question.body)
            for name in ["ordinary", "family"] {
                let indicator = answer[name]
                let found: JSONValue = [
                    indicator?["scale_hundredths"] ?? .null, indicator?["isee_cents"] ?? .null,
                ]
                #expect(found == question.expected[name], "\(name) of \(question.body.text)")
            }
        }
    }

    @Test func `three hundred estates`() async throws {
        let world = try await World(caf, cast: "nobody")
        let cases = try PythonOracle(PythonOracle.imu).cases
        #expect(cases.count == 300)

        for question in cases {
            let answer = try await world.anonymous.post("/estimates/imu", question.body)
            var found: [String: JSONValue] = [:]
            for instalment in answer["instalments"]?.arrayValue ?? [] {
                for line in instalment["lines"]?.arrayValue ?? [] {
                    let key = [instalment["kind"], line["municipality_code"], line["code"]]
                        .compactMap { $0?.stringValue }.joined(separator: " ")
                    found[key] = [line["amount_cents"] ?? .null, line["credit_cents"] ?? .null]
                }
            }
            let expected = question.expected.objectValue?.members ?? []
            #expect(found == Dictionary(uniqueKeysWithValues: expected.map { ($0.name, $0.value) }))
        }
    }
}
