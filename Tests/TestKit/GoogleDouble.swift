import Foundation
import Kernel
import Platform

/// Google's logins, grants, calendars and Drive as `scripts/google-double.py` plays them; its clock starts with the world.
package final class GoogleDouble: Sendable {
    package static let clientID = "double.apps.googleusercontent.com"
    package static let secret = "double-secret"

    package let root: String
    private let double: PythonDouble
    private let folder: URL

    package init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("portico-google-\(UInt64.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let arguments = ["--now", String(TestClock.start.seconds), "--folder", folder.path]
        double = try PythonDouble("google-double.py", arguments)
        root = double.root
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Logins at Google, for ``World``: `dependencies: { $0.signIn = [google.signIn(world's clock)] }`.
    package func signIn(now: @escaping @Sendable () -> Instant = { TestClock.start }) -> OIDCClient {
        let provider = OIDCProvider.google(clientID: Self.clientID, clientSecret: Self.secret, issuer: root)
        return OIDCClient(provider, http: HTTPCaller(threads: 4), now: now)
    }

    /// Google's calendars and Drive.
    package func services(now: @escaping @Sendable () -> Instant = { TestClock.start }) -> GoogleServices {
        let settings = GoogleServices.Settings(
            clientID: Self.clientID,
            clientSecret: Self.secret,
            consent: root + "/consent",
            oauth: root,
            api: root
        )
        return GoogleServices(settings, http: HTTPCaller(threads: 8), now: now)
    }

    /// Plays Google or the person; the head of the script lists what there is.
    package func act(_ what: String, _ body: JSONValue = .object([:])) async throws {
        let answer = try await HTTPCaller(threads: 1).call(
            .init(
                "POST",
                "\(root)/_\(what)",
                headers: [("Content-Type", "application/json")],
                body: .bytes(body.bytes)
            )
        )
        guard answer.status == 200 else {
            throw TestFailure("\(what): \(answer.status) \(String(decoding: answer.body, as: UTF8.self))")
        }
    }

    /// `seen`, `channels`, `grants`, `events`, `files` or `permissions`.
    package func ask(_ what: String) async throws -> [JSONValue] {
        try await double.ask("/_\(what)").arrayValue ?? []
    }

    /// The person opens a page of Google's and agrees: the address to which Google sends the browser.
    package func agree(at page: String) async throws -> String {
        let answer = try await HTTPCaller(threads: 1).call(.init("GET", page))
        guard answer.status == 302, let location = answer.header("location") else {
            throw TestFailure(
                "Google does not agree: \(answer.status) \(String(decoding: answer.body, as: UTF8.self))"
            )
        }
        return location
    }

    /// The person who is logged in at Google.
    package func person(_ subject: String, _ email: String, isVerified: Bool = true) async throws {
        try await act(
            "person",
            [
                "sub": .string(subject), "email": .string(email), "email_verified": .bool(isVerified),
                "given_name": "Greta", "family_name": "Google", "locale": "it",
            ]
        )
    }

    /// An event in the person's calendar.
    package func event(
        _ id: String,
        _ from: String,
        _ until: String,
        _ more: [String: JSONValue] = [:]
    ) async throws {
        var event: JSONValue = [
            "id": .string(id), "status": "confirmed", "summary": "A secret matter",
            "start": ["dateTime": .string(from)], "end": ["dateTime": .string(until)],
        ]
        for (name, value) in more { event[name] = value }
        try await act("event", event)
    }
}

/// WhatsApp, Telegram and Zoom as `scripts/messengers-double.py` plays them.
package final class MessengersDouble: Sendable {
    package static let appSecret = "an app secret of a double"
    package static let verifyToken = "a-word-for-meta"
    package static let telegramSecret = "a-secret_of-the-bot"

    private let double: PythonDouble

    package init() throws {
        double = try PythonDouble("messengers-double.py", ["--now", String(TestClock.start.seconds)])
    }

    package var messengers: Messengers {
        Messengers(
            whatsApp: WhatsAppClient(
                .init(
                    number: "106540352242922",
                    token: "EAAdouble",
                    appSecret: Self.appSecret,
                    verifyToken: Self.verifyToken,
                    api: double.root
                ),
                http: HTTPCaller(threads: 4)
            ),
            telegram: TelegramClient(
                .init(
                    bot: "portico_double_bot",
                    token: "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
                    secret: Self.telegramSecret,
                    api: double.root
                ),
                http: HTTPCaller(threads: 4)
            )
        )
    }

    package func zoom(now: @escaping @Sendable () -> Instant = { TestClock.start }) -> ZoomClient {
        let settings = ZoomClient.Settings(
            account: "zoom-account",
            clientID: "zoom-client",
            secret: "zoom-secret",
            oauth: double.root,
            api: double.root
        )
        return ZoomClient(settings, http: HTTPCaller(threads: 4), now: now)
    }

    package func act(_ what: String, _ body: JSONValue = .object([:])) async throws {
        let answer = try await HTTPCaller(threads: 1).call(
            .init(
                "POST",
                "\(double.root)/_\(what)",
                headers: [("Content-Type", "application/json")],
                body: .bytes(body.bytes)
            )
        )
        guard answer.status == 200 else { throw TestFailure("\(what): \(answer.status)") }
    }

    package func messages() async throws -> [JSONValue] {
        try await double.ask("/_messages").arrayValue ?? []
    }

    package func meetings() async throws -> [JSONValue] {
        try await double.ask("/_meetings").arrayValue ?? []
    }

    package func exchanges() async throws -> Int {
        Int(try await double.ask("/_exchanges").integerValue ?? -1)
    }
}
