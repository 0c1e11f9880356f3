import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

extension LearningScene {
    func openThread(
        by person: Person = .sara,
        with other: Person = .tina,
        _ text: String? = "Buongiorno!"
    ) async throws -> TestResponse {
        let isStudent = [Person.sara, .sami, .siri].contains(person)
        var body: [String: JSONValue] =
            isStudent
            ? ["tutor_id": .string(try await world.tutor(of: other).description)]
            : ["student_id": .string(try await world.id(of: other))]
        if let text { body["text"] = .string(text) }
        return try await world.as(person).post("/api/v1/messages/threads", JSONValue(body))
    }

    func say(
        _ text: String,
        in thread: String,
        by person: Person = .sara,
        as clientID: String? = nil,
        files: [String]? = nil
    ) async throws -> TestResponse {
        var body: [String: JSONValue] = ["text": .string(text)]
        if let clientID { body["client_id"] = .string(clientID) }
        if let files { body["file_ids"] = .array(files.map { .string($0) }) }
        return try await world.as(person).post("/api/v1/messages/threads/\(thread)/messages", JSONValue(body))
    }

    func part(_ thread: String, _ query: String = "", by person: Person = .sara) async throws -> TestResponse
    {
        try await world.as(person).get("/api/v1/messages/threads/\(thread)\(query)")
    }

    func texts(_ thread: String, _ query: String = "", by person: Person = .sara) async throws -> [String] {
        try await part(thread, query, by: person)["messages"]?.arrayValue?.compactMap {
            $0["text"]?.stringValue
        } ?? []
    }
}

@Suite struct ThreadTests {
    @Test func `a student opens a thread with a tutor: 201, and again 200 without a message`() async throws {
        let scene = try await LearningScene.open(isRelated: false)
        let opened = try await scene.openThread()
        #expect(opened.status == 201, "\(opened)")
        #expect(opened["last_seq"] == 1 && opened["unread"] == 0 && opened["other"]?["name"] == "Tina Rossi")
        #expect(opened["last_message"]?["text"] == "Buongiorno!")
        let id = try #require(opened.id)
        #expect(opened.header("location") == "/api/v1/messages/threads/\(id)")
        let again = try await scene.openThread(by: .sara, with: .tina, "Ancora")
        #expect(again.status == 200 && again.id == id && again["last_seq"] == 1)
        let list = try await scene.world.as(.tina).get("/api/v1/messages/threads")
        #expect(list["data"]?[0]?["id"] == .string(id) && list["data"]?[0]?["unread"] == 1)
        #expect(list["data"]?[0]?["other"]?["name"] == "Sara C.")
    }

