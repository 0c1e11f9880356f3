import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct MasteryTests {
    @Test func `the vector: 40, 70, 90, 60 are 40, 49, 61.3, 60.91`() {
        #expect(Mastery.replayed([40, 70, 90, 60]).map(\.hundredths) == [4_000, 4_900, 6_130, 6_091])
        #expect(Mastery.replayed([]).isEmpty && Mastery.replayed([100]).last?.value == 100)
    }

    @Test func `halves go up, also on the way down`() {
        // 0.3 * (0 - 0.05) = -0.015 becomes -0.01; 0.3 * 0.05 = 0.015 becomes 0.02.
        var down = Mastery(first: 1)
        for _ in 0..<40 { down.add(0) }
        #expect(down.hundredths >= 0)
        let steps = Mastery.replayed([100, 0, 0, 0]).map(\.hundredths)
        #expect(steps == [10_000, 7_000, 4_900, 3_430])
    }

    @Test func `mastery is replayed from all grades, also after a reopened homework`() async throws {
        let scene = try await LearningScene.open()
        var homework: [String] = []
        for score in [40, 70, 90, 60] as [Int64] {
            homework.append(try await scene.homework(["derivate", "limiti"]))
            _ = try await scene.handIn(homework.last ?? "")
            _ = try await scene.grade(homework.last ?? "", ["derivate": score])
        }
        let progress = try await scene.world.as(.sara).get("/api/v1/students/me/progress")
        #expect(progress.status == 200, "\(progress)")
        let topic = try #require(progress["mastery"]?[0])
        #expect(topic["topic"] == "derivate" && topic["value"]?.doubleValue == 60.91 && topic["n"] == 4)
        #expect(
            topic["history"]?.arrayValue?.compactMap { $0["value"]?.doubleValue } == [40, 49, 61.3, 60.91]
        )
        _ = try await scene.move(homework[1], "reopen", by: .tina)
        let replayed = try await scene.world.as(.sara).get("/api/v1/students/me/progress")
        // 40, 90, 60: 40, 55, 56.5.
        #expect(
            replayed["mastery"]?[0]?["value"]?.doubleValue == 56.5 && replayed["mastery"]?[0]?["n"] == 3,
            "\(replayed)"
        )
    }
}
