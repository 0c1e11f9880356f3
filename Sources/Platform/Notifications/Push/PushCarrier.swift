import Foundation
import Kernel

/// One push notification to one device.
package struct Push: Sendable, Hashable {
    /// The carrier's token of the device.
    package let token: String
    package let title: String
    package let body: String
    /// Data for the app: the notification, its template and the record that it is about.
    package let data: [String: String]

    package init(token: String, title: String, body: String, data: [String: String] = [:]) {
        self.token = token
        self.title = title
        self.body = body
        self.data = data
    }

    var members: JSONObject {
        var members = JSONObject()
        for (name, value) in data.sorted(by: { $0.key < $1.key }) { members[name] = .string(value) }
        return members
    }
}

/// Hands push notifications to a delivery service.
///
/// It throws ``PushFailure``; any other error counts as temporary.
package protocol PushCarrier: Sendable {
    /// Whether push notifications reach a device.
    var isReal: Bool { get }

    func send(_ push: Push) async throws -> PushReceipt
}

/// The carrier has accepted the push notification.
package struct PushReceipt: Sendable {
    package let providerID: String?

    package init(providerID: String? = nil) {
        self.providerID = providerID
    }
}

/// The carrier has not accepted the push notification.
package struct PushFailure: Error, CustomStringConvertible {
    package let verdict: Verdict
    package let code: Int?
    package let detail: String

    package enum Verdict: Sendable, Hashable {
        /// The device is gone: its token is no longer valid.
        case deviceGone
        /// The message is invalid, so that another attempt is useless.
        case refused
        /// Another attempt may succeed, after the given time.
        case later(Duration?)
    }

    package init(_ verdict: Verdict, code: Int? = nil, detail: String) {
        self.verdict = verdict
        self.code = code
        self.detail = detail
    }

    package var description: String {
        let answer = code.map { " (answer \($0))" } ?? ""
        return switch verdict {
        case .deviceGone: "the device is gone" + answer
        case .refused: "the push was refused" + answer
        case .later: "the push could not be handed over" + answer
        }
    }
}

/// No carrier is configured: notifications are in the app only.
package struct NoPush: PushCarrier {
    package init() {}

    package var isReal: Bool { false }

    package func send(_ push: Push) async throws -> PushReceipt {
        throw PushFailure(.refused, detail: "no carrier of pushes is configured")
    }
}

/// Writes push notifications to a folder as JSON, for development only.
package struct PushFolder: PushCarrier {
    private let path: String

    package init(_ path: String) {
        self.path = path
    }

    package var isReal: Bool { false }

    package func send(_ push: Push) async throws -> PushReceipt {
        let folder = URL(fileURLWithPath: path)
        let name = "\(push.data["notification_id"] ?? "push")-\(UInt32.random(in: 0 ... .max)).json"
        let said: JSONValue = [
            "device": .string(push.token), "title": .string(push.title), "body": .string(push.body),
            "data": .object(push.members),
        ]
        do {
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            try Data(said.bytes).write(to: folder.appendingPathComponent(name), options: .atomic)
        } catch {
            throw PushFailure(.later(nil), detail: "\(error)")
        }
        return PushReceipt(providerID: name)
    }
}
