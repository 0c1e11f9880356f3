import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

@Suite struct JobFileTests {
    @Test func `files of a job are uploads of its customer, in order`() async throws {
        let scene = try await MarketScene.open()
        let (one, two) = (try await upload(scene), try await upload(scene))

        let job = try await scene.post(["files": [one, two]])
        let swapped = try await scene.world.as(.carl).put("/api/v1/jobs/\(job)", ["files": [two]])

        let files = try await scene.get(job)["files"]?.arrayValue
        #expect(files?.map { $0["id"] } == [two] && files?.first?["name"] == "fence.png", "\(swapped)")
        #expect(swapped["revision"] == 2)
    }

    @Test func `a file of somebody else, one used before and one listed twice are refused`() async throws {
        let scene = try await MarketScene.open()
        let file = try await upload(scene)
        _ = try await scene.post(["files": [file]])
        let other = try await upload(scene, by: .cora)

        let used = try await scene.world.as(.carl).post("/api/v1/jobs", .object(scene.job(["files": [file]])))
        let strange = try await scene.world.as(.carl).post(
            "/api/v1/jobs",
            .object(scene.job(["files": [other]]))
        )
        let twice = try await scene.world.as(.carl).post(
            "/api/v1/jobs",
            .object(scene.job(["files": [other, other]]))
        )

        #expect(used.faults == ["/files/0": "unknown_file"])
        #expect(strange.faults == ["/files/0": "unknown_file"])
        #expect(twice.faults == ["/files": "listed_twice"])
    }

    private func upload(_ scene: MarketScene, by person: Person = .carl) async throws -> JSONValue {
        .string(try await scene.world.upload(person))
    }
}
