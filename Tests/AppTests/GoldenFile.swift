import Foundation
import Testing

/// A file of the repository that says what comes out; `make golden` writes it.
struct GoldenFile {
    private let name: String
    private let file: URL

    /// Whether files are written, and not compared.
    static let isWritten = ProcessInfo.processInfo.environment["PORTICO_GOLDEN"] == "write"

    init(_ name: String) {
        self.name = name
        file = Repository.file(name)
    }

    /// The contents of the file; empty without one.
    var known: String {
        (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    }

    func write(_ text: String) throws {
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    func expect(_ text: String) throws {
        guard !Self.isWritten else { return try write(text) }
        let known = known
        let difference = text.split(separator: "\n").difference(from: known.split(separator: "\n"))
        let words = difference.prefix(6).map { change in
            switch change {
            case .insert(_, let line, _): "+ \(line)"
            case .remove(_, let line, _): "- \(line)"
            }
        }
        #expect(
            text == known,
            "\(name) is out of date: run `make golden` and commit it\n\(words.joined(separator: "\n"))"
        )
    }
}

/// Where the package is.
enum Repository {
    static func file(_ path: String) -> URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent(path)
    }
}
