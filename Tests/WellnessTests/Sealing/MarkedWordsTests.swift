import Foundation
import Kernel
import Platform
import Store
import Synchronization
import TestKit
import Testing
import Web

@testable import Wellness

/// The words of people appear in no log, audit entry, job, metric, release or backup, wherever they wrote them.
@Suite struct MarkedWordsTests {
    private let marked = "zanzibar-marmalade"
    private let root = "/api/v1"

    @Test func `marked words of notes are in no row, backup, log or metric`() async throws {
        let (lines, place) = (WrittenLines(), Cabinet())
        let log = JSONLog.logger("world", writer: lines.writer)
        let world = try await World(wellness, cast: "wellness", log: log, cast: castPeople)
        try await write(in: world)
        world.clock.advance(by: Duration.days(9))
        try await world.tick()

        let files = world.site.dependencies.files
        _ = try await Backup(of: wellness, in: world.db, files: files).make(
            in: place.path,
            at: world.clock.now
        )

        #expect(place.files.count >= 3)
        for file in place.files {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(place.path)/\(file)"))
            for word in words { #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word) in \(file)") }
        }
        #expect(!lines.text.contains(marked))
        let metrics = await world.site.dependencies.metrics.text()
        #expect(!metrics.contains(marked))
    }

    /// As text, and as PostgreSQL writes bytes.
    private var words: [String] {
        [marked, marked.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()]
    }

    /// Everywhere where someone may write.
    private func write(in world: World) async throws {
        let anna = world.as(.anna)
        let phone = Device("phone", of: .anna, in: world)
        let tablet = Device("tablet", of: .anna, in: world)
        let note = JSONValue.string("\(marked) one")
        _ = try await phone.sync([put("a", score: 6, note: note, payload: ["word": note])])
        _ = try await tablet.sync([put("b", "08:10", score: 7, note: .string("\(marked) two"))])
        _ = try await phone.sync([put("c", "07:00", score: 5, note: .string("\(marked) three"))])
        let key = ["Idempotency-Key": "marked-words-1"]
        let entry: JSONValue = [
            "domain": "sleep", "local_date": .string(Device.today), "score": 7, "note": note,
        ]
        let made = try await anna.post("\(root)/wellness/logs", entry, headers: key)
        let again = try await anna.post("\(root)/wellness/logs", entry, headers: key)
        #expect(made.status == 201 && again.status == 201, "\(made) \(again)")
        let bulk: JSONValue = [
            "entries": [["domain": "energy", "local_date": .string(Device.today), "note": note]]
        ]
        let all = try await anna.post(
            "\(root)/wellness/logs/bulk",
            bulk,
            headers: ["Idempotency-Key": "marked-words-2"]
        )
        #expect(all.status == 200, "\(all)")
        let refused = try await anna.post("\(root)/wellness/logs", ["domain": note, "note": note])
        #expect(refused.status == 422, "\(refused)")
        let asked = try await anna.post(
            "\(root)/privacy/requests",
            ["kind": "rectification", "note": note],
            headers: ["Idempotency-Key": "marked-words-3"]
        )
        #expect(asked.status == 201, "\(asked)")
        let report = try await anna.post(
            "\(root)/reports",
            [
                "kind": "diary", "from": "2026-11-01", "to": .string(Device.today), "format": "csv",
                "include_notes": true,
            ]
        )
        #expect(report.status == 202, "\(report)")
        try await world.runJobs()
        let file = try await anna.get("\(root)/reports/\(report.id ?? "")/download")
        #expect(file.status == 200 && String(decoding: file.body, as: UTF8.self).contains(marked), "\(file)")
    }
}

/// The lines that a world writes into its log.
private final class WrittenLines: Sendable {
    private final class Sink: Sendable {
        let bytes = Mutex<[UInt8]>([])
    }

    private let sink = Sink()
    let writer: LogWriter

    init() {
        writer = LogWriter { [sink] lines in sink.bytes.withLock { $0 += lines } }
    }

    var text: String {
        writer.flush()
        return sink.bytes.withLock { String(decoding: $0, as: UTF8.self) }
    }
}
