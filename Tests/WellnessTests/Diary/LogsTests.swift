import Kernel
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct LogsTests {
    private let logs = "/api/v1/wellness/logs"

    private func body(_ members: (String, JSONValue)...) -> JSONValue {
        var object: JSONObject = [
            "domain": "stress", "local_date": .string(Device.today), "zone": "Europe/Rome",
        ]
        for (name, value) in members { object[name] = value }
        return .object(object)
    }

    @Test func `an entry is written, read, changed and deleted`() async throws {
        let world = try await cast()
        let anna = world.as(.anna)

        let made = try await anna.post(
            logs,
            body(("score", 4), ("note", "long day"), ("payload", ["taps": 3]))
        )
        #expect(made.status == 201 && made["normalised"]?.doubleValue == 66.7, "\(made)")
        #expect(
            made["band"] == "amber" && made["version"] == 1 && made["seq"] == 1 && made["deleted"] == false
        )
        #expect(made["payload"] == ["taps": 3] && made["note"] == "long day")
        let path = try #require(made.header("Location"))
        #expect(path == "\(logs)/\(try #require(made.id))")

        let changed = try await anna.patch(path, ["score": 1])
        #expect(changed.status == 200 && changed["normalised"]?.doubleValue == 100, "\(changed)")
        #expect(changed["payload"] == ["taps": 3] && changed["note"] == "long day", "absent members stay")
        #expect(try await anna.get(path)["version"] == 2)

        let cleared = try await anna.patch(path, ["score": nil])
        #expect(
            cleared["score"] == nil && cleared["payload"] == nil && cleared["note"] == "long day",
            "\(cleared)"
        )

        #expect(try await anna.delete(path).status == 204)
        let tombstone = try await anna.get(path)
        #expect(tombstone["deleted"] == true && tombstone["note"] == nil && tombstone["version"] == 4)
        #expect(try await anna.delete(path).status == 204)
        #expect(try await anna.get(path)["version"] == 4, "nothing was left to delete")
        #expect(try await world.entries(of: .anna) == [])
        #expect(try await anna.get("\(logs)?deleted=true")["data"]?.arrayValue?.count == 1)

        let revived = try await anna.post(logs, body(("score", 2)))
        #expect(revived.status == 201 && revived.id == made.id && revived["deleted"] == false, "\(revived)")
    }

    @Test func `a list is filtered, by date`() async throws {
        let world = try await cast()
        for (domain, date) in [("mood", "2026-11-19"), ("mood", "2026-11-21"), ("sleep", "2026-11-20")] {
            #expect(try await world.log(.anna, domain, on: date).status == 201)
        }

        let all = try await world.entries(of: .anna)
        #expect(all.map { $0["local_date"] } == ["2026-11-21", "2026-11-20", "2026-11-19"])
        let some = try await world.as(.anna).get("\(logs)?domain=mood&from=2026-11-20&to=2026-11-21")
        #expect(some["data"]?.arrayValue?.map { $0["local_date"] } == ["2026-11-21"], "\(some)")
        let backwards = try await world.as(.anna).get("\(logs)?from=2026-11-20&to=2026-11-19")
        #expect(backwards.status == 422 && backwards.faults == ["query/to": "out_of_range"])
    }

    @Test func `an entry exists once`() async throws {
        let world = try await cast()
        let first = try await world.as(.anna).post(logs, body(("score", 4)))

        let second = try await world.as(.anna).post(logs, body(("score", 5)))

        #expect(second.status == 409 && second["code"] == "log.exists", "\(second)")
        #expect(second["id"] == first["id"])
    }

    @Test(
        arguments: [
            ("score", 11, "/score", "log.out_of_range"), ("score", nil, "", "log.empty"),
            ("local_date", "2026-11-23", "/local_date", "log.future_date"),
            ("local_date", "2026-10-21", "/local_date", "log.too_old"),
            ("domain", "luck", "/domain", "log.unknown_domain"),
            ("zone", "Europe/Atlantis", "/zone", "unknown_time_zone"),
            ("note", .string(String(repeating: "n", count: 2_001)), "/note", "too_long"),
            ("payload", ["x": .string(String(repeating: "p", count: 4_096))], "/payload", "too_long"),
            ("payload", [1], "/payload", "wrong_type"), ("mood", 3, "/mood", "unknown_member"),
        ] as [(String, JSONValue?, String, String)]
    )
    func `a wrong entry is refused: note 2,000, payload 4 KiB, range, dates`(
        member: String,
        value: JSONValue?,
        pointer: String,
        code: String
    ) async throws {
        let world = try await cast()
        var entry = try #require(body(("score", 4)).objectValue)
        entry[member] = value

        let answer = try await world.as(.anna).post(logs, .object(entry))

        #expect(answer.status == 422 && answer.faults == [pointer: code], "\(answer)")
        #expect(try await world.diaryRows() == 0)
    }

    @Test func `all faults of an entry are reported together`() async throws {
        let world = try await cast()
        let entry: JSONValue = [
            "domain": "movement", "local_date": "2026-10-01", "score": 7, "zone": "Europe/Rome",
        ]

        let answer = try await world.as(.anna).post(logs, entry)

        #expect(answer.faults == ["/local_date": "log.too_old", "/score": "log.off_step"], "\(answer)")
        #expect(answer.text.contains("must be at most 30 days before the day of writing"), "\(answer)")
        let alone = try await world.as(.anna).post(logs, body(("note", "n"), ("payload", ["a": 1])))
        #expect(alone.faults == ["/payload": "log.payload_alone"], "\(alone)")
    }

    @Test func `a change that leaves nothing is refused`() async throws {
        let world = try await cast()
        let id = try #require(try await world.log(.anna).id)

        let emptied = try await world.as(.anna).patch("\(logs)/\(id)", ["score": nil])
        let noScore = try await world.as(.anna).patch("\(logs)/\(id)", ["score": nil, "payload": ["a": 1]])
        let nothing = try await world.as(.anna).patch("\(logs)/\(id)", [:])
        let zone = try await world.as(.anna).patch("\(logs)/\(id)", ["zone": "Asia/Tokyo"])

        #expect(emptied.status == 422 && emptied.faults == ["": "log.empty"], "\(emptied)")
        #expect(noScore.faults == ["/payload": "log.payload_alone"], "\(noScore)")
        #expect(nothing.status == 200 && nothing["version"] == 1)
        #expect(zone["zone"] == "Asia/Tokyo" && zone["score"] == 7 && zone["version"] == 2, "\(zone)")
    }

    @Test func `somebody else's entry does not exist`() async throws {
        let world = try await cast()
        let path = "\(logs)/\(try #require(try await world.log(.anna).id))"

        for person in [Person.carla, .bruno] {
            #expect(try await world.as(person).get(path).status == 404)
            #expect(try await world.as(person).patch(path, ["score": 1]).status == 404)
            #expect(try await world.as(person).delete(path).status == 404)
            #expect(try await world.entries(of: person) == [])
        }
        #expect(try await world.as(.anna).get("\(logs)/nonsense").status == 404)
    }

    @Test func `a super administrator has no diary`() async throws {
        let world = try await cast()

        #expect(try await world.as(.elena).get(logs).status == 403)
        #expect(try await world.log(.elena).status == 403)
        #expect(try await Device(of: .elena, in: world).sync().status == 403)
        #expect(try await world.anonymous.get(logs).status == 401)
    }

    @Test func `without the consent entries are read and deleted only`() async throws {
        let world = try await cast()
        let path = "\(logs)/\(try #require(try await world.log(.anna).id))"
        try await world.consent(.anna, to: "diary", granted: false)

        let refused = try await world.log(.anna, on: "2026-11-20")

        #expect(refused.status == 403 && refused["code"] == "consent_required", "\(refused)")
        #expect(refused["purpose"] == "diary")
        #expect(try await world.as(.anna).patch(path, ["score": 1]).status == 403)
        #expect(try await world.as(.anna).get(path).status == 200)
        #expect(try await world.as(.anna).delete(path).status == 204)
    }

    @Test func `a version that has passed is refused`() async throws {
        let world = try await cast()
        let path = "\(logs)/\(try #require(try await world.log(.anna).id))"
        let tag = try #require(try await world.as(.anna).get(path).header("ETag"))

        #expect(try await world.as(.anna).patch(path, ["score": 3], headers: ["If-Match": tag]).status == 200)
        let stale = try await world.as(.anna).patch(path, ["score": 2], headers: ["If-Match": tag])
        #expect(stale.status == 412 && stale["code"] == "stale")
        #expect(try await world.as(.anna).delete(path, headers: ["If-Match": tag]).status == 412)
    }

    @Test func `a key writes once, however often it is sent`() async throws {
        let world = try await cast()
        let (path, entry) = (logs, body(("score", 4), ("note", "once")))

        let answers = try await world.atOnce(20) { _ in
            try await world.as(.anna).post(path, entry, headers: ["Idempotency-Key": "k1"])
        }

        #expect(answers.statuses == [201: 20], "\(answers.statuses)")
        #expect(Set(answers.map(\.id)).count == 1)
        #expect(try await world.number("SELECT COUNT(*) FROM log_op") == 1)
        #expect(
            try await world.number("SELECT COUNT(*) FROM idempotent_request") == 0,
            "no answer with a note is kept"
        )
        #expect(
            try await world.number(
                "SELECT COUNT(*) FROM log_op WHERE op_id LIKE 'k#%#0' AND length(op_id) = 36"
            ) == 1
        )
    }

    @Test func `changes, deletions and restorations with a key happen once too`() async throws {
        let world = try await cast()
        let path = "\(logs)/\(try #require(try await world.log(.anna).id))"
        let headers = ["Idempotency-Key": "k1"]
        let anna = world.as(.anna)

        for _ in 0..<3 {
            #expect(try await anna.patch(path, ["score": 3], headers: headers)["version"] == 2)
        }
        for _ in 0..<3 { #expect(try await anna.delete(path, headers: headers).status == 204) }
        #expect(try await anna.get(path)["version"] == 3)
        let malformed = try await anna.patch(path, ["score": 3], headers: ["Idempotency-Key": "two words"])
        #expect(malformed.status == 400 && malformed["code"] == "malformed", "\(malformed)")

        let phone = Device(of: .anna, in: world)
        _ = try await phone.sync([put("a", "06:00", "sleep", score: 6), put("b", "07:00", "sleep", score: 4)])
        let conflicts = "/api/v1/wellness/conflicts"
        let id = try #require(try await anna.get(conflicts)["data"]?[0]?["id"]?.stringValue)
        for _ in 0..<3 {
            let restored = try await anna.post("\(conflicts)/\(id)/restore", headers: headers)
            #expect(
                restored.status == 200 && restored["score"] == 6 && restored["version"] == 2,
                "\(restored)"
            )
        }
        #expect(try await world.number("SELECT COUNT(*) FROM log_op") == 6)
    }

    @Test func `of entries at the same moment one is made`() async throws {
        let world = try await cast()
        let (path, entry) = (logs, body(("score", 4)))

        let answers = try await world.atOnce(20) { _ in try await world.as(.anna).post(path, entry) }

        #expect(answers.statuses == [201: 1, 409: 19], "\(answers.statuses)")
    }

    @Test func `a note of every plane of Unicode comes back`() async throws {
        let world = try await cast()
        let planes = (0...16).compactMap { Unicode.Scalar(UInt32($0) << 16 | 0x1234) }
        let note = "é 漢字 👩‍👩‍👧 ‎\t\n" + String(String.UnicodeScalarView(planes)) + "."

        let made = try await world.log(.anna, note: note)

        #expect(made.status == 201, "\(made)")
        let id = try #require(made.id)
        #expect(try await world.as(.anna).get("\(logs)/\(id)")["note"]?.stringValue == note)
    }
}
