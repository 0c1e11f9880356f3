import Kernel
import Platform
import TestKit
import Testing

@testable import Tutoring

@Suite struct PackageSearchTests {
    @Test func `packages: name, subject, text, the best match first`() async throws {
        let scene = try await LessonScene.open()
        for (name, text) in [("Algebra for all", "Equations."), ("Geometry", "With some algebra.")] {
            let made = try await scene.post(
                "/packages",
                by: .tina,
                [
                    "subject": "mathematics", "name": .string(name), "description": .string(text),
                    "lessons": 5,
                    "minutes": 60, "list_price_minor": 12_000, "validity_days": 90,
                ]
            )
            let id = try #require(made.id, "\(made)")
            #expect(try await scene.post("/packages/\(id)/publish", by: .tina).status == 200)
        }
        #expect(try await scene.found("q=algebra") == ["Algebra for all", "Geometry"], "4 before 1")
        #expect(try await scene.found("q=alg") == ["Algebra for all", "Geometry"], "the last may go on")
        #expect(try await scene.found("q=matematica").count == 3, "a subject in Italian")
        #expect(try await scene.found("q=algebra%20geometry") == ["Geometry"])
        #expect(try await scene.found("q=chemistry") == [])
        #expect(try await scene.found("q=algebra&price_max=100") == [])
    }
}

extension LessonScene {
    fileprivate func found(_ query: String) async throws -> [String] {
        let answer = try await world.anonymous.get("\(Self.root)/packages?\(query)")
        guard answer.status == 200 else { throw TestFailure("\(query): \(answer)") }
        return (answer["data"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue }
    }
}
