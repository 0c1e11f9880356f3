import Kernel
import Platform
import TestKit
import Testing

@testable import Tutoring

@Suite struct FolderTests {
    private func move(
        _ scene: LearningScene,
        _ folder: String,
        into parent: JSONValue,
        by person: Person = .tina
    ) async throws -> TestResponse {
        try await scene.world.as(person).patch("/api/v1/folders/\(folder)", ["parent_id": parent])
    }

    @Test func `a folder is made, listed, renamed, moved and deleted`() async throws {
        let scene = try await LearningScene.open()
        let made = try await scene.makeFolder("Algebra")
        #expect(made.status == 201 && made["name"] == "Algebra" && made["right"] == "own", "\(made)")
        let (top, inner) = (try #require(made.id), try await scene.folder("Prima"))
        #expect(try await move(scene, inner, into: .string(top))["parent_id"] == .string(top))
        let list = try await scene.world.as(.tina).get("/api/v1/folders?parent_id=\(top)")
        #expect(list["data"]?.arrayValue?.map { $0["id"] } == [.string(inner)])
        let renamed = try await scene.world.as(.tina).patch("/api/v1/folders/\(inner)", ["name": "Seconda"])
        #expect(renamed["name"] == "Seconda" && renamed["parent_id"] == .string(top))
        #expect(try await move(scene, inner, into: nil)["parent_id"] == nil)
        #expect(try await scene.world.as(.tina).delete("/api/v1/folders/\(inner)").status == 204)
        #expect(try await scene.world.as(.sara).patch("/api/v1/folders/\(top)", ["name": "x"]).status == 404)
        #expect(try await scene.makeFolder("").status == 422)
    }

    @Test func `names are unique per folder, whatever the capitals: name_taken`() async throws {
        let scene = try await LearningScene.open()
        let top = try await scene.folder("Algebra")
        #expect(try await scene.makeFolder("ALGEBRA").problem == .folderNameTaken)
        #expect(try await scene.makeFolder("Algebra", in: top).status == 201, "elsewhere it is free")
        #expect(try await scene.makeFolder("Algebra", by: .sara).status == 201, "and for others")
        let other = try await scene.folder("Analisi")
        let renamed = try await scene.world.as(.tina).patch("/api/v1/folders/\(other)", ["name": "algebra"])
        #expect(renamed.problem == .folderNameTaken)
        let moved = try await scene.folder("algebra", in: other)
        #expect(try await move(scene, moved, into: .string(top)).problem == .folderNameTaken)
        let answers = try await scene.world.atOnce(10) { _ in try await scene.makeFolder("Corsa") }
        #expect(answers.statuses == [201: 1, 409: 9])
    }

    @Test func `depth 8: a ninth folder is too_deep, made or moved`() async throws {
        let scene = try await LearningScene.open()
        var folders: [String] = []
        for number in 1...8 {
            folders.append(try await scene.folder("\(number)", in: folders.last))
        }
        #expect(try await scene.makeFolder("9", in: folders[7]).problem == .folderTooDeep)
        let pair = try await scene.folder("a")
        _ = try await scene.folder("b", in: pair)
        #expect(try await move(scene, pair, into: .string(folders[6])).problem == .folderTooDeep)
        #expect(try await move(scene, pair, into: .string(folders[5])).status == 200)
    }

    @Test func `no cycle: a folder does not go into itself or below itself`() async throws {
        let scene = try await LearningScene.open()
        let top = try await scene.folder("a")
        let middle = try await scene.folder("b", in: top)
        let bottom = try await scene.folder("c", in: middle)
        for target in [top, middle, bottom] {
            #expect(try await move(scene, top, into: .string(target)).problem == .folderCycle)
        }
    }

    @Test func `folder moved into each other 1: one wins, the other is a cycle`() async throws {
        for _ in 0..<5 {
            let scene = try await LearningScene.open(isRelated: false)
            let (one, two) = (try await scene.folder("a"), try await scene.folder("b"))
            let answers = try await scene.world.atOnce(20) { number in
                number.isMultiple(of: 2)
                    ? try await move(scene, one, into: .string(two))
                    : try await move(scene, two, into: .string(one))
            }
            let lost = answers.filter { $0.status != 200 }
            #expect(lost.count == 10 && lost.allSatisfy { $0.problem == .folderCycle }, "\(answers.statuses)")
        }
    }

    @Test func `only an empty folder is deleted: not_empty`() async throws {
        let scene = try await LearningScene.open()
        let top = try await scene.folder("a")
        let file = try await scene.file(in: top)
        #expect(try await scene.world.as(.tina).delete("/api/v1/folders/\(top)").problem == .folderNotEmpty)
        #expect(try await scene.world.as(.tina).delete("/api/v1/files/\(file)").status == 204)
        let inner = try await scene.folder("b", in: top)
        #expect(try await scene.world.as(.tina).delete("/api/v1/folders/\(top)").problem == .folderNotEmpty)
        #expect(try await scene.world.as(.tina).delete("/api/v1/folders/\(inner)").status == 204)
        #expect(try await scene.world.as(.tina).delete("/api/v1/folders/\(top)").status == 204)
    }
}
