import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct FileShareTests {
    private func end(
        _ share: String,
        of item: String,
        by person: Person,
        _ scene: LearningScene
    ) async throws -> Int {
        try await scene.world.as(person).delete("/api/v1/files/\(item)/shares/\(share)").status
    }

    @Test func `a share gives its right, is told, is shown to the owner, and is made once`() async throws {
        let scene = try await LearningScene.open()
        let file = try await scene.file()
        #expect(try await scene.right(to: file, of: .sara) == "404")
        let shared = try await scene.share(file)
        #expect(shared.status == 201 && shared["right"] == "view", "\(shared)")
        #expect(shared["receiver"]?["name"] == "Sara C." && shared["via_id"] == nil)
        #expect(try await scene.share(file).status == 200, "the same again")
        #expect(try await scene.share(file, "edit").status == 201)
        #expect(try await scene.right(to: file, of: .sara) == "edit")

        let owner = try await scene.world.as(.tina).get("/api/v1/files/\(file)")
        #expect(owner["shares"]?.arrayValue?.count == 2)
        #expect(try await scene.world.as(.sara).get("/api/v1/files/\(file)")["shares"] == nil)
        try await scene.world.runJobs()
        #expect(scene.world.mails(to: .sara).contains { $0.text.contains("formule.png") })
        let again = try await scene.world.as(.sara).patch("/api/v1/files/\(file)", ["name": "nostre"])
        #expect(again.status == 200 && again["name"] == "nostre.png")
    }

    @Test func `rights are computed up the tree, whatever is put into a shared folder later`() async throws {
        let scene = try await LearningScene.open()
        let top = try await scene.folder("Sara")
        let inner = try await scene.folder("Analisi", in: top)
        #expect(try await scene.share(top).status == 201)
        let file = try await scene.file(in: inner)
        #expect(try await scene.right(to: file, of: .sara) == "view")
        #expect(try await scene.upload(by: .sara, in: inner).status == 403)
        #expect(try await scene.share(inner, "edit").status == 201)
        #expect(try await scene.right(to: file, of: .sara) == "edit")
        let added = try await scene.upload("mia.png", by: .sara, in: inner)
        #expect(
            added.status == 201 && added["owner"]?["name"] == "Tina Rossi",
            "a folder's content is its owner's"
        )

        let listed = try await scene.world.as(.sara).get("/api/v1/folders")
        #expect(listed["data"]?.arrayValue?.count == 2)
        #expect(listed["data"]?[0]?["right"] == "edit" && listed["data"]?[1]?["right"] == "view")
        let moved = try await scene.world.as(.tina).patch("/api/v1/files/\(file)", ["folder_id": nil])
        #expect(moved.status == 200, "\(moved)")
        #expect(try await scene.right(to: file, of: .sara) == "404", "never copied")
        #expect(
            try await scene.world.as(.sara).patch("/api/v1/files/\(added.id ?? "")", ["folder_id": nil])
                .status == 403
        )
    }

    @Test func `a share ends at its time`() async throws {
        let scene = try await LearningScene.open()
        let file = try await scene.file()
        let end = scene.world.clock.now + .hours(1)
        #expect(try await scene.share(file, until: end).status == 201)
        #expect(try await scene.right(to: file, of: .sara) == "view")
        scene.world.clock.advance(by: .minutes(61))
        #expect(try await scene.right(to: file, of: .sara) == "404")
        try await scene.world.tick()
        let past = try await scene.share(file, until: scene.world.clock.now - .hours(1))
        #expect(past.faults == ["/expires_at": "in_the_past"])
    }

    @Test func `share no_relation: only with people with something in common`() async throws {
        let scene = try await LearningScene.open()
        let file = try await scene.file()
        #expect(try await scene.share(file, with: .sami).problem == .shareNoRelation)
        #expect(try await scene.share(file, with: .ada).problem == .shareNoRelation)
        try await scene.lesson(.requested, of: .sami)
        #expect(try await scene.share(file, with: .sami).status == 201, "a lesson is enough")
        #expect(try await scene.share(file, with: .tina).faults == ["/account_id": "has_it_already"])
        #expect(try await scene.share(file, by: .theo).status == 404)
        let bad = try await scene.world.as(.tina).post("/api/v1/files/\(file)/shares", ["right": "own"])
        #expect(bad.status == 422 && bad.faults["/account_id"] == "required")
    }

    @Test func `a reshare is no wider, no longer, and ends with the share it came via: too_wide`()
        async throws
    {
        let scene = try await LearningScene.open()
        try await scene.lesson(of: .sara, with: .theo)
        let file = try await scene.file()
        let deadline = scene.world.clock.now + .hours(10)
        let first = try #require(try await scene.share(file, until: deadline).id)

        #expect(try await scene.share(file, with: .theo, "edit", by: .sara).problem == .shareTooWide)
        let longer = try await scene.share(file, with: .theo, until: deadline + .seconds(1), by: .sara)
        #expect(longer.problem == .shareTooWide)
        let next = try await scene.share(file, with: .theo, by: .sara)
        #expect(next.status == 201 && next["via_id"] == .string(first), "\(next)")
        #expect(next["expires_at"] == .string(deadline.description), "as long as the share it came via")
        #expect(try await scene.right(to: file, of: .theo) == "view")

        #expect(try await end(first, of: file, by: .theo, scene) == 404, "it is not theirs")
        #expect(try await end(first, of: file, by: .tina, scene) == 204)
        #expect(try await scene.right(to: file, of: .sara) == "404")
        #expect(try await scene.right(to: file, of: .theo) == "404")
    }

    @Test func `shares that go in a circle end with the first one`() async throws {
        let scene = try await LearningScene.open()
        try await scene.lesson(of: .sara, with: .theo)
        let file = try await scene.file()
        let first = try #require(try await scene.share(file, "edit").id)
        #expect(try await scene.share(file, with: .theo, "edit", by: .sara).status == 201)
        #expect(try await scene.share(file, with: .sara, "edit", by: .theo).status == 201)
        #expect(try await scene.share(file, with: .tina, by: .theo).status == 409)
        #expect(try await end(first, of: file, by: .tina, scene) == 204)
        #expect(try await scene.right(to: file, of: .sara) == "404")
        #expect(try await scene.right(to: file, of: .theo) == "404")
        #expect(try await scene.right(to: file, of: .tina) == "own")
    }

    @Test func `a reshare ends when its file leaves the folder that was shared`() async throws {
        let scene = try await LearningScene.open()
        try await scene.lesson(of: .sara, with: .theo)
        let (top, other) = (try await scene.folder("Sara"), try await scene.folder("Altro"))
        let file = try await scene.file(in: top)
        _ = try await scene.share(top)
        #expect(try await scene.share(file, with: .theo, by: .sara).status == 201)
        #expect(try await scene.right(to: file, of: .theo) == "view")
        _ = try await scene.world.as(.tina).patch("/api/v1/files/\(file)", ["folder_id": .string(other)])
        #expect(try await scene.right(to: file, of: .theo) == "404")
        _ = try await scene.world.as(.tina).patch("/api/v1/files/\(file)", ["folder_id": .string(top)])
        #expect(try await scene.right(to: file, of: .sara) == "view")
        #expect(try await scene.right(to: file, of: .theo) == "404", "an ended share does not come back")
    }

    @Test func `a reshare of a folder stays while the folder moves within the shared one, and ends outside`()
        async throws
    {
        let scene = try await LearningScene.open()
        try await scene.lesson(of: .sara, with: .theo)
        let top = try await scene.folder("Sara")
        let (left, right) = (
            try await scene.folder("Sinistra", in: top), try await scene.folder("Destra", in: top)
        )
        let inner = try await scene.folder("Esercizi", in: left)
        let file = try await scene.file(in: inner)
        _ = try await scene.share(top)
        #expect(try await scene.share(inner, with: .theo, by: .sara).status == 201)
        let path = "/api/v1/folders/\(inner)"
        _ = try await scene.world.as(.tina).patch(path, ["parent_id": .string(right)])
        #expect(try await scene.right(to: file, of: .theo) == "view")
        #expect(try await scene.world.as(.tina).patch(path, ["parent_id": nil]).status == 200)
        #expect(try await scene.right(to: file, of: .theo) == "404")
    }

    @Test func `one person's files are re-shared 2,000 times, then the refusal says how to go on`()
        async throws
    {
        let scene = try await LearningScene.open()
        try await scene.lesson(of: .sara, with: .theo)
        let file = try await scene.file()
        let share = ID<FileShare>(try #require(try await scene.share(file).id))
        try await scene.reshare(file, by: share, times: 1_999)
        let last = try await scene.share(file, with: .theo, by: .sara)
        #expect(last.status == 201, "\(last)")
        #expect(try await scene.share(file, with: .theo, by: .sara).status == 200, "the same again")
        let refused = try await scene.share(
            file,
            with: .theo,
            until: scene.world.clock.now + .hours(1),
            by: .sara
        )
        #expect(refused.status == 409 && refused["code"] == "quota_exceeded", "\(refused)")
        #expect(refused["quota"] == "tutoring.file_reshares" && refused["limit"] == 2_000)
        let owner = try await scene.share(file, with: .sara, "edit")
        #expect(owner.status == 201, "the owner's own shares are not among them")
    }

    @Test(arguments: [1_999, 2_000])
    func `the files of others in a message or a homework are re-shares too`(_ made: Int) async throws {
        let scene = try await LearningScene.open()
        let lesson = try await scene.lesson(with: .theo)
        let file = try await scene.file()
        let share = ID<FileShare>(try #require(try await scene.share(file).id))
        try await scene.reshare(file, by: share, times: made)
        let thread = try #require(try await scene.openThread(with: .theo).id)

        let said = try await scene.say("Ecco", in: thread, files: [file])

        #expect(said.status == (made < 2_000 ? 201 : 409), "\(said)")
        #expect(said["quota"] == (made < 2_000 ? nil : "tutoring.file_reshares"))
        #expect(try await scene.right(to: file, of: .theo) == (made < 2_000 ? "view" : "404"))
        let homework = try #require(try await scene.setHomework(on: lesson, by: .theo).id)
        let answer = try await scene.move(homework, "hand_in", by: .sara, ["file_ids": [.string(file)]])
        #expect(answer.status == (made < 2_000 ? 200 : 409), "\(answer)")
        let own = try await scene.file("mia.png", by: .sara)
        #expect(try await scene.say("La mia", in: thread, files: [own]).status == 201)
    }

    @Test func `owner, sharer and receiver end a share`() async throws {
        let scene = try await LearningScene.open()
        try await scene.lesson(of: .sara, with: .theo)
        let file = try await scene.file()
        let mine = try #require(try await scene.share(file).id)
        for person in [Person.tina, .sara, .theo] {
            let next = try #require(try await scene.share(file, with: .theo, by: .sara).id)
            #expect(try await end(next, of: file, by: person, scene) == 204, "\(person.name)")
            #expect(try await scene.right(to: file, of: .theo) == "404")
        }
        #expect(try await end(mine, of: file, by: .sara, scene) == 204, "the receiver gives it back")
        #expect(try await scene.right(to: file, of: .sara) == "404")
    }
}

extension LearningScene {
    /// Writes re-shares of Sara's, with Siri.
    fileprivate func reshare(_ file: String, by share: ID<FileShare>?, times: Int) async throws {
        let sara = try await world.account(of: .sara)
        let other = try await world.account(of: .siri)
        try await world.db.write { tx in
            for _ in 0..<times {
                try tx.execute(
                    """
                    INSERT INTO file_share (id, file_id, sharer_id, receiver_id, can_edit, expires_at, via_id, created_at)
                    VALUES (\(tx.newID(of: FileShare.self)), \(ID<UserFile>(file)), \(sara), \(other), \(false),
                            \(tx.now + .days(1)), \(share), \(tx.now))
                    """
                )
            }
        }
    }
}
