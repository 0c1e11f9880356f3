import Foundation
import Kernel
import Platform

/// A double played by a Python script in its own process; it prints its port, and ends with this value.
package final class PythonDouble: Sendable {
    package let root: String
    private let process: Process

    package init(_ script: String, _ arguments: [String] = []) throws {
        let path = URL(fileURLWithPath: #filePath)
            .appendingPathComponent("../../../scripts/\(script)").standardizedFileURL.path
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", path] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw TestFailure("\(script) did not start")
        }
        self.process = process
        root = "http://127.0.0.1:\(port)"
    }

    deinit {
        kill(process.processIdentifier, SIGKILL)
    }

    package func ask(_ path: String, _ method: String = "GET") async throws -> JSONValue {
        let answer = try await HTTPCaller(threads: 1).call(.init(method, root + path))
        guard answer.status == 200 else { throw TestFailure("\(path): \(answer.status)") }
        return try JSONValue(parsing: answer.body)
    }
}

/// Twilio as `scripts/twilio-double.py` plays it.
package struct TwilioDouble: Sendable {
    package static let account = "AC" + String(repeating: "0123456789abcdef", count: 2)
    package static let token = "a token of a double"
    package static let service = "MG" + String(repeating: "fedcba9876543210", count: 2)
    private let double: PythonDouble

    package init() throws {
        double = try PythonDouble("twilio-double.py")
    }

    package func carrier(
        token: String = token,
        sender: TwilioCarrier.Settings.Sender = .number("+15005550006"),
        callback: String? = nil
    ) -> TwilioCarrier {
        let settings = TwilioCarrier.Settings(
            account: Self.account,
            token: token,
            sender: sender,
            statusCallback: callback,
            root: double.root
        )
        return TwilioCarrier(settings, http: HTTPCaller(threads: 2))
    }

    /// A bridge of calls with the same account and number.
    package func bridge(token: String = token, sharedKey: String? = nil) -> TwilioCalls {
        let settings = TwilioCalls.Settings(
            account: Self.account,
            token: token,
            sharedKey: sharedKey,
            number: PhoneNumber(unchecked: "+15005550006"),
            root: double.root
        )
        return TwilioCalls(settings, http: HTTPCaller(threads: 2))
    }

    package func calls() async throws -> [JSONValue] {
        try await double.ask("/_calls").arrayValue ?? []
    }

    package func messages() async throws -> [JSONValue] {
        try await double.ask("/_messages").arrayValue ?? []
    }

    package func tries() async throws -> Int {
        Int(try await double.ask("/_tries").integerValue ?? -1)
    }
}

/// Firebase Cloud Messaging, and Google's tokens for it, as `scripts/fcm-double.py` plays them.
package final class FCMDouble: Sendable {
    package let serviceAccount: String
    package let root: String
    private let double: PythonDouble
    private let folder: URL

    package init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("portico-fcm-\(UInt64.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let now = String(TestClock.start.seconds)
        double = try PythonDouble("fcm-double.py", ["--folder", folder.path, "--now", now])
        root = double.root
        serviceAccount = try String(
            contentsOf: folder.appendingPathComponent("service-account.json"),
            encoding: .utf8
        )
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    package func carrier(now: @escaping @Sendable () -> Instant) throws -> FCMCarrier {
        FCMCarrier(
            try ServiceAccount(json: serviceAccount),
            http: HTTPCaller(threads: 8),
            root: root,
            now: now
        )
    }

    package func seen() async throws -> [JSONValue] { try await double.ask("/_seen").arrayValue ?? [] }

    package func exchanges() async throws -> Int {
        Int(try await double.ask("/_exchanges").integerValue ?? -1)
    }

    package func setClock(to now: Instant) async throws {
        _ = try await double.ask("/_now?\(now.seconds)", "POST")
    }

    package func revokeTokens() async throws { _ = try await double.ask("/_revoke", "POST") }
}
