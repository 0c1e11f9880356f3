import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct FileQuotaTests {
    /// Leaves room for some pixels only.
    private func fill(_ scene: LearningScene, leaving files: Int) async throws {
        let account = try await scene.world.account(of: .tina)
        let bytes = FileUsage.maximumBytes - files * LearningScene.pixel.count
        try await scene.world.db.write { tx in
            try tx.execute(
                "UPDATE file_usage SET bytes = \(bytes) WHERE account_id = \(account)"
            )
        }
    }

    @Test func `account 2 GB: the file that exceeds it is files_quota, and room comes back`() async throws {
        let scene = try await LearningScene.open()
        try await fill(scene, leaving: 1)
        let id = try await scene.file("a.png")
        let refused = try await scene.upload("b.png")
        #expect(refused.problem == .filesQuota)
        #expect(refused["limit"] == 2_147_483_648 && refused["used"] == 2_147_483_648, "\(refused)")
        let version = try await scene.world.as(.tina).post(
            "/api/v1/files/\(id)/versions",
            Form().file("file", "a.png", "image/png", LearningScene.pixel)
        )
        #expect(version.problem == .filesQuota)
        #expect(try await scene.world.as(.tina).delete("/api/v1/files/\(id)").status == 204)
        #expect(try await scene.upload("b.png").status == 201)
    }

    @Test func `quota: racing uploads count, as many win as there is room for`() async throws {
        let scene = try await LearningScene.open()
        try await fill(scene, leaving: 5)
        let answers = try await scene.world.atOnce(20) { number in try await scene.upload("\(number).png") }
        #expect(answers.statuses == [201: 5, 409: 15])
        #expect(answers.filter { $0.status == 409 }.allSatisfy { $0.problem == .filesQuota })
        let account = try await scene.world.account(of: .tina)
        let used = try await scene.world.db.read { tx in try FileUsage.of(account, tx) }
        #expect(used.bytes == FileUsage.maximumBytes && used.files == 5)
        try await scene.world.runJobs()
    }

    @Test func `racing versions each get a number`() async throws {
        let scene = try await LearningScene.open()
        let id = try await scene.file()
        let answers = try await scene.world.atOnce(10) { _ in
            try await scene.world.as(.tina).post(
                "/api/v1/files/\(id)/versions",
                Form().file("file", "a.png", "image/png", LearningScene.pixel)
            )
        }
        #expect(answers.statuses == [201: 10])
        let list = try await scene.world.as(.tina).get("/api/v1/files/\(id)/versions?limit=20")
        #expect(
            list["data"]?.arrayValue?.compactMap { $0["number"]?.integerValue } == Array((1...11).reversed())
        )
    }
}
