import Kernel
import Store

/// The reaction of a feature to the deadline of an event of its subjects.
package struct DeadlineHandler: Sendable {
    let kind: String
    let event: String
    let prepare: Prepare
    let remind: Act
    let fire: Act

    /// Runs outside of transactions, before the deadline fires: asks systems elsewhere, and says whether it fires.
    package typealias Prepare = @Sendable (ID<Subject>, JobCall) async throws -> DeadlineVerdict
    /// Runs in one transaction, as the server itself.
    package typealias Act = @Sendable (ID<Subject>, Call, borrowing Tx) throws -> Void

    /// `fire` runs once for each deadline that was not set anew or cleared before its time; `remind` at most once, 24
    /// hours before.
    package init(
        of kind: String,
        _ event: String,
        prepare: @escaping Prepare = { _, _ in .fire },
        remind: @escaping Act = { _, _, _ in },
        fire: @escaping Act
    ) {
        self.kind = kind
        self.event = event
        self.prepare = prepare
        self.remind = remind
        self.fire = fire
    }
}

/// The fate of a deadline whose time has come.
package enum DeadlineVerdict: Sendable, Hashable {
    /// It fires, unless its subject moves meanwhile.
    case fire
    /// It is asked again after this time.
    case later(Duration)
    /// It is forgotten: something else is going to happen to its subject.
    case drop
}

/// The handlers of a product, by kind of subject and event.
package struct Deadlines: Sendable {
    private let handlers: [String: DeadlineHandler]

    init(_ handlers: [DeadlineHandler]) {
        self.handlers = Dictionary(handlers.map { (Self.name($0.kind, $0.event), $0) }) { first, _ in first }
    }

    /// The names of all events that have a handler, such as `job.lapse`.
    package var names: [String] { handlers.keys.sorted() }

    func handler(of deadline: Deadline) throws -> DeadlineHandler {
        let name = Self.name(deadline.subjectKind, deadline.event)
        guard let handler = handlers[name] else { throw DeadlineWithoutHandler(name: name) }
        return handler
    }

    private static func name(_ kind: String, _ event: String) -> String { "\(kind).\(event)" }
}

/// A deadline that no feature handles: a fault of the product.
private struct DeadlineWithoutHandler: Error {
    let name: String
}
