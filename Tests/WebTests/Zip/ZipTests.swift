import Foundation
import Kernel
import Testing

@testable import Web

/// Judged by Python's `zipfile` and by Info-ZIP, where it is installed.
@Suite struct ZipTests {
    private func archive(_ files: [(String, [UInt8])], limit: UInt64 = 0xFFFF_FFFE) throws -> [UInt8] {
        var index = ZipIndex(limit: limit)
        var bytes: [UInt8] = []
        let moment = ZipMoment(try #require(Instant("2026-11-21T09:30:08Z")), in: .rome)
        for (name, content) in files {
            let entry = try ZipEntry(name, at: moment, size: content.count, after: index)
            bytes += entry.begin()
            for start in stride(from: 0, to: content.count, by: 7_000) {
                bytes += try entry.add(Array(content[start..<min(start + 7_000, content.count)]))
            }
            bytes += try entry.end(into: &index)
        }
        return bytes + index.end()
    }

    private func judge(_ bytes: [UInt8], _ check: String) throws -> Bool {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("portico-\(UUID()).zip")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(bytes).write(to: file)
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let script =
            "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; \(check)"
        python.arguments = ["python3", "-c", script, file.path]
        try python.run()
        python.waitUntilExit()
        return python.terminationStatus == 0
    }

    private var noise: [UInt8] { (0..<300_000).map { _ in UInt8.random(in: 0...255) } }

    @Test func `files come out as they went in`() throws {
        let bytes = try archive([("però.json", Array("{}".utf8)), ("empty", []), ("files/noise", noise)])

        #expect(
            try judge(
                bytes,
                """
                assert z.namelist() == ['però.json', 'empty', 'files/noise']; assert z.read('però.json') == b'{}'; \
                assert z.read('empty') == b''; assert len(z.read('files/noise')) == 300000; \
                assert z.getinfo('empty').date_time == (2026, 11, 21, 10, 30, 8)
                """
            )
        )
    }

    @Test func `what passes 32 bits is ZIP64`() throws {
        let bytes = try archive([("a", noise), ("b", Array("b".utf8)), ("c", noise)], limit: 100_000)

        #expect(
            try judge(
                bytes,
                "assert [i.file_size for i in z.infolist()] == [300000, 1, 300000]; assert z.infolist()[0].extra"
            )
        )
    }

    @Test func `more files than 16 bits count`() throws {
        let bytes = try archive((0..<70_000).map { ("f\($0)", [65]) })

        #expect(try judge(bytes, "assert len(z.namelist()) == 70000; assert z.read('f69999') == b'A'"))
    }

    @Test func `a flipped byte is noticed`() throws {
        var bytes = try archive([("noise", noise)])
        bytes[5_000] ^= 1

        #expect(try !judge(bytes, "pass"))
    }
}