    @Test func `a tutor writes to assigned students only, a student to tutors everybody finds`() async throws
    {
        let scene = try await LearningScene.open()
        #expect(try await scene.openThread(by: .tina, with: .sara).status == 201)
        #expect(
            try await scene.openThread(by: .tina, with: .sami).faults == ["/student_id": "unknown_student"]
        )
        #expect(
            try await scene.openThread(with: .tess).faults == ["/tutor_id": "unknown_tutor"],
            "not verified"
        )
        let wrong = try await scene.world.as(.sara).post("/api/v1/messages/threads", ["text": "Ciao"])
        #expect(wrong.faults == ["/tutor_id": "required"])
        let tutor = try await scene.world.tutor(of: .theo).description
        let asTutor = try await scene.world.as(.tina).post(
            "/api/v1/messages/threads",
            ["tutor_id": .string(tutor)]
        )
        #expect(asTutor.faults == ["/tutor_id": "not_for_tutors"])
        #expect(try await scene.world.as(.ada).get("/api/v1/messages/threads").status == 403)
    }

    @Test func `messages are numbered, read by number, and by members only`() async throws {
        let scene = try await LearningScene.open()
        let id = try #require(try await scene.openThread().id)
        #expect(try await scene.say("due", in: id, by: .tina).status == 201)
        let third = try await scene.say("tre", in: id)
        #expect(third["seq"] == 3 && third["masked"] == false, "\(third)")
        let found = try await scene.world.as(.tina).get(third.header("location") ?? "")
        #expect(found["messages"]?.arrayValue?.map { $0["id"]?.stringValue } == [third.id], "\(found)")
        #expect(try await scene.texts(id) == ["Buongiorno!", "due", "tre"])
        #expect(try await scene.texts(id, "?after_seq=1") == ["due", "tre"])
        #expect(try await scene.texts(id, "?before_seq=3&limit=1") == ["due"])
        let last = try await scene.part(id, "?limit=2")
        #expect(last["more"] == true && last["last_seq"] == 3 && last["unread"] == 1)
        #expect(try await scene.part(id, "?after_seq=1&before_seq=2").status == 422)
        #expect(try await scene.part(id, "?reason=because").faults == ["query/reason": "administrators_only"])
        for person in [Person.sami, .theo] {
            #expect(try await scene.part(id, by: person).status == 404)
            #expect(try await scene.say("x", in: id, by: person).status == 404)
        }
        #expect(try await scene.say("", in: id).status == 422)
        #expect(try await scene.say(String(repeating: "x", count: 4_001), in: id).status == 422)
    }

    @Test func `reading lowers unread and never goes back`() async throws {
        let scene = try await LearningScene.open()
        let id = try #require(try await scene.openThread().id)
        _ = try await scene.say("due", in: id)
        let path = "/api/v1/messages/threads/\(id)/read"
        #expect(try await scene.world.as(.tina).post(path, ["seq": 1])["unread"] == 1)
        #expect(try await scene.world.as(.tina).post(path, ["seq": 99])["unread"] == 0)
        #expect(try await scene.world.as(.tina).post(path, ["seq": 1])["unread"] == 0)
        #expect(try await scene.world.as(.theo).post(path, ["seq": 1]).status == 404)
    }

    @Test func `contact data is masked until S has paid T once, then the sealed original shows`() async throws
    {
        let scene = try await LearningScene.open(isRelated: false)
        let id = try #require(
            try await scene.openThread(by: .sara, with: .tina, "Il mio numero è 338 1234567").id
        )
        let shown = try await scene.part(id, by: .tina)
        #expect(shown["messages"]?[0]?["text"] == "Il mio numero è [contact]", "\(shown)")
        #expect(shown["messages"]?[0]?["masked"] == true)
        #expect(
            try await scene.texts(id) == ["Il mio numero è [contact]"],
            "the author sees what the other one sees"
        )

        try await scene.buy(.sara, from: .tina)
        #expect(try await scene.texts(id, by: .tina) == ["Il mio numero è 338 1234567"])
        let next = try await scene.say("Oppure sara@posta.it", in: id)
        #expect(next["text"] == "Oppure sara@posta.it" && next["masked"] == false)
        let bodies = try await scene.world.db.read { tx in
            try tx.values("SELECT body FROM thread_message ORDER BY seq", as: String.self)
        }
        #expect(bodies == ["Il mio numero è [contact]", "Oppure sara@posta.it"])
    }

    @Test func `client_id_reused: the same message is 200, another text 409`() async throws {
        let scene = try await LearningScene.open()
        let id = try #require(try await scene.openThread().id)
        let first = try await scene.say("uno", in: id, as: "a")
        let again = try await scene.say("uno", in: id, as: "a")
        #expect(first.status == 201 && again.status == 200 && first.id == again.id)
        #expect(try await scene.say("due", in: id, as: "a").problem == .clientIDReused)
        let file = try await scene.file(by: .sara)
        #expect(try await scene.say("uno", in: id, as: "a", files: [file]).problem == .clientIDReused)
        #expect(try await scene.say("mio", in: id, by: .tina, as: "a").status == 201, "it is the author's")
    }

    @Test func `files of a message are shared with the other side`() async throws {
        let scene = try await LearningScene.open()
        let id = try #require(try await scene.openThread().id)
        let file = try await scene.file(by: .sara)
        let said = try await scene.say("Ecco", in: id, files: [file])
        #expect(said["files"]?[0]?["id"] == .string(file), "\(said)")
        #expect(try await scene.right(to: file, of: .tina) == "view")
        #expect(try await scene.part(id, by: .tina)["messages"]?[1]?["files"]?[0]?["name"] == "formule.png")
        let strange = try await scene.file()
        #expect(try await scene.say("No", in: id, files: [strange]).faults == ["/file_ids/0": "unknown_file"])
        #expect(
            try await scene.say("No", in: id, files: [file, file]).faults == ["/file_ids": "listed_twice"]
        )
        _ = try await scene.world.as(.sara).delete("/api/v1/files/\(file)")
        #expect(try await scene.part(id, by: .tina)["messages"]?[1]?["files"]?.arrayValue?.isEmpty == true)
    }

    @Test func `mail after 10 min unread, once until the reader reads`() async throws {
        let scene = try await LearningScene.open()
        let id = try #require(try await scene.openThread().id)
        _ = try await scene.say("Ci sei?", in: id)
        try await scene.world.runJobs()
        #expect(scene.world.mails(to: .tina).isEmpty)
        scene.world.clock.advance(by: .minutes(11))
        try await scene.world.runJobs()
        #expect(scene.world.mails(to: .tina).count == 1)
        #expect(scene.world.mails(to: .tina).first?.text.contains("Sara C.") == true)
        _ = try await scene.say("Allora?", in: id)
        scene.world.clock.advance(by: .minutes(11))
        try await scene.world.runJobs()
        #expect(scene.world.mails(to: .tina).count == 1, "mentioned once")

        _ = try await scene.world.as(.tina).post("/api/v1/messages/threads/\(id)/read", ["seq": 3])
        _ = try await scene.say("E adesso?", in: id)
        _ = try await scene.world.as(.tina).post("/api/v1/messages/threads/\(id)/read", ["seq": 4])
        scene.world.clock.advance(by: .minutes(11))
        try await scene.world.runJobs()
        #expect(scene.world.mails(to: .tina).count == 1, "read in time")
    }

    @Test func `connected clients of both sides get message_new`() async throws {
        let scene = try await LearningScene.open()
        let id = try #require(try await scene.openThread().id)
        var rooms: [String] = []
        var payload: JSONValue?
        let found = try await scene.world.db.read { tx in
            var rows: [(rooms: [String], payload: JSONValue)] = []
            try tx.forEach(
                """
                SELECT e.rooms, e.payload
                  FROM (SELECT event, rooms, payload FROM realtime_event
                        UNION ALL SELECT event, rooms, payload FROM realtime_pending) e
                 WHERE e.event = 'message:new'
                """
            ) { row in rows.append((try row.json(), try row.json())) }
            return rows
        }
        for row in found { (rooms, payload) = (row.rooms, row.payload) }
        #expect(found.count == 1 && payload == ["thread_id": .string(id), "seq": 1])
        let members = [try await scene.world.id(of: .sara), try await scene.world.id(of: .tina)]
        #expect(Set(rooms) == Set(members.map { "account:\($0)" }))
    }

    @Test func `an administrator reads the thread of an open dispute, with a reason that both are told`()
        async throws
    {
        let scene = try await LearningScene.open()
        let id = try #require(try await scene.openThread().id)
        let dispute = try await scene.dispute()
        let reason = "reason=Evidence%20of%20the%20dispute"
        let read = try await scene.part(id, "?dispute_id=\(dispute)&\(reason)", by: .ada)
        #expect(read.status == 200 && read["messages"]?[0]?["text"] == "Buongiorno!", "\(read)")
        #expect(read["unread"] == nil && read["members"]?.arrayValue?.count == 2)
        #expect(
            try await scene.part(id, "?dispute_id=\(dispute)", by: .ada).faults == [
                "query/reason": "required"
            ]
        )
        #expect(try await scene.part(id, "?\(reason)", by: .ada).faults == ["query/dispute_id": "required"])
        let other = try #require(try await scene.openThread(by: .sami, with: .theo).id)
        #expect(try await scene.part(other, "?dispute_id=\(dispute)&\(reason)", by: .ada).status == 404)
        try await scene.world.db.write { tx in
            try tx.execute("UPDATE lesson SET state = 'settled' WHERE state = 'disputed'")
        }
        #expect(
            try await scene.part(id, "?dispute_id=\(dispute)&\(reason)", by: .ada).status == 404,
            "decided"
        )
        try await scene.world.runJobs()
        for person in [Person.sara, .tina] {
            #expect(scene.world.mails(to: person).contains { $0.text.contains("Evidence of the dispute") })
        }
        #expect(try await scene.world.audit().count(where: { $0 == "thread.read" }) == 1)
        #expect(try await scene.say("x", in: id, by: .ada).status == 403)
    }
}

