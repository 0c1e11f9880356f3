import Foundation

/// A document as `qpdf` and poppler read it: what no one here wrote judges what we wrote.
package struct PDFReader: Sendable {
    package let bytes: [UInt8]
    /// The text of each page, laid out as it stands there.
    package let pages: [String]
    /// The output of `pdfinfo`, by name.
    package let facts: [String: String]

    package var text: String { pages.joined(separator: "\n") }

    package init(_ bytes: [UInt8]) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("portico-\(UUID()).pdf")
        // To look at what a test made: `PORTICO_KEEP_PDF=/tmp/x.pdf`.
        if let kept = ProcessInfo.processInfo.environment["PORTICO_KEEP_PDF"] {
            try Data(bytes).write(to: URL(fileURLWithPath: kept))
        }
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(bytes).write(to: file)
        self.bytes = bytes
        _ = try Self.output(of: ["qpdf", "--check", file.path])
        let text = try Self.output(of: ["pdftotext", "-layout", "-enc", "UTF-8", file.path, "-"])
        pages = text.split(separator: "\u{0C}", omittingEmptySubsequences: false).dropLast()
            .map { $0.replacingOccurrences(of: " / ", with: "/") }
        let lines = try Self.output(of: ["pdfinfo", "-isodates", file.path]).split(separator: "\n")
        let pairs = lines.compactMap { line -> (String, String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            return (String(line[..<colon]), value)
        }
        facts = Dictionary(pairs) { first, _ in first }
    }

    /// A word of the first page, and where it stands from the left, in points.
    package struct Word: Sendable {
        package let text: String
        package let left: Double
        package let right: Double
    }

    package func wordsOfFirstPage() throws -> [Word] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("portico-\(UUID()).pdf")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(bytes).write(to: file)
        let page = try Self.output(of: ["pdftotext", "-bbox", "-l", "1", file.path, "-"])
        return page.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "\"")
            guard parts.count == 9, let left = Double(parts[1]), let right = Double(parts[5]) else {
                return nil
            }
            let text = parts[8].dropFirst().prefix { $0 != "<" }
            return Word(text: String(text), left: left, right: right)
        }
    }

    private static func output(of command: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw TestFailure(
                "\(command[0]) does not accept the document: \(String(decoding: said, as: UTF8.self))"
            )
        }
        return String(decoding: said, as: UTF8.self)
    }
}
