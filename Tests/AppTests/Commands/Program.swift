import Foundation
import Kernel
import TestKit
import Testing

/// The built program, started as by a person: in its own folder, and with only the given environment.
///
/// A process of its own, for that is what it is about: what it prints where, with which code it ends, and which
/// environment and folder it finds.
final class Program: Sendable {
    let folder = Cabinet()
    private let environment: [String: String]

    struct Outcome: Sendable, CustomStringConvertible {
        let code: Int32
        let output: String
        let errors: String
        /// The terminal's echo of the typed input.
        var echo = ""

        var description: String { "code \(code)\n\(output)\n---\n\(errors)" }
    }

    /// On databases of the kind that the tests run on, which are empty.
    init(_ environment: [String: String] = [:]) async throws {
        var all = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PORTICO_SPOOL": "data/spool/"]
        if let server = PostgresServer.fromEnvironment {
            let name = "c" + String(UInt64.random(in: 0 ... .max), radix: 36)
            try await server.run("CREATE DATABASE \(name)")
            all["PORTICO_DATABASE_URL"] = server.url(of: name)
        }
        self.environment = all.merging(environment) { _, given in given }
        try FileManager.default.createDirectory(
            atPath: folder.path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    /// Waits for its end; of a server, asks it to end once it has printed `sign`.
    func run(_ line: String, input: String = "", until sign: String? = nil) async throws -> Outcome {
        try await run(line, input: input) { process, papers in
            guard let sign else { return }
            try await Self.wait(for: sign, in: papers.path + "/out")
            kill(process, SIGTERM)
        }
    }

    /// Run by someone at a keyboard, who types a line once they are asked.
    func run(_ line: String, typing words: String, whenAsked question: String) async throws -> Outcome {
        let keyboard = try Keyboard()
        var outcome = try await run(line, keyboard: keyboard) { _, papers in
            try await Self.wait(for: question, in: papers.path + "/err")
            keyboard.type(words + "\n")
        }
        outcome.echo = keyboard.echo
        return outcome
    }

    private typealias Meanwhile = @Sendable (_ process: pid_t, _ papers: Cabinet) async throws -> Void

    private func run(
        _ line: String,
        input: String = "",
        keyboard: Keyboard? = nil,
        meanwhile: @escaping Meanwhile
    ) async throws -> Outcome {
        let process = Process()
        process.executableURL = try Self.executable
        process.arguments = line.split(separator: " ").map(String.init)
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.environment = environment
        let papers = Cabinet()
        for (name, text) in [("in", input), ("out", ""), ("err", "")] {
            try papers.write(Array(text.utf8), to: name)
        }
        process.standardInput =
            try keyboard?.end ?? FileHandle(forReadingFrom: URL(fileURLWithPath: papers.path + "/in"))
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: papers.path + "/out"))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: papers.path + "/err"))
        try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in ended.resume() }
            do { try process.run() } catch { return ended.resume(throwing: error) }
            let id = process.processIdentifier
            Task { try await meanwhile(id, papers) }
        }
        return Outcome(
            code: process.terminationStatus,
            output: try String(contentsOfFile: papers.path + "/out", encoding: .utf8),
            errors: try String(contentsOfFile: papers.path + "/err", encoding: .utf8)
        )
    }

    /// Half a minute at most: what comes after tells that the sign did not.
    private static func wait(for sign: String, in file: String) async throws {
        for _ in 0..<1500 where try !String(contentsOfFile: file, encoding: .utf8).contains(sign) {
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// It is built with the tests, into the same folder.
    private static var executable: URL {
        get throws {
            let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            let program = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent(
                "portico"
            )
            guard FileManager.default.isExecutableFile(atPath: program.path) else {
                throw TestFailure("there is no \(program.path): build with `swift build --build-tests`")
            }
            return program
        }
    }
}

extension Program.Outcome {
    /// The standard output.
    var answer: String { output }

    /// The error output without log lines, which go to the same stream.
    var complaint: String { Self.unlogged(errors) }

    /// The output of a server apart from its log.
    var greeting: String { Self.unlogged(output) }

    private static func unlogged(_ text: String) -> String {
        text.split(separator: "\n").filter { !$0.hasPrefix("{\"ts\"") }.joined(separator: "\n")
    }

    /// No internals that only help the program's developers, and no secrets.
    func expectPlainWords() {
        let traces = [
            "Fatal error", ".swift", "Domain=", "Optional(", "Error(", "UserInfo", " 0x", "libpq", "hush",
        ]
        for trace in traces where (output + complaint).contains(trace) {
            Issue.record("\(trace) is nothing to tell people: \(self)")
        }
    }
}
