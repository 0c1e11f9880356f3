import Foundation
import Kernel

/// An archive as Python's `zipfile` reads it: what no one here wrote judges what we wrote.
package struct PythonZip: Sendable {
    /// Name → size, in the order of the directory.
    package let names: [String]
    package let texts: [String: String]

    private static let script = """
        import json, sys, zipfile
        archive = zipfile.ZipFile(sys.argv[1])
        assert archive.testzip() is None
        names = archive.namelist()
        small = [n for n in names if archive.getinfo(n).file_size < 1 << 20][:200]
        texts = {n: archive.read(n).decode("latin-1") for n in small}
        print(json.dumps({"names": names[:100000], "texts": texts}))
        """

    package init(_ bytes: [UInt8]) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("portico-\(UUID()).zip")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(bytes).write(to: file)
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments = ["python3", "-c", Self.script, file.path]
        let output = Pipe()
        python.standardOutput = output
        try python.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        python.waitUntilExit()
        guard python.terminationStatus == 0 else { throw TestFailure("zipfile does not read the archive") }
        let value = try JSONValue(parsing: Array(said))
        names = value["names"]?.arrayValue?.compactMap(\.stringValue) ?? []
        let members = value["texts"]?.objectValue?.members ?? []
        texts = Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.value.stringValue ?? "") })
    }

    package func json(_ name: String) throws -> JSONValue {
        // The script hands bytes over as Latin-1.
        try JSONValue(parsing: (texts[name] ?? "").unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
    }
}
