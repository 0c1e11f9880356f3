import Foundation
import Kernel

/// A table as Python's `csv` reads it: what no one here wrote judges what we wrote.
package struct PythonCSV: Sendable {
    package let rows: [[String]]

    private static let script = """
        import csv, io, json, sys
        text = open(sys.argv[1], "rb").read().decode("utf-8")
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=sys.argv[2], strict=True))
        assert all(line.endswith("\\r\\n") for line in text.splitlines(keepends=True) if "\\n" in line and '"' not in text)
        print(json.dumps(rows))
        """

    package init(_ bytes: [UInt8], delimiter: String = ",") throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("portico-\(UUID()).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(bytes).write(to: file)
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments = ["python3", "-c", Self.script, file.path, delimiter]
        let output = Pipe()
        python.standardOutput = output
        try python.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        python.waitUntilExit()
        guard python.terminationStatus == 0 else { throw TestFailure("csv does not read the table") }
        rows = (try JSONValue(parsing: Array(said)).arrayValue ?? []).map { row in
            (row.arrayValue ?? []).map { $0.stringValue ?? "" }
        }
    }
}