@Suite struct ThreadRaceTests {
    @Test func `thread of a pair 50 times 1: one is made, all others get it`() async throws {
        let scene = try await LearningScene.open()
        let answers = try await scene.world.atOnce(50) { number in
            number.isMultiple(of: 2)
                ? try await scene.openThread() : try await scene.openThread(by: .tina, with: .sara)
        }
        #expect(answers.statuses == [201: 1, 200: 49])
        #expect(Set(answers.compactMap(\.id)).count == 1)
        let id = try #require(answers.first?.id)
        #expect(try await scene.texts(id).count == 1)
    }

    @Test func `simultaneous messages are numbered without gaps, and a client_id 20 times is one`()
        async throws
    {
        let scene = try await LearningScene.open()
        let id = try #require(try await scene.openThread().id)
        let answers = try await scene.world.atOnce(40) { number in
            try await scene.say("\(number)", in: id, by: number.isMultiple(of: 2) ? .sara : .tina)
        }
        #expect(answers.statuses == [201: 40])
        #expect(answers.compactMap { $0["seq"]?.integerValue }.sorted() == Array(2...41))
        scene.world.clock.advance(by: .minutes(2))
        let same = try await scene.world.atOnce(20) { _ in try await scene.say("lo stesso", in: id, as: "k") }
        #expect(same.statuses == [201: 1, 200: 19])
    }

    @Test func `more than 30 messages a minute are refused`() async throws {
        let scene = try await LearningScene.open()
        let id = try #require(try await scene.openThread(by: .sara, with: .tina, nil).id)
        var statuses: [Int] = []
        for number in 1...31 { statuses.append(try await scene.say("\(number)", in: id).status) }
        #expect(statuses.last == 429 && statuses.dropLast().allSatisfy { $0 == 201 })
    }
}
