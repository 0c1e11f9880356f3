import Kernel
import Store
import Web

/// The operation to which clients send events.
enum VisitorRoutes {
    private static let limit = RateLimit("visitor_events", 60, per: .minutes(1))

    // swift-format-ignore
    static func routes(_ policy: VisitorPolicy) -> [Route] {
        [
            Post("/events", { call, body in try await record(call, body, policy) }, .anyone, "Send events of a visitor",
                 details: "At most 100. An event with a fault is refused alone, and the others are stored. Without the consent to analytics all of them are dropped: the account's answer counts, and `consent` where nobody is logged in.").upTo(bytes: 262_144).limited(limit)
        ].tagged("Events")
    }

    @Sendable private static func record(
        _ call: Call,
        _ offered: OfferedEvents,
        _ policy: VisitorPolicy
    ) async throws -> EventsReceived {
        let account = call.actor.account
        return try await call.db.write { tx in
            let agreed =
                try account.map { try Consent.isGranted(policy.consent, by: $0, tx) } ?? offered.consent
            guard agreed else { return EventsReceived(accepted: 0, refused: offered.refusingAll(.noConsent)) }
            var (rows, refused): ([SQL], [EventsReceived.Refused]) = ([], [])
            for (index, event) in offered.events.enumerated() {
                do {
                    rows.append(try event.get().row(of: account, policy, tx))
                } catch let problem as Problem {
                    refused.append(.init(index, problem, in: call.languages))
                } catch let code as EventsReceived.Code {
                    refused.append(.init(index: index, code: code))
                }
            }
            if !rows.isEmpty { try VisitorEvents.insert(rows, tx) }
            return EventsReceived(accepted: rows.count, refused: refused)
        }
    }
}

/// Events of a visitor.
struct NewEvents: Body {
    /// One to a hundred events, in any order.
    var events: [NewEvent]
    /// The visitor's answer to the question for consent; it counts only where nobody is logged in, and absent means no.
    var consent: Bool?

    /// An event.
    struct NewEvent: Codable, Sendable {
        /// The kind of event: `visit`, `search`, `profile`, `package` or `share`; others are refused.
        var name: Line<1, 40>
        /// When it happened: within the last seven days, and not later than now.
        var at: Instant
        /// A random name of the browser or the app, made by the client after the consent.
        var visitorId: Line<8, 64>
        /// Its details by name, such as `q` of a search; texts, numbers or yes and no.
        var properties: JSONValue?
    }
}

/// The answer to events that were sent.
struct EventsReceived: View {
    /// The number of events that are stored.
    var accepted: Int
    /// The events that are not, in the order in which they were sent.
    var refused: [Refused]

    /// An event that is not stored.
    struct Refused: Codable, Sendable, Equatable {
        /// Its position in the list, from 0.
        var index: Int
        /// The reason.
        var code: Code
        /// The faults of a malformed event, ten at most; absent for the other reasons.
        var errors: [Fault]?
    }

    /// A fault of an event.
    struct Fault: Codable, Sendable, Equatable {
        /// The place as a JSON pointer into the body, such as `/events/3/at`.
        var pointer: String
        /// The code of the refusal, such as `required`.
        var code: String
        /// The refusal in the caller's language.
        var message: String
    }

    /// The reason why an event is not stored.
    enum Code: String, Codable, CaseIterable, Error {
        /// A member is missing, unknown or not of its form.
        case malformed
        /// The visitor has not agreed to analytics.
        case noConsent = "no_consent"
        /// No event has this name.
        case unknownName = "unknown_name"
        /// A property has an unknown name, is no text, number or yes and no, or is longer than 200 characters.
        case badProperties = "bad_properties"
        /// It happened more than seven days ago, or has not happened yet.
        case badTime = "bad_time"
    }
}

extension NewEvents.NewEvent {
    private static let longest = 200

    /// The values of its row.
    fileprivate func row(
        of account: ID<Account>?,
        _ policy: VisitorPolicy,
        _ tx: borrowing Tx
    ) throws(EventsReceived.Code) -> SQL {
        guard let kind = policy.names.first(where: { $0.rawValue == name.rawValue }) else {
            throw .unknownName
        }
        guard at > tx.now - VisitorPolicy.oldest, at <= tx.now + VisitorPolicy.ahead else { throw .badTime }
        let properties = try checkedProperties(policy)
        let subject = kind.subject.flatMap { properties[$0]?.stringValue }.flatMap { ID<Subject>($0) }
        let term = kind.term.flatMap { properties[$0]?.stringValue }.flatMap(Self.normalised)
        return """
            (\(tx.newID(of: NewEvents.self)), \(visitorId), \(account), \(kind.rawValue), \(min(at, tx.now)), \(subject),
             \(term), \(json: JSONValue.object(properties)), \(tx.now))
            """
    }

    private func checkedProperties(_ policy: VisitorPolicy) throws(EventsReceived.Code) -> JSONObject {
        guard let properties else { return [:] }
        guard let object = properties.objectValue else { throw .badProperties }
        for member in object.members {
            guard policy.properties.contains(member.name) else { throw .badProperties }
            switch member.value {
            case .bool, .integer, .number, .null: continue
            case .string(let text) where text.count <= Self.longest: continue
            default: throw .badProperties
            }
        }
        return object
    }

    /// The words in small letters with single blanks; nil without any.
    private static func normalised(_ text: String) -> String? {
        let words = text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.isEmpty ? nil : words
    }
}

extension VisitorEvents {
    static func insert(_ rows: [SQL], _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO visitor_event (id, visitor, account_id, name, at, subject_id, term, properties, received_at)
            VALUES \(SQL.list(rows))
            """
        )
    }
}
