import Foundation
import Kernel
import TestKit

/// Random questions with answers from an independent implementation in Python, with exact fractions.
struct PythonOracle {
    let cases: [Case]

    struct Case: Decodable {
        let body: JSONValue
        let expected: JSONValue
    }

    init(_ script: String) throws {
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments = ["python3", "-c", Self.prelude + script]
        let output = Pipe()
        python.standardOutput = output
        try python.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        python.waitUntilExit()
        guard python.terminationStatus == 0 else { throw TestFailure("the oracle does not speak") }
        cases = try JSON.decode([Case].self, from: Array(said))
    }

    private static let prelude = """
        import json, random
        from fractions import Fraction as F
        R = random.Random(7)
        def half_up(x, unit=1):
            return int((x / unit + F(1, 2)) // 1) * unit
        def say(cases):
            print(json.dumps([{"body": b, "expected": e} for b, e in cases]))

        """
}
